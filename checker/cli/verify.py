"""`checker verify`: whether stored audits are still what was stored, and their inputs what they were."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from checker.errors import CheckerError, IncompleteError, Problem, UsageError

if TYPE_CHECKING:
    from checker.auditing.places import Places
    from checker.cli.examined import Again, Examined
    from checker.store.audits import StoredAudit

AuditName = Annotated[
    str | None, typer.Argument(metavar="[AUDIT]", help="'latest', an id or the start of one; without it, all.")
]
StoreFolder = Annotated[Path, typer.Option("--store", help="The folder of the store.")]
NOTED = re.compile(r"[0-9a-fA-F]{8,64}")
ELSEWHERE = "; else where its run found it."
File = Path | None


def verify(
    audit: AuditName = None,
    store: StoreFolder = Path("audits"),
    inputs: Annotated[
        bool | None,
        typer.Option("--inputs/--no-inputs", help="Hash the inputs again too; without either, those of one AUDIT."),
    ] = None,
    snapshot: Annotated[File, typer.Option(help=f"The snapshot of AUDIT{ELSEWHERE}")] = None,
    rules: Annotated[list[Path] | None, typer.Option("--rules", help=f"The rules of AUDIT{ELSEWHERE}")] = None,
    config: Annotated[File, typer.Option(help=f"The policy of AUDIT{ELSEWHERE}")] = None,
    waivers: Annotated[File, typer.Option(help=f"The waivers of AUDIT{ELSEWHERE}")] = None,
    disputes: Annotated[File, typer.Option(help=f"The disputes of AUDIT{ELSEWHERE}")] = None,
    baseline: Annotated[File, typer.Option(help=f"The baseline of AUDIT{ELSEWHERE}")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Inputs that are not there any more count as changed.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Judge AUDIT anew from its inputs and compare the bytes.")
    ] = False,
    head: Annotated[
        str | None,
        typer.Option(help="A hash that the chain ended with once, or its first 8 digits; it must still be there."),
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="List every file, the same ones too.")] = False,
    format: Annotated[
        Literal["table", "json"], typer.Option("--format", help="table, or json with every file.")
    ] = "table",
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
) -> None:
    """Hashes stored audits and their inputs again and follows the chain. Exit 4: something was changed; 3: AUDIT could
    not be repeated."""
    from checker.auditing.places import Places
    from checker.cli.examined import examine
    from checker.cli.shown import print_json
    from checker.cli.verified import print_examined
    from checker.words.words import Words

    words = Words(lang)
    if head is not None and not NOTED.fullmatch(head):
        raise UsageError(Problem("--head", f"'{head}' is no hash", "give its first 8 digits, or all 64"))
    places = Places(snapshot, tuple(rules or ()), config, waivers, disputes, baseline)
    if audit is None and (again or places != Places()):
        raise UsageError(Problem("AUDIT", "inputs belong to one audit, and none is named", "name it, or 'latest'"))
    wanted = again or (audit is not None if inputs is None else inputs)
    found = examine(store, audit, places if wanted else None, head)
    if again and found.audits:
        found.again = _again(found, places)
    if format == "json":
        print_json(found.as_json(strict, lang))
    else:
        print_examined(found, words, alone=audit is not None, each=each)
    raise typer.Exit(found.exit_code(strict))


def _again(found: "Examined", places: "Places") -> "Again":
    """The audit judged anew in a store of its own that holds only the earlier audits which it knew."""
    from checker.cli.examined import Again
    from checker.store.checked import SAME
    from checker.store.damage import damage

    one = found.audits[0].audit
    if any(file.state != SAME for file in found.inputs.get(one.audit_id, ())) or one.audit_id not in found.inputs:
        return Again(refused=(damage("inputs_differ", one.audit_id),))
    try:
        return _repeated(one, found.store, places.of(one))
    except IncompleteError as error:
        return Again(refused=error.problems)
    except CheckerError as error:
        why = "; ".join(str(problem) for problem in error.problems)
        return Again(refused=(damage("not_repeatable", one.audit_id, why=why),))


def _repeated(one: "StoredAudit", store: Path, places: "Places") -> "Again":
    from tempfile import TemporaryDirectory

    from checker.auditing.repeated import compared, other_versions, request_again
    from checker.cli.examined import Again
    from checker.cli.progress import progress
    from checker.pipeline import audit as run_audit
    from checker.store.as_known import store_as_known
    from checker.store.damage import damage

    with TemporaryDirectory(prefix="checker-") as folder:
        aside = Path(folder).resolve() / "store"
        gone = store_as_known(one, store, aside)
        if gone:
            return Again(refused=(damage("knew_others", one.audit_id, names=", ".join(gone)),))
        with progress() as report_progress:
            fresh = run_audit(request_again(one, places, aside), report_progress).stored
        return Again(tuple(compared(one, fresh)), other_versions(one, fresh))
