"""`checker waiver`: reasoned, approved, expiring exceptions, kept in a file under version control."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checker.cli.policy_file import WAIVERS
from checker.errors import Problem, UsageError

if TYPE_CHECKING:
    from checker.rulebook.policy import Policy

app = typer.Typer(
    no_args_is_help=True,
    help="Reasoned, approved, expiring exceptions: a file under version control, shown with every hit.",
)

File = Annotated[Path, typer.Option("--file", help="The file.")]
Store = Annotated[Path, typer.Option("--store", help="The folder of the store.")]
Config = Annotated[Path | None, typer.Option(help="The auditor's policy; else ./compliance.yaml.")]
Lang = Annotated[str, typer.Option(help="en, ru or zh.")]
Several = list[str] | None


def _only(says: str) -> object:
    return typer.Option(help=says, show_default=False)


@app.command("list")
def list_(
    file: File = Path(WAIVERS),
    store: Store = Path("audits"),
    config: Config = None,
    as_of: Annotated[str | None, typer.Option(help="The local day to look from; else today.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, json, jsonl, csv, xlsx.")] = "table",
    lang: Lang = "en",
) -> None:
    """List the waivers: in force, expired or to come, and how many violations of the latest audit each fits."""
    from checker.cli.entered import entered_day
    from checker.cli.waiver_list import print_waivers
    from checker.waivers.reading import load_waivers

    waivers = load_waivers(file, _policy(config).waivers.max_days)
    print_waivers(waivers, file, store, entered_day("--as-of", as_of), form, lang)


@app.command()
def lint(
    file: File = Path(WAIVERS),
    store: Store = Path("audits"),
    snapshot: Annotated[
        Path | None,
        typer.Option(help="A snapshot, for the approvers and their roles; without one they are not checked."),
    ] = None,
    config: Config = None,
    rules: Annotated[
        list[Path] | None, typer.Option("--rules", help="Rule file or folder; else the shipped packs.")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="The local day to look from; else today.")] = None,
) -> None:
    """Find what an audit would not honour (exit 2); tell what expires within 30 days, has expired or does nothing."""
    from checker.cli.entered import entered_day
    from checker.cli.waiver_lint import check_waivers

    policy = _policy(config)
    check_waivers(file, policy, store, snapshot, tuple(rules or ()), entered_day("--as-of", as_of))


@app.command()
def add(
    reason: Annotated[str, typer.Option(help="Why; it stands in the file and in every report.")],
    approver: Annotated[str, typer.Option(help="Id of the employee who approved it.")],
    until: Annotated[str, typer.Option(help="The last day in force.")],
    case: Annotated[
        str | None,
        typer.Argument(metavar="[CASE]", help="A violation's id, the start of one, or RULE/SUBJECT[@OCCURRENCE]."),
    ] = None,
    rule: Annotated[Several, _only("Instead of CASE: rule ids, * and ? stand for more.")] = None,
    subject: Annotated[Several, _only("Only for this subject, by its id or type:id.")] = None,
    occurrence: Annotated[Several, _only("Only for this occurrence.")] = None,
    client: Annotated[Several, _only("Only for this client, by its id.")] = None,
    unit: Annotated[Several, _only("Only for this unit, by its id.")] = None,
    responsible: Annotated[Several, _only("Only where this person answers, by the id, or 'unassigned'.")] = None,
    tier: Annotated[Several, _only("Only for clients of this tier.")] = None,
    due_from: Annotated[str | None, _only("Only what fell due on this local day or later.")] = None,
    due_to: Annotated[str | None, _only("Only what fell due on this local day or before.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="For every violation of the rules.")] = False,
    granted: Annotated[str | None, typer.Option(help="The day of granting, the first in force; else today.")] = None,
    while_unchanged: Annotated[
        bool,
        typer.Option("--while-unchanged", help="Only as long as the evidence stays what it is in the latest audit."),
    ] = False,
    id_: Annotated[str | None, typer.Option("--id", help="Id of the waiver; else of the day and a number.")] = None,
    file: File = Path(WAIVERS),
    store: Store = Path("audits"),
    config: Config = None,
    rules: Annotated[
        list[Path] | None, typer.Option("--rules", help="Rule file or folder; else the shipped packs.")
    ] = None,
    lang: Lang = "en",
) -> None:
    """Add a waiver to the end of the file, for one violation or for rules; what is in the file stays as it is."""
    from checker.cli.entered import entered, entered_day
    from checker.cli.waiver_add import Order, add_waiver
    from checker.words.words import Words

    only: dict[str, Any] = {"subject": subject, "occurrence": occurrence, "client": client, "unit": unit}
    only |= {"responsible": responsible, "tier": tier, "due_from": due_from, "due_to": due_to}
    narrowing = {name: value for name, value in only.items() if value}
    if everything:
        narrowing["all"] = "true"
    if (case is None) == (not rule) or (case and narrowing):
        given = "CASE goes with no selector" if case else "either CASE or --rule is wanted"
        raise UsageError(Problem("waiver add", given, "name one violation, or rules and what narrows them"))
    order = Order(
        case=case,
        rule=tuple(rule or ()),
        narrowing=narrowing,
        reason=entered("--reason", reason),
        approver=entered("--approver", approver),
        granted_on=entered_day("--granted", granted),
        expires_on=entered_day("--until", until),
        unchanged=while_unchanged,
        waiver_id=id_,
    )
    add_waiver(order, file, store, _policy(config), tuple(rules or ()), Words(lang))


def _policy(config: Path | None) -> "Policy":
    from checker.cli.policy_file import discovered
    from checker.rulebook.policy import load_policy

    return load_policy(config or discovered())
