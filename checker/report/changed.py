"""What has become of violations since the last audit, in one line of a report."""

from collections.abc import Iterator
from datetime import date

from checker.report.content import Report
from checker.words.words import Words

ALWAYS = ("new", "reopened", "persisting", "resolved")
WHERE_THERE_ARE = ("revised", "not_judged")


def change_lines(report: Report, words: Words) -> Iterator[str]:
    """`Against 2026-10_…: 3 new, 0 reopened …`; in a first audit nothing, or what its backlog holds.

    Violations of the period and carried ones, without suspicions and advice. Nothing for audits stored before there
    were such counts."""
    told = (report.manifest.get("followed") or {}).get("changes") or {}
    if told.get("against"):
        names = [*ALWAYS, *(name for name in WHERE_THERE_ARE if told[name])]
        parts = [words.text(f"diff.said.{name}", n=words.number(told[name])) for name in names]
        against = words.text("diff.against", audit=told["against"])
        yield words.text("diff.counts", against=against, counts=words.text("diff.between").join(parts))
    elif backlog := told.get("backlog"):
        day = words.date(date.fromisoformat(backlog["before"]))
        yield words.text("diff.backlog", n=words.number(backlog["violations"]), day=day)
