"""What became of violations between two audits, for a reader at a terminal."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, BinaryIO

from checker.one_line import one_line
from checker.query.diff import CHANGES, EFFECTS, Counts, Diff
from checker.query.diff_sides import Side
from checker.report.aligned import aligned
from checker.report.headline import shown_of
from checker.report.labels import said
from checker.report.table import heading
from checker.report.terminal import paint, wants_colour
from checker.words.words import Words

LIMITS = (0, 0, 40, 32, 0, 44)


def write_table(found: Diff, out: BinaryIO, words: Words) -> None:
    """The two audits, what became of violations in all, by rule and by unit, then the worst of each change."""
    colour = wants_colour(out)
    for line in _lines(found, words, colour):
        out.write(f"{line}\n".encode())


def _lines(found: Diff, words: Words, colour: bool) -> Iterator[str]:
    yield _audit("before", found.before, words)
    yield _audit("after", found.after, words)
    if found.before.audit_id == found.after.audit_id:
        yield words.text("diff.same")
    elif found.after.precedes(found.before):
        yield words.text("diff.backwards")
    yield ""
    if not found.total:
        yield words.text("diff.nothing")
        return
    yield from _totals(found, words, colour)
    yield from _counts(words.text("diff.by_rule"), "rule_id", found.by_rule, words, colour)
    if any(line.key for line in found.by_unit):
        yield from _counts(words.text("diff.by_unit"), "unit", found.by_unit, words, colour)
    for change in CHANGES:
        if rows := found.listed(change):
            shown = shown_of(len(rows), found.count(change), words)
            title = words.text("diff.title", change=words.text(f"diff.change.{change}"), shown=shown)
            yield from ["", paint(title, "bold", colour)]
            yield from aligned([_row(row, words) for row in rows], limits=LIMITS)


def _audit(side: str, audit: Side, words: Words) -> str:
    start, end = audit.period
    period = f"{words.date(start)} – {words.date(end - timedelta(days=1))}"
    as_of = words.instant(audit.as_of, str(audit.manifest["zone"]), offset=True)
    label = words.text(f"diff.side.{side}")
    return words.text("diff.audit", side=label, period=period, as_of=as_of, audit=audit.audit_id)


def _totals(found: Diff, words: Words, colour: bool) -> Iterator[str]:
    shown = [effect for effect in EFFECTS if effect == "violation" or any(effect == key for _, key in found.counts)]
    terms = {"violation": "violations", "suspicion": "suspicions", "advice": "advice"}
    yield paint(words.text("diff.became"), "bold", colour)
    rows = [["", *(words.label("term", terms[effect]) for effect in shown)]]
    for change in CHANGES:
        counts = [words.number(found.count(change, [effect])) for effect in shown]
        rows.append([words.text(f"diff.change.{change}"), *counts])
    yield from aligned(rows, frozenset(range(1, 1 + len(shown))))


def _counts(title: str, key: str, lines: Sequence[Counts], words: Words, colour: bool) -> Iterator[str]:
    if not lines:
        return
    used = [place for place in range(len(CHANGES)) if any(line.counts[place] for line in lines)]
    heads = [words.text(f"diff.change.{CHANGES[place]}") for place in used]
    rows = [[heading(words, key), *heads, ""]]
    for line in lines:
        label = line.key or words.text("diff.no_unit")
        rows.append([label, *(words.number(line.counts[place]) for place in used), line.name])
    yield from ["", paint(title, "bold", colour), *aligned(rows, frozenset(range(1, 1 + len(used))))]


def _row(row: dict[str, Any], words: Words) -> list[str]:
    violation = row["effect"] == "violation"
    grave = said(words, "severity", row["severity"]) if violation else said(words, "effect", row["effect"])
    name = row["subject_name"] or row["client_name"]
    nobody = words.label("term", "unassigned")
    return [
        grave.upper(),
        row["rule_id"],
        f"{row['subject_id']} {name}" if name else row["subject_id"],
        row["responsible_name"] or row["responsible_id"] or nobody,
        words.instant(row["due_at"], "UTC") if row["due_at"] else "",
        said_happening(row, words),
        one_line(row["text"] or ""),
    ]


def said_happening(row: dict[str, Any], words: Words) -> str:
    """Why, or from which verdict to which, or since when: what a reader asks of that change."""
    if row["change"] == "revised":
        pair = {
            key: said(words, "verdict", row[name]) or "–"
            for key, name in (("before", "verdict_before"), ("after", "verdict"))
        }
        return words.text("diff.revised", **pair)
    if row["change"] in ("persisting", "reopened") and row["first_seen"]:
        return words.text("diff.since", day=words.date(row["first_seen"].date()))
    if not row["why"]:
        return ""
    why = words.text(f"diff.why.{row['why']}")
    return words.text("diff.detail", why=why, detail=row["detail"]) if row["detail"] else why
