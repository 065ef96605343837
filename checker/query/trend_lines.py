"""The trend for people: a line for each period, or one for each rule, unit, tier or person."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import BinaryIO

from checker.query.periods import Period
from checker.query.trend import Figures, Series, Trend
from checker.query.trend_figures import BY
from checker.report.aligned import aligned
from checker.report.figures import Rate
from checker.report.labels import said
from checker.report.rows import Rows
from checker.report.sparkline import sparkline
from checker.report.table import heading
from checker.words.words import Words

LABELS = {"severity": "severity", "kind": "rule_kind"}
TOLD = 3
FLAT = (
    *("period", "first_day", "last_day", "as_of", "met", "violated", "judged_cases", "rate"),
    *("waived", "rate_after_waivers", "open", "pending", "undetermined", "complete", "audits"),
)


def flat(found: Trend, by: str | None) -> Rows:
    """A row for each key and period that has figures; shares are exact, days included, `as_of` is UTC."""
    keys = () if by is None else (BY[by][0], *_name_column(by))
    rows = []
    for series in found.series:
        own = () if by is None else (series.key, series.name) if _name_column(by) else (series.key,)
        for period, told in zip(found.periods, series.figures, strict=True):
            if told is not None:
                rows.append((*own, *_flat_row(period, told)))
    return Rows((*keys, *FLAT), rows, len(rows))


def write_trend(found: Trend, by: str | None, top: int, bars: str, out: BinaryIO, words: Words) -> None:
    """Write the table, with sparklines of these bars ('' for none), and what it rests on."""
    lines = _by_key(found, by, top, bars, words) if by else _by_period(found, bars, words)
    notes = list(trend_notes(found, words))
    for line in [*lines, *([""] if notes else []), *notes]:
        out.write(f"{line}\n".encode())


def _by_period(found: Trend, bars: str, words: Words) -> Iterator[str]:
    yield words.text("trend.head", span=said_span(found, words))
    yield ""
    (series,) = found.series
    waived = any(one.waived for one in series.figures if one)
    names = ["period", "as_of", "violated", "rate", "met_of_judged"]
    names += ["waived", "rate_after_waivers"] if waived else []
    names += ["open", "undetermined", "pending"]
    rows = [
        [_cell(name, period, told or Figures(), found.zone, words) for name in names]
        for period, told in zip(found.periods, series.figures, strict=True)
    ]
    numbers = frozenset(place for place, name in enumerate(names) if name not in ("period", "as_of"))
    yield from aligned([[heading(words, name) for name in names], *rows], numbers)
    if bars and len(found.periods) > 1:
        yield ""
        yield words.text("trend.lines", violated=_violations(series, bars), rate=_rates(series, bars))


def _by_key(found: Trend, by: str, top: int, bars: str, words: Words) -> Iterator[str]:
    named, several = _name_column(by), len(found.periods) > 1
    head = "trend.head_only" if not several else "trend.head_by" if bars else "trend.head_each"
    by_what, last = words.text(f"trend.by.{by}"), found.periods[-1].label
    yield words.text(head, by=by_what, span=said_span(found, words), last=last)
    yield ""
    over_time = ["violated_trend", "rate_trend"] if bars and several else []
    counted = ["violated", "rate", "met_of_judged", "open"]
    shown = found.series[:top] if top else found.series
    rows = [_key_row(series, by, bars if several else "", counted, found, words) for series in shown]
    heads = [heading(words, name) for name in (BY[by][0], *named, *over_time)]
    texts = len(heads)
    if several and not bars:
        heads += [_cell("period", period, Figures(), found.zone, words) for period in found.periods]
    else:
        heads.append(heading(words, counted[0]))
    heads += [heading(words, name) for name in counted[1:]]
    numbers = frozenset(range(texts, len(heads)))
    yield from aligned([heads, *rows], numbers, [0, *([50] if named else [])])
    if len(shown) < len(found.series):
        shown_text, total = words.number(len(shown)), words.number(len(found.series))
        yield ""
        yield words.text("query.cut", shown=shown_text, total=total)
    if several:
        yield ""
        yield words.text("trend.all_periods")


def said_span(found: Trend, words: Words) -> str:
    """From which period to which."""
    first, last = found.periods[0].label, found.periods[-1].label
    return first if first == last else words.text("trend.span", first=first, last=last)


def _key_row(series: Series, by: str, bars: str, counted: Sequence[str], found: Trend, words: Words) -> list[str]:
    """The key, then its course as bars or, without bars, the violations of earlier periods, then the last figures."""
    key = said(words, LABELS[by], series.key) if by in LABELS else series.key
    if not key:
        key = words.label("term", "empty" if by == "tier" else "unassigned")
    over_time = [_violations(series, bars), _rates(series, bars)] if bars else _earlier(series, words)
    told = series.figures[-1]
    figures = [_cell(name, found.periods[-1], told, found.zone, words) if told else "" for name in counted]
    return [key, *([series.name or ""] if _name_column(by) else []), *over_time, *figures]


def _earlier(series: Series, words: Words) -> list[str]:
    return ["" if told is None else words.number(told.violated) for told in series.figures[:-1]]


def _violations(series: Series, bars: str) -> str:
    return sparkline([None if one is None else one.violated for one in series.figures], bars, from_zero=True)


def _rates(series: Series, bars: str) -> str:
    shares = [None if one is None or one.rate.share is None else float(one.rate.share) for one in series.figures]
    return sparkline(shares, bars, from_zero=False)


def _name_column(by: str) -> tuple[str, ...]:
    return {"rule": ("title",), "unit": ("unit_name",), "responsible": ("responsible_name",)}.get(by, ())


def _cell(name: str, period: Period, told: Figures, zone: str, words: Words) -> str:
    if name == "period":
        return period.label if period.complete else f"{period.label}*"
    if name == "as_of":
        return words.instant(period.as_of, zone)
    if name in ("rate", "rate_after_waivers"):
        return _share(getattr(told, name), words)
    if name == "met_of_judged":
        return words.text("trend.of", met=words.number(told.met), judged=words.number(told.rate.judged))
    return words.number(getattr(told, name))


def _share(rate: Rate, words: Words) -> str:
    shown = rate.shown()
    return "" if shown is None else words.percent(shown, 1)


def _flat_row(period: Period, told: Figures) -> tuple[object, ...]:
    rate, after = told.rate.share, told.rate_after_waivers.share
    days = (period.label, period.start, period.end - timedelta(days=1), f"{period.as_of.isoformat()}Z")
    judged = (told.met, told.violated, told.rate.judged, None if rate is None else float(rate))
    waived = (told.waived, None if after is None else float(after))
    rest = (told.open, told.pending, told.undetermined, period.complete, [audit.audit for audit in period.counted])
    return (*days, *judged, *waived, *rest)


def trend_notes(found: Trend, words: Words) -> Iterator[str]:
    """What a reader must know of the periods: incomplete ones, several audits of one, and what is left out."""
    if not all(period.complete for period in found.periods):
        yield words.text("trend.incomplete")
    several = [period for period in found.periods if len(period.audits) > 1]
    for period in several[:TOLD]:
        as_of = words.instant(period.as_of, found.zone)
        yield words.text("trend.several", period=period.label, n=len(period.audits), as_of=as_of)
    if len(several) > TOLD:
        yield words.text("trend.several_more", n=len(several) - TOLD)
    if found.left_out:
        counted = sorted(found.left_out.items())
        lengths = ", ".join(f"{words.text(f'trend.length.{length}')}: {n}" for length, n in counted)
        yield words.text("trend.left_out", lengths=lengths)
