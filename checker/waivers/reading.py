"""waivers.yaml, strictly read: every mistake that the file alone shows, with its place, all at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from checker.errors import Problem, UsageError
from checker.kinds.rule import Strict
from checker.rulebook.auditor_files import text_of
from checker.rulebook.parse import by_place, parse_model, place_of
from checker.rulebook.waiver_policy import LONGEST
from checker.waivers.entry import SELECTORS, Waiver
from checker.yaml_text import YamlText, load_yaml

KEY = "waivers"


class WaiverFile(Strict):
    """The shape of the file."""

    waivers: list[Waiver] = []


@dataclass(frozen=True)
class Waivers:
    """The waivers of a file in its order; `places`: id to file:line:column."""

    entries: tuple[Waiver, ...] = ()
    places: dict[str, str] = field(default_factory=dict, hash=False)


def load_waivers(path: Path, max_days: int = LONGEST) -> Waivers:
    """The waivers in a file. UsageError names every mistake; `max_days` is the longest that one may last."""
    return waivers_of(text_of(path), path.name, max_days)


def waivers_of(text: str, name: str, max_days: int = LONGEST) -> Waivers:
    """The waivers written in a text; `name` stands in the places of mistakes."""
    document = load_yaml(text, name)
    if document.data is None or document.data == {KEY: None}:
        return Waivers()
    if not isinstance(document.data, dict):
        raise UsageError(Problem(f"{name}:1:1", "the file is no mapping", f"write the key {KEY} and the list below it"))
    _, problems = parse_model(WaiverFile, document, name)
    found = list(_sound(document))
    places = {waiver.id: place_of(document, (KEY, str(place)), name) for place, waiver in reversed(found)}
    problems += [problem for place, waiver in found for problem in _mistakes(document, name, place, waiver, max_days)]
    problems += _doubled(document, name, found)
    problems += _blank(document, name)
    if problems:
        raise UsageError(sorted(problems, key=by_place))
    return Waivers(tuple(waiver for _, waiver in found), places)


def _sound(document: YamlText) -> Iterator[tuple[int, Waiver]]:
    """The entries that have the right shape, so that what they say can be looked at beside the mistakes of others."""
    listed = document.data.get(KEY)
    for place, entry in enumerate(listed if isinstance(listed, list) else ()):
        try:
            yield place, Waiver.model_validate(entry)
        except ValidationError:
            continue


def _mistakes(document: YamlText, name: str, place: int, waiver: Waiver, max_days: int) -> Iterator[Problem]:
    def wrong(key: str, what: str, remedy: str) -> Problem:
        return Problem(place_of(document, (KEY, str(place), key), name), f"{waiver.id}: {what}", remedy)

    lasts = (waiver.expires_on - waiver.granted_on).days
    if lasts < 0:
        yield wrong("expires_on", "expires before it is granted", "the last day in force comes after granted_on")
    if lasts > max_days:
        yield wrong("expires_on", f"lasts {lasts} days, longer than {max_days}", "grant it anew when it has expired")
    if waiver.due_from and waiver.due_to and waiver.due_to < waiver.due_from:
        yield wrong("due_to", f"{waiver.due_to} lies before due_from", "give the first day in due_from")
    yield from (wrong(*mistake) for mistake in (*_breadth(waiver), *_promise(waiver), *_own(waiver)))


def _breadth(waiver: Waiver) -> Iterator[tuple[str, str, str]]:
    narrowing = ", ".join(SELECTORS)
    if not waiver.narrowed and not waiver.whole:
        yield "rule", "excuses every violation of its rules", f"narrow it by one of {narrowing}, or say all: true"
    if waiver.narrowed and waiver.whole:
        yield "all", f"all: true beside {', '.join(waiver.narrowed)}", "leave one of them out"


def _promise(waiver: Waiver) -> Iterator[tuple[str, str, str]]:
    if waiver.condition and not waiver.fingerprints:
        remedy = "`checker waiver add CASE --while-unchanged` writes them"
        yield "while", "without the fingerprints that the evidence is compared with", remedy
    if waiver.fingerprints and not waiver.condition:
        yield "fingerprints", "nothing compares these fingerprints", "add while: unchanged, or leave them out"


def _own(waiver: Waiver) -> Iterator[tuple[str, str, str]]:
    """Nobody approves what is his own to answer for."""
    if waiver.approver in (waiver.responsible or ()):
        yield "approver", f"{waiver.approver} is the responsible himself", "somebody else has to approve it"
    if f"employee:{waiver.approver}" in (waiver.subject or ()):
        yield "approver", f"{waiver.approver} is the one it is about", "somebody else has to approve it"


def _blank(document: YamlText, name: str) -> Iterator[Problem]:
    """A selector without a value is none at all, and would silently excuse more than was meant."""
    listed = document.data.get(KEY)
    for place, entry in enumerate(listed if isinstance(listed, list) else ()):
        for key in (*SELECTORS, "all", "while"):
            if isinstance(entry, dict) and key in entry and entry[key] is None:
                where = place_of(document, (KEY, str(place), key), name)
                yield Problem(where, f"'{key}' is empty", "give a value, or leave the key out")


def _doubled(document: YamlText, name: str, found: list[tuple[int, Waiver]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, waiver in found:
        if first.setdefault(waiver.id, place) != place:
            where = place_of(document, (KEY, str(place), "id"), name)
            other = place_of(document, (KEY, str(first[waiver.id])), name)
            yield Problem(where, f"a second waiver '{waiver.id}'; the first is at {other}", "give it an id of its own")
