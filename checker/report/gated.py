"""Why an audit ends with its exit code: what fails it, and what keeps the other violations from doing so."""

from collections.abc import Iterator, Mapping
from typing import Any

from checker.errors import EXIT_INCOMPLETE
from checker.report.content import Report
from checker.report.headline import shown_of
from checker.report.labels import said
from checker.report.verdict import exit_code
from checker.words.words import Words

NAMED = 10
STATES = ("due", "overdue", "in_time", "late")


def gate_lines(report: Report, words: Words) -> Iterator[str]:
    """The reason of the exit code, then budgets, baseline and putting right where there is something to tell.

    Nothing for audits that were stored before there were gates."""
    followed = report.manifest.get("followed") or {}
    gating, known, rectified = (followed.get(name) for name in ("gating", "known", "rectified"))
    if gating and (gating["gating"] or _excused(gating)):
        yield said_gating(report, words)
        for name, key in (("tolerated", "inside"), ("exceeded", "beyond")):
            if gating[name]:
                yield words.text(f"gating.{key}", rules=_budgets(gating[name], words))
    if known:
        yield from _known(known, words)
    if rectified:
        yield from _rectified(rectified, words)


def said_gating(report: Report, words: Words) -> str:
    """`Fails because of 3 violations; 5 in the baseline, 2 waived`; '' where the audit does not tell."""
    gating = (report.manifest.get("followed") or {}).get("gating")
    if not gating:
        return ""
    n = gating["gating"]
    told = words.text("gating.fails", n=n) if n else words.text("gating.passes")
    parts = [
        words.text(f"gating.excused.{_key(name, gating)}", n=words.number(count), severity=_severity(gating, words))
        for name, count in _excused(gating).items()
    ]
    if parts:
        told = words.text("gating.because", said=told, parts=words.text("gating.between").join(parts))
    return words.text("gating.incomplete", said=told) if exit_code(report) == EXIT_INCOMPLETE else told


def _excused(gating: Mapping[str, Any]) -> dict[str, int]:
    """How many violations do not fail the audit, by what keeps them from it; what keeps none is left out."""
    tolerated = sum(told["n"] for told in gating["tolerated"].values())
    return {name: n for name, n in {**gating["excused"], "tolerated": tolerated}.items() if n}


def _key(name: str, gating: Mapping[str, Any]) -> str:
    return "none" if name == "below" and gating["fail_on"] == "none" else name


def _severity(gating: Mapping[str, Any], words: Words) -> str:
    return "" if gating["fail_on"] == "none" else said(words, "severity", gating["fail_on"]).lower()


def _budgets(rules: Mapping[str, Any], words: Words) -> str:
    parts = [
        words.text("gating.budget", rule=rule, n=words.number(told["n"]), limit=words.number(told["limit"]))
        for rule, told in list(rules.items())[:NAMED]
    ]
    cut = [] if len(rules) <= NAMED else [shown_of(NAMED, len(rules), words)]
    return words.text("gating.between").join([*parts, *cut])


def _known(known: Mapping[str, Any], words: Words) -> Iterator[str]:
    counts = {name: words.number(known[name]) for name in ("entries", "violated", "gone", "not_judged")}
    told = words.text("gating.known", **counts)
    yield words.text("gating.prune", said=told) if known["gone"] else told
    if known["unknown_rules"]:
        yield words.text("gating.unknown_rules", rules=", ".join(known["unknown_rules"]))


def _rectified(rectified: Mapping[str, Any], words: Words) -> Iterator[str]:
    counts = {state: rectified[state] for state in STATES}
    gone = rectified.get("gone") or {}
    if not any([*counts.values(), *gone.values()]):
        return
    told = words.text("gating.rectified", **{state: words.number(n) for state, n in counts.items()})
    if any(gone.values()):
        told = words.text("gating.states", said=told, **{state: words.number(n) for state, n in gone.items()})
    yield told
