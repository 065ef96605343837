"""disputes.yaml, strictly read: every mistake that the ledger alone shows, with its place, all at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.disputes.entry import OBJECTED, UPHELD, Entry
from checker.errors import Problem, UsageError
from checker.kinds.rule import Strict
from checker.rulebook.auditor_files import text_of
from checker.rulebook.parse import parse_model, place_of
from checker.yaml_text import YamlText, load_yaml

KEY = "disputes"


class DisputeFile(Strict):
    """The shape of the file."""

    disputes: list[Entry] = []


@dataclass(frozen=True)
class Disputes:
    """The entries of a ledger in its order, which is that of time for every case."""

    entries: tuple[Entry, ...] = ()


def load_disputes(path: Path) -> Disputes:
    """The ledger in a file. UsageError names every mistake."""
    return disputes_of(text_of(path), path.name)


def disputes_of(text: str, name: str) -> Disputes:
    """The ledger written in a text; `name` stands in the places of mistakes."""
    document = load_yaml(text, name)
    if document.data is None or document.data == {KEY: None}:
        return Disputes()
    if not isinstance(document.data, dict):
        raise UsageError(Problem(f"{name}:1:1", "the file is no mapping", f"write the key {KEY} and the list below it"))
    file, problems = parse_model(DisputeFile, document, name)
    if file is not None:
        problems = list(_mistakes(document, name, file.disputes))
    if file is None or problems:
        raise UsageError(problems)
    return Disputes(tuple(file.disputes))


def _mistakes(document: YamlText, name: str, entries: list[Entry]) -> Iterator[Problem]:
    """What does not follow from what was said of the same case before."""
    last: dict[str, Entry] = {}
    for place, entry in enumerate(entries):
        before = last.get(entry.case)
        last[entry.case] = entry
        for key, what, remedy in follows(entry, before):
            where = place_of(document, (KEY, str(place), key), name)
            yield Problem(where, f"case {entry.case}: {what}", remedy)


def follows(entry: Entry, before: Entry | None) -> Iterator[tuple[str, str, str]]:
    """Why an entry cannot stand after the last one about its case (None: it is the first): key, mistake, remedy."""
    if before and entry.on < before.on:
        yield "on", f"{entry.on} lies before the entry above it ({before.on})", "the ledger only grows at its end"
    is_open = before is not None and before.says == OBJECTED
    if entry.says == OBJECTED and is_open:
        yield "says", "the objection before it is not decided yet", "decide that one first"
    elif entry.says == OBJECTED and before and before.says == UPHELD:
        yield "says", "was decided for the objector already", "leave it out"
    elif entry.says != OBJECTED and not is_open:
        yield "says", "there is no open objection to decide", "`checker dispute add` writes one"
    elif entry.says != OBJECTED and before and entry.by == before.by:
        yield "by", f"{entry.by} objected himself", "somebody else decides"
