"""`checker explain`: why one case has its verdict."""

from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from checker.errors import Problem, UsageError

CaseName = Annotated[
    str, typer.Argument(metavar="CASE", help="A case's id, the start of one, or RULE/SUBJECT[@OCCURRENCE].")
]


def explain(
    case: CaseName,
    store: Annotated[Path, typer.Option(help="The folder of the store.")] = Path("audits"),
    audit: Annotated[str, typer.Option(help="'all' (the newest that holds the case), 'latest', or an id.")] = "all",
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
) -> None:
    """Shows clause, rule, facts, clock and arithmetic of one case, from what is stored alone."""
    from checker.query.find import find_case
    from checker.report.explain import explain as explained
    from checker.report.output import to_stdout
    from checker.words.words import Words

    words = Words(lang)
    place = find_case(_newest_first(store, audit), case)
    text = explained(place.folder, place.case_id, words.lang)

    def produce(stream: BinaryIO) -> None:
        stream.write(text.encode())

    to_stdout(produce)


def _newest_first(store: Path, audit: str) -> list[Path]:
    from checker.store.audits import audits, find

    if audit != "all":
        return [find(store, audit).folder]
    found = [one.folder for one in reversed(audits(store))]
    if not found:
        raise UsageError(Problem(str(store), "holds no audit", "run `checker audit` first, or name another --store"))
    return found
