"""The pages that look over time: two audits compared, the trend, what falls due."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from checker.auditing.counted_from import NOW
from checker.query.diff import CHANGES, EFFECTS, Diff
from checker.query.diff_table import said_happening
from checker.query.due import WHAT, by_responsible
from checker.query.periods import LENGTHS
from checker.query.trend import Trend
from checker.query.trend_figures import BY
from checker.query.trend_lines import LABELS, said_span, trend_notes
from checker.report.due_list import said_due
from checker.report.sparkline import BLOCKS, sparkline
from checker.report.time_left import said_left
from checker.serve import answers
from checker.serve.asked import DiffAsked, DueAsked, TrendAsked, split
from checker.serve.cached import etag_of, named
from checker.serve.chart import chart
from checker.serve.chosen import ALL, PREVIOUS, Clock, chosen, pair, readable_one
from checker.serve.refusals import no_audit
from checker.serve.shelf import NoAudit, OnShelf, Shelf
from checker.serve.view import View, page, view_of
from checker.store.naming import period_label


def pages_over_time(shelf: Shelf, clock: Clock) -> APIRouter:
    """/diff, /trend and /due."""
    router = APIRouter(include_in_schema=False)

    @router.get("/diff")
    def diff(request: Request, asked: Annotated[DiffAsked, Query()]) -> Response:
        view, there = view_of(request), _offered(shelf)
        etag = etag_of(request, view.lang, shelf.stamp())
        told: dict[str, Any] = {"offered": there, "asked": asked, "d": None, "previous": PREVIOUS}
        try:
            before, after = pair(shelf, asked.before, asked.after)
        except NoAudit as lacking:
            if lacking.name != PREVIOUS:
                raise
            why = no_audit(view, lacking.name, lacking.near, lacking.several).what
            return named(page("diff", view, told | {"why": why}), etag)
        told["d"] = answers.ask_diff(shelf, before, after, asked.limit, view.lang)
        told |= {"before": before, "after": after, "why": "", **_became(told["d"], view)}
        return named(page("diff", view, told), etag)

    @router.get("/trend")
    def trend(request: Request, asked: Annotated[TrendAsked, Query()]) -> Response:
        view, audits = view_of(request), chosen(shelf, [ALL])
        etag = etag_of(request, view.lang, shelf.stamp())
        found = answers.ask_trend(shelf, audits, asked, view.lang)
        drawn = None
        if len(found.series) == 1:
            drawn = chart([period.label for period in found.periods], found.series[0].figures)
        told = {
            "found": found,
            "asked": asked,
            "drawn": drawn,
            "lines": _lines(found, asked, view),
            "head_line": _head(found, asked, view),
            "notes": list(trend_notes(found, view.words)),
            "offered_by": tuple(BY),
            "lengths": (*LENGTHS, "other", "all"),
            "written": {name: ", ".join(split(getattr(asked, name))) for name in ("rule", "unit", "responsible")},
        }
        return named(page("trend", view, told), etag)

    @router.get("/due")
    def due(request: Request, asked: Annotated[DueAsked, Query()]) -> Response:
        view, audit = view_of(request), readable_one(shelf, asked.audit)
        etag = None if asked.at == NOW else etag_of(request, view.lang, shelf.stamp())
        facts, question, found = answers.ask_due(audit, asked, view.lang, clock)
        sections = by_responsible(found.rows)
        for row in (row for rows in sections.values() for row in rows):
            row["due"] = said_due(row["due_at"], row["due_on"], view.words)
            row["left"] = said_left(row["seconds_left"], row["days_left"], view.words)
        told = {"facts": facts, "question": question, "found": found, "sections": sections, "asked": asked}
        told |= {"offered": _offered(shelf), "audit": audit, "whats": WHAT}
        told["written"] = {name: ", ".join(split(getattr(asked, name))) for name in ("responsible", "unit", "rule")}
        shown = page("due", view, told)
        return named(shown, etag) if etag else shown

    return router


def _offered(shelf: Shelf) -> list[tuple[OnShelf, str]]:
    """The audits that can be chosen, the newest first, with their periods."""
    return [(one, period_label(*one.stored.period)) for one in shelf.readable()[::-1]]


def _became(found: Diff, view: View) -> dict[str, Any]:
    """What became of violations, in the order in which it is told."""
    effects = [effect for effect in EFFECTS if effect == "violation" or any(effect == one for _, one in found.counts)]
    used = [place for place in range(len(CHANGES)) if any(line.counts[place] for line in found.by_rule)]
    listed = {change: found.listed(change) for change in CHANGES}
    for rows in listed.values():
        for row in rows:
            row["happened"] = said_happening(row, view.words)
    return {"changes": CHANGES, "effects": effects, "used": used, "listed": listed}


def _head(found: Trend, asked: TrendAsked, view: View) -> str:
    """What the table by key shows; '' without one."""
    if not asked.by or not found.periods:
        return ""
    name = "trend:head_by" if len(found.periods) > 1 else "trend:head_only"
    told = {"by": view.text(f"trend:by.{asked.by}"), "last": found.periods[-1].label}
    return view.text(name, **told, **({"span": said_span(found, view.words)} if len(found.periods) > 1 else {}))


def _lines(found: Trend, asked: TrendAsked, view: View) -> list[dict[str, Any]]:
    """A line for each key: what it is called, its last figures, and its course."""
    words, lines = view.words, []
    for series in found.series if asked.by else ():
        key = words.find(LABELS[asked.by], series.key) or series.key if asked.by in LABELS else series.key
        nobody = words.label("term", "empty" if asked.by == "tier" else "unassigned")
        violated = [None if one is None else one.violated for one in series.figures]
        shares = [None if one is None or one.rate.share is None else float(one.rate.share) for one in series.figures]
        lines.append(
            {
                "key": series.key,
                "said": key or nobody,
                "name": series.name or "",
                "last": series.figures[-1],
                "violated": sparkline(violated, BLOCKS, from_zero=True),
                "rate": sparkline(shares, BLOCKS, from_zero=False),
            }
        )
    return lines
