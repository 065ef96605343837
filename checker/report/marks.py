"""The life of a violation in words: since when it is known, by when it is to be put right, whether it is tolerated."""

from collections.abc import Iterator

from checker.one_line import one_line
from checker.report.cases import Case
from checker.report.labels import said
from checker.words.words import Words


def said_marks(case: Case, words: Words) -> list[str]:
    """One line for each mark that a case bears; none for an unmarked one. Waivers and disputes stand in excused.py."""
    lines = [*_known(case, words), *_putting_right(case, words), *_tolerated(case, words)]
    return [one_line(line) for line in lines]


def _known(case: Case, words: Words) -> Iterator[str]:
    since = words.instant(case.first_seen, case.zone) if case.first_seen else ""
    if case.change and since:
        yield words.text("marks.change_since", change=said(words, "change", case.change), since=since)
    elif case.change:
        yield words.text("marks.change", change=said(words, "change", case.change))
    elif since:
        yield words.text("marks.since", since=since)


def _putting_right(case: Case, words: Words) -> Iterator[str]:
    state = said(words, "rectification", case.rectification)
    if case.rectify_by is not None:
        by = words.date(case.rectify_by)
        yield words.text("marks.rectify_by_state" if state else "marks.rectify_by", by=by, state=state)
    elif state:
        yield words.text("marks.rectification", state=state)


def _tolerated(case: Case, words: Words) -> Iterator[str]:
    if case.in_baseline:
        yield words.text("marks.in_baseline")
