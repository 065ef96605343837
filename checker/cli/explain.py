"""`checker explain`: why one case has its verdict, and what to write to the person who answers for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from checker.errors import EXIT_INCOMPLETE, Problem, UsageError

if TYPE_CHECKING:
    from checker.reproduction.proof import Proof
    from checker.words.words import Words

CaseName = Annotated[
    str | None, typer.Argument(metavar="[CASE]", help="A case's id, the start of one, or RULE/SUBJECT[@OCCURRENCE].")
]


def explain(
    case: CaseName = None,
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    audit: Annotated[str, typer.Option(help="'all' (the newest that holds the case), 'latest', or an id.")] = "all",
    as_person: Annotated[bool, typer.Option("--as-person", help="A letter to the person who answers for it.")] = False,
    responsible: Annotated[
        str | None,
        typer.Option(help="With --as-person, instead of CASE: all that this person has left; id or part of the name."),
    ] = None,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
) -> None:
    """Shows clause, rule, facts, clock and arithmetic of one case, and derives its verdict again, from what is stored
    alone. Exit 3: what is stored does not bear the verdict out."""
    from checker.words.words import Words

    words = Words(lang)
    _check(case, as_person, responsible)
    folders = _newest_first(store, audit)
    if responsible is not None:
        _write_to_person(folders[0], responsible, words)
    else:
        assert case is not None
        _explain_case(folders, case, as_person, words)


def _check(case: str | None, as_person: bool, responsible: str | None) -> None:
    if responsible is not None and not as_person:
        raise UsageError(Problem("--responsible", "goes with --as-person", "add --as-person"))
    if (case is None) == (responsible is None):
        what = "no case is named" if case is None else "a case and --responsible exclude each other"
        raise UsageError(Problem("CASE", what, "name a case, or --as-person --responsible NAME"))


def _explain_case(folders: list[Path], name: str, as_person: bool, words: "Words") -> None:
    from checker.query.find import find_case
    from checker.report.cases import read_case
    from checker.report.explain import explain_case
    from checker.report.letter import letter_of
    from checker.reproduction.proof import prove_case
    from checker.reproduction.said import against, said_proof

    place = find_case(folders, name)
    case = read_case(place.folder, place.case_id)
    assert case is not None
    proof = prove_case(place.folder, case)
    if not as_person:
        lines = said_proof(proof, case, words)
        loud = [] if proof.holds else [f"!!! {words.text('reproduction.differs')}", ""]
        _say("\n".join([*loud, explain_case(place.folder, case, words.lang), *lines]) + "\n")
    elif proof.holds:
        _say(letter_of(place.folder, case, words.lang))
    _end(proof, list(against(proof, case, words)), words)


def _write_to_person(folder: Path, who: str, words: "Words") -> None:
    from checker.cli.progress import progress
    from checker.report.addressee import cases_left
    from checker.report.letter import letter_of_all
    from checker.reproduction.proof import prove_case
    from checker.reproduction.said import against

    cases, addressee = cases_left(folder, who)
    with progress() as tell:
        for place, case in enumerate(cases, start=1):
            tell(case.case_id, place, len(cases))
            proof = prove_case(folder, case)
            _end(proof, [f"{case.case_id}: {line}" for line in against(proof, case, words)], words)
    _say(letter_of_all(folder, cases, addressee, words.lang))


def _end(proof: "Proof", lines: list[str], words: "Words") -> None:
    """Nobody may take a verdict for proven that is not."""
    if proof.holds:
        return
    for line in [words.text("reproduction.differs"), *lines, words.text("reproduction.remedy")]:
        typer.echo(f"checker: {line}", err=True)
    raise typer.Exit(EXIT_INCOMPLETE)


def _say(text: str) -> None:
    from checker.report.output import to_stdout

    def produce(stream: BinaryIO) -> None:
        stream.write(text.encode())

    to_stdout(produce)


def _newest_first(store: Path, audit: str) -> list[Path]:
    """The folders to look in; the newest is the one that knows most, and of the same moment the one stored last."""
    from checker.store.audits import audits, find

    if audit != "all":
        return [find(store, audit).folder]
    found = sorted(audits(store), key=lambda one: one.as_of)
    if not found:
        raise UsageError(Problem(str(store), "holds no audit", "run `checker audit` first, or name another --store"))
    return [one.folder for one in reversed(found)]
