"""What the API answers, as the bytes of JSON: the same rows and figures that the commands give."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any

from checker.auditing.counted_from import counted_from
from checker.query.answer import Answer, answer
from checker.query.diff import Diff, diff
from checker.query.diff_formats import DIFF_FORMATS
from checker.query.diff_sides import Side
from checker.query.due import COLUMNS as DUE
from checker.query.due import WHAT, DueList, DueQuestion, fall_due
from checker.query.facts import Facts, facts_of
from checker.query.trend import Trend, TrendQuestion, trend
from checker.query.trend_lines import flat
from checker.query.unknown import Unknown
from checker.report.rows import Rows, write_rows
from checker.report.summary import audit_facts, rule_record, summary
from checker.report.time_left import said_left
from checker.report.verdict import exit_code
from checker.serve.asked import CasesAsked, DueAsked, GroupsAsked, ListAsked, TrendAsked, split
from checker.serve.chosen import Clock, stamp_of
from checker.serve.shelf import OnShelf, Shelf
from checker.store.listing import Listed, listed
from checker.words.words import Words

FACTS = ("audit_id", "company", "period", "as_of", "taken_at", "zone", "complete", "incomplete", "versions")


def ask_cases(shelf: Shelf, audits: Sequence[OnShelf], asked: ListAsked, lang: str) -> Answer:
    """A page of cases. Raises UsageError: filters or columns that are not known."""
    more = {"sort": split(asked.sort), "columns": split(asked.columns), "top": asked.limit, "skip": asked.offset}
    return _ask(shelf, audits, asked, lang, more)


def ask_groups(shelf: Shelf, audits: Sequence[OnShelf], asked: GroupsAsked, lang: str) -> Answer:
    """Cases counted by columns. Raises UsageError."""
    more = {"sort": split(asked.sort), "group_by": split(asked.group_by) or ("rule",), "top": asked.limit}
    return _ask(shelf, audits, asked, lang, more)


def _ask(shelf: Shelf, audits: Sequence[OnShelf], asked: CasesAsked, lang: str, more: dict[str, Any]) -> Answer:
    question = asked.question(lang, **more)
    folders = [one.folder for one in audits]
    return shelf.answered(f"cases {stamp_of(audits)} {question}", lambda: answer(folders, question))


def ask_trend(shelf: Shelf, audits: Sequence[OnShelf], asked: TrendAsked, lang: str) -> Trend:
    """The trend over audits. Raises UsageError."""
    names = ("rule", "clause", "pack", "kind", "severity", "basis", "responsible", "unit", "tier")
    cases = CasesAsked(**{name: getattr(asked, name) for name in names})
    question = TrendQuestion(asked.by, cases.question(lang), asked.company, asked.length, asked.last)
    folders = [one.folder for one in audits]
    return shelf.answered(f"trend {stamp_of(audits)} {question}", lambda: trend(folders, question))


def ask_diff(shelf: Shelf, before: OnShelf, after: OnShelf, most: int, lang: str) -> Diff:
    """Two audits compared, at most so many cases of each change listed. Raises UsageError: of two companies."""
    sides = [Side(one.folder, one.stored.manifest) for one in (before, after)]
    key = f"diff {stamp_of((before, after))} {most} {lang}"
    return shelf.answered(key, lambda: diff(sides[0], sides[1], Words(lang), most))


def ask_due(audit: OnShelf, asked: DueAsked, lang: str, clock: Clock) -> tuple[Facts, DueQuestion, DueList]:
    """What falls due, with the question and the audit that it rests on. Raises UsageError."""
    facts = facts_of(audit.folder)
    names = ("responsible", "unit", "rule", "pack", "severity", "effect", "client", "tier")
    cases = CasesAsked(**{name: getattr(asked, name) for name in names})
    what = tuple(name for name in WHAT if name in asked.what) or WHAT
    moment = counted_from(asked.at, facts.as_of, facts.zone, clock, "at")
    question = DueQuestion(moment, cases.question(lang), what, asked.within, asked.limit)
    return facts, question, fall_due(facts, question)


def rows_json(found: Answer, audits: Sequence[OnShelf], lang: str, about: Mapping[str, Any]) -> bytes:
    """What `checker query --format json` writes, with what a reader of pages needs beside."""
    told = {"lang": lang, "audits": [one.audit_id for one in audits], **about, "unknown": unknown_json(found.unknown)}
    return _written(Rows(found.columns, found.rows, found.total, told), lang)


def unknown_json(unknown: Sequence[Unknown]) -> list[dict[str, str]]:
    """Values of filters that name nobody and nothing."""
    return [{"filter": one.name, "value": one.value, "near": one.near} for one in unknown]


def trend_json(found: Trend, asked: TrendAsked, lang: str) -> bytes:
    """What `checker trend --format json` writes: a row for each key and period."""
    rows = flat(found, asked.by)
    about = {"lang": lang, "by": asked.by, "zone": found.zone, "left_out": found.left_out}
    return _written(Rows(rows.columns, rows.rows, rows.total, about), lang)


def due_json(facts: Facts, asked: DueQuestion, found: DueList, lang: str) -> bytes:
    """What `checker due --format json` writes."""
    words, place = Words(lang), DUE.index("seconds_left")
    left = [said_left(row[place], row[place + 1], words) for row in found.rows]
    rows = [(*row[:place], said, *row[place:]) for row, said in zip(found.rows, left, strict=True)]
    moments = {"as_of": f"{facts.as_of.isoformat()}Z", "at": f"{asked.at.isoformat()}Z"}
    about = {"lang": lang, "audit": facts.audit, **moments, "passed": found.passed}
    return _written(Rows((*DUE[:place], "time_left", *DUE[place:]), rows, found.total, about), lang)


def diff_json(found: Diff, lang: str) -> bytes:
    """What `checker diff --format json` writes."""
    out = BytesIO()
    DIFF_FORMATS["json"](found, out, Words(lang))
    return out.getvalue()


def audit_json(shelf: Shelf, audit: OnShelf, links: Mapping[str, str]) -> dict[str, Any]:
    """One audit: what was audited, its figures, and where its reports are."""
    report = shelf.report(audit)
    facts = audit_facts(report)
    told = {name: facts[name] for name in FACTS}
    told |= {"incomplete": told["incomplete"] or [], "versions": told["versions"] or {}}
    return {**told, "exit_code": exit_code(report), "summary": summary(report), "reports": dict(links)}


def rules_json(shelf: Shelf, audit: OnShelf, lang: str) -> dict[str, Any]:
    """The rules of an audit with what became of each."""
    rules = [rule_record(rule, lang) for rule in shelf.report(audit).rules]
    return {"lang": lang, "audit": audit.audit_id, "total": len(rules), "rules": rules}


def shelf_lines(shelf: Shelf) -> list[tuple[OnShelf, Listed]]:
    """Every audit of the store in the order of storing, with what the store's listing says of it."""
    everything = shelf.everything()
    stamp = stamp_of(everything)
    found = shelf.answered(f"listing {stamp}", lambda: {one.audit_id: one for one in listed(shelf.store)})
    return [(one, found.get(one.audit_id) or Listed(one.audit_id, 0, "", "")) for one in everything]


def line_json(one: OnShelf, line: Listed) -> dict[str, Any]:
    """One audit of the list; what a damaged or pruned one does not tell is null."""
    told: dict[str, Any] = {"audit_id": one.audit_id, "state": state_of(one), "size": line.size, "ended": line.ended}
    manifest: Mapping[str, Any] = one.stored.manifest if not one.damage else {}
    told |= {name: manifest.get(name) for name in ("company", "as_of", "zone", "complete", "exit_code")}
    days = (line.first_day, line.last_day)
    told["period"] = (
        {"start": str(days[0]), "end": str(days[1] + timedelta(days=1))} if days[0] and days[1] and manifest else None
    )
    rate = one.rate
    share = rate.share if rate else None
    told["rate"] = rate and {"met": rate.met, "violated": rate.violated, "judged": rate.judged}
    told["rate"] = told["rate"] and told["rate"] | {"value": None if share is None else float(share)}
    told["verdicts"] = dict(line.verdicts) if manifest else None
    told["damage"] = one.damage or None
    pruned = one.stored.pruned
    told["pruned"] = pruned and {"at": pruned.at, "by": pruned.by, "why": pruned.why}
    return told


def state_of(one: OnShelf) -> str:
    """`ok`, `damaged` or `pruned`."""
    return "pruned" if one.stored.pruned else "damaged" if one.damage else "ok"


def as_json(value: Any) -> bytes:
    """JSON of plain values; days as ISO text."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str).encode()


def _written(rows: Rows, lang: str) -> bytes:
    out = BytesIO()
    write_rows("json", rows, out, Words(lang))
    return out.getvalue()
