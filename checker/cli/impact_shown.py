"""The impact of a change as text and as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import typer

from checker.one_line import one_line
from checker.report.aligned import aligned
from checker.report.figures import Rate
from checker.report.headline import said_share
from checker.report.labels import said
from checker.words.words import Words

if TYPE_CHECKING:
    from checker.auditing.impact import Impact, RuleImpact
    from checker.auditing.impact_compared import Counts, Flip
    from checker.errors import IncompleteError

SORTS = ("vanished", "appeared", "changed")
COLUMNS = ("why", "before", "after", *SORTS, "rate_before", "rate_after", "status")


def show(
    impacts: "Sequence[Impact]", refused: "Sequence[tuple[str, IncompleteError]]", words: Words, form: str
) -> None:
    """On stdout; what could not be judged on stderr as well."""
    for audit_id, error in refused:
        typer.echo(f"checker: {words.text('impact.refused', audit=audit_id)}", err=True)
        for problem in error.problems:
            typer.echo(f"checker: {problem}", err=True)
    for one in impacts:
        for rule in one.failed:
            typer.echo(f"checker: {words.text('impact.failed', rule=rule.rule_id, reason=rule.reason)}", err=True)
    if form == "json":
        told = [
            {"audit_id": audit_id, "problems": [vars_of(problem) for problem in error.problems]}
            for audit_id, error in refused
        ]
        found = {"audits": [impact_record(one) for one in impacts], "not_judged": told, "complete": not refused}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    typer.echo("\n\n".join("\n".join(_lines(one, words)) for one in impacts))


def vars_of(problem: Any) -> dict[str, str]:
    """A problem as plain values."""
    return {"where": problem.where, "what": problem.what, "remedy": problem.remedy}


def _lines(impact: "Impact", words: Words) -> Iterator[str]:
    start, end = impact.period
    period = f"{words.date(start)} – {words.date(end - timedelta(days=1))}"
    as_of = words.instant(impact.as_of, impact.zone, offset=True)
    yield words.text("impact.audit", audit=impact.audit_id, period=period, as_of=as_of)
    for name, (before, after) in impact.choice.parameters.items():
        told = {"before": _values(before, words), "after": _values(after, words)}
        yield f"  {words.text('impact.parameter', name=name, **told)}"
    if not impact.rules:
        yield f"  {words.text('impact.nothing')}"
        return
    n, same = words.number(len(impact.choice.chosen)), words.number(impact.choice.same)
    yield f"  {words.text('impact.judged_again', n=n, same=same)}"
    if impact.lacking:
        yield f"  {words.text('impact.lacking', names=', '.join(impact.lacking))}"
    rates = [_of(met, met + violated, words) for met, violated in zip(impact.met, impact.violated, strict=True)]
    yield f"  {words.text('impact.rate', before=rates[0], after=rates[1])}"
    yield ""
    head = [words.find("heading", "rule_id") or "", *(words.text(f"impact.column.{name}") for name in COLUMNS)]
    yield from aligned([head, *(_row(rule, words) for rule in impact.rules)])
    for rule in impact.rules:
        yield from _examples(rule, words)


def _row(rule: "RuleImpact", words: Words) -> list[str]:
    before, after = rule.before, rule.after
    return [
        rule.rule_id,
        _why(rule, words),
        words.text("impact.of", n=words.number(before.violated), judged=words.number(before.met + before.violated)),
        words.text("impact.of", n=words.number(after.violated), judged=words.number(after.met + after.violated)),
        *(words.number(getattr(rule.flips, name)) for name in SORTS),
        _rate(before, words),
        _rate(after, words),
        _status(rule, words),
    ]


def _why(rule: "RuleImpact", words: Words) -> str:
    if rule.status == "retired":
        return words.text("impact.why.retired")
    return ", ".join(words.text(f"impact.why.{code}", name=name) for code, name in rule.why)


def _status(rule: "RuleImpact", words: Words) -> str:
    labels = [
        words.text("impact.absent") if not code else _label(code, words) for code in (rule.status_before, rule.status)
    ]
    reason = f" ({one_line(rule.reason)})" if rule.reason else ""
    if labels[0] == labels[1]:
        return f"{labels[0]}{reason}"
    return f"{words.text('impact.status', before=labels[0], after=labels[1])}{reason}"


def _label(code: str, words: Words) -> str:
    return words.text("impact.retired") if code == "retired" else said(words, "status", code)


def _examples(rule: "RuleImpact", words: Words) -> Iterator[str]:
    listed = [(name, rule.flips.examples[name], getattr(rule.flips, name)) for name in SORTS]
    if not any(shown for _, shown, _ in listed):
        return
    yield ""
    yield f"{rule.rule_id} · {one_line(rule.titles.get(words.lang) or '')}"
    for name, shown, total in listed:
        if shown:
            counted = {"shown": words.number(len(shown)), "total": words.number(total)}
            yield f"  {words.text(f'impact.examples.{name}', **counted)}"
            yield from (f"    {line}" for line in aligned([_example(flip, words) for flip in shown]))


def _example(flip: "Flip", words: Words) -> list[str]:
    subject = f"{flip.subject_id}@{flip.occurrence}" if flip.occurrence else flip.subject_id
    who = flip.responsible_name or flip.responsible_id or words.label("term", "unassigned")
    before = said(words, "verdict", flip.before) or words.text("impact.not_kept")
    after = said(words, "verdict", flip.after) or words.text("impact.no_case")
    what = ", ".join(words.find("heading", name) or name for name in flip.changed)
    return [
        flip.case_id,
        one_line(subject),
        one_line(who),
        what if flip.before == flip.after else f"{before} → {after}",
    ]


def _of(met: int, judged: int, words: Words) -> str:
    if not judged:
        return words.text("report.rate_none")
    rate = words.percent(Rate(met, judged - met).shown() or 0, 1)
    return words.text("report.rate", rate=rate, met=words.number(met), judged=words.number(judged))


def _rate(counts: "Counts", words: Words) -> str:
    return said_share(Rate(counts.met, counts.violated), words)


def _values(told: Sequence[Mapping[str, Any]], words: Words) -> str:
    """The first value where it holds on every day, else every value with its days."""
    first = told[0] if told else {"value": None, "since": None, "until": None}
    dated = [first] if not (first["since"] or first["until"]) else list(told)
    return "; ".join(_value(one, words) for one in dated)


def _value(one: Mapping[str, Any], words: Words) -> str:
    value = one["value"]
    listed = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = words.text("impact.not_set") if value is None or value == [] else listed
    if not (one["since"] or one["until"]):
        return text
    return words.text("impact.from_until", value=text, since=one["since"] or "…", until=one["until"] or "…")


def impact_record(impact: "Impact") -> dict[str, Any]:
    """One audit's impact as plain values."""
    rates = [
        {"met": met, "violated": violated, "rate": round(met / (met + violated), 6) if met + violated else None}
        for met, violated in zip(impact.met, impact.violated, strict=True)
    ]
    return {
        "audit_id": impact.audit_id,
        "period": {"start": impact.period[0].isoformat(), "end": impact.period[1].isoformat()},
        "as_of": impact.as_of.isoformat(sep=" "),
        "before": rates[0],
        "after": rates[1],
        "parameters": {name: {"before": b, "after": a} for name, (b, a) in impact.choice.parameters.items()},
        "unaffected_rules": impact.choice.same,
        "lacking": list(impact.lacking),
        "rules": [_rule_record(rule) for rule in impact.rules],
    }


def _rule_record(rule: "RuleImpact") -> dict[str, Any]:
    return {
        "rule_id": rule.rule_id,
        "why": [{"what": code, "name": name} for code, name in rule.why],
        "status_before": rule.status_before,
        "status": rule.status,
        "reason": rule.reason,
        "before": vars(rule.before),
        "after": vars(rule.after),
        **{name: getattr(rule.flips, name) for name in SORTS},
        "examples": {
            name: [{**vars(flip), "changed": list(flip.changed)} for flip in rule.flips.examples[name]]
            for name in SORTS
        },
    }
