"""Rules without verdicts: what they lack or wait for, or that they had nothing to judge."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from checker.report.content import Report, RuleLine
from checker.words.words import Words

NAMED = 6
HEADINGS = ("data", "label", "expected", "count", "rules")


class Lacking(NamedTuple):
    """A table, or a column (`table.column`) of a table that is there, that rules lack.

    `expected`: the auditor's policy does not say that the company does without it."""

    name: str
    expected: bool
    rules: tuple[str, ...]

    @property
    def is_table(self) -> bool:
        """Whether the whole table is lacking."""
        return "." not in self.name


def lacking(report: Report) -> tuple[Lacking, ...]:
    """What the rules that did not run lack, what most of them lack first; columns count with a table that lacks too."""
    found: dict[str, list[str]] = {}
    for rule in report.rules:
        if rule.status == "not_run":
            names = {_unit(name, report) for name in (rule.status_reason or "").split(", ") if name}
            for name in names:
                found.setdefault(name, []).append(rule.rule_id)
    lines = [Lacking(name, _is_expected(name, report), tuple(rules)) for name, rules in found.items()]
    return tuple(sorted(lines, key=lambda line: (-len(line.rules), line.name)))


def said_not_run(report: Report, words: Words) -> str:
    """One line for all rules that did not run; '' where all did."""
    count = sum(rule.status == "not_run" for rule in report.rules)
    if not count:
        return ""
    lines = lacking(report)
    tables = sum(line.is_table for line in lines)
    parts = {"tables": tables, "columns": len(lines) - tables}
    said = words.text("unchecked.and").join(words.quantity(n, name) for name, n in parts.items() if n)
    names = _first([line.name for line in lines], words)
    return words.text("unchecked.line", rules=words.quantity(count, "rules"), lacking=said, names=names)


def is_idle(rule: RuleLine) -> bool:
    """Whether a rule ran and found nothing to judge."""
    return rule.status == "ran" and not (rule.met or rule.violated or rule.pending or rule.undetermined)


def said_idle(report: Report, words: Words) -> Iterator[str]:
    """A line for the rules that had nothing to judge, and one for those that wait for a parameter."""
    idle = sum(map(is_idle, report.rules))
    if idle:
        yield words.text("unchecked.idle", rules=words.quantity(idle, "rules"))
    waiting = [rule for rule in report.rules if rule.status == "inactive"]
    if waiting:
        names = _first(sorted({rule.status_reason or "" for rule in waiting}), words)
        yield words.text("unchecked.inactive", rules=words.quantity(len(waiting), "rules"), names=names)


def lacking_record(report: Report) -> dict[str, Any]:
    """The rules that did not run and what they lack, for machines."""
    return {
        "rules": sum(rule.status == "not_run" for rule in report.rules),
        "lacking": [{**line._asdict(), "rules": list(line.rules)} for line in lacking(report)],
    }


def lacking_rows(report: Report, words: Words) -> Iterator[list[Any]]:
    """Cells under HEADINGS."""
    for line in lacking(report):
        label = words.find("entity" if line.is_table else "field", line.name) or ""
        expected = words.label("term", "yes" if line.expected else "no")
        yield [line.name, label, expected, len(line.rules), ", ".join(line.rules)]


def said_heading(name: str, words: Words) -> str:
    """The heading of a column of `lacking_rows`."""
    return words.text(f"unchecked.column.{name}")


def _first(names: Sequence[str], words: Words) -> str:
    """The first names, and how many more there are."""
    said = ", ".join(names[:NAMED])
    return words.text("unchecked.more", names=said, n=words.number(len(names) - NAMED)) if len(names) > NAMED else said


def _unit(name: str, report: Report) -> str:
    """The name, or its table where that was not delivered."""
    tables = (report.manifest.get("snapshot") or {}).get("tables")
    table = name.partition(".")[0]
    return name if tables is None or table in tables else table


def _is_expected(name: str, report: Report) -> bool:
    policy = (report.manifest.get("configuration") or {}).get("policy") or {}
    parts = name.split(".")
    known = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    return not known & set(policy.get("not_expected") or ())
