"""sp2-9a: a satisfaction survey in every quarter."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from .moments import day_of, midnight
from .parameters import days_of
from .periods import Period, State, Verdict, open_or, verdict
from .world import Row, World, any_instant, day, has_file, known_instant, rows, text


def quarter_start(on: date) -> date:
    """First day of the calendar quarter that holds the day."""
    return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)


def quarters(first_year: int, last_year: int) -> Iterator[tuple[date, date]]:
    """Every quarter of the years: its first day and the first day of the next one."""
    for year in range(first_year, last_year + 1):
        for month in (1, 4, 7, 10):
            after = date(year + 1, 1, 1) if month == 10 else date(year, month + 3, 1)
            yield date(year, month, 1), after


def quarterly_survey(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-9a."""
    found = []
    for first, after in quarters(period.first.year - 3, period.after.year):
        window = midnight(first, world.zone)
        grace = days_of(world, "sp2.survey_grace_days", first)
        limit = midnight(after + timedelta(days=grace), world.zone)
        if period.holds_limit(limit) and window <= world.now:
            found.append(verdict(world, "sp2-9a", "company", window, survey_state(world, first, limit)))
    return found


def survey_state(world: World, quarter: date, limit: datetime) -> State:
    """Whether a survey of the quarter counts."""
    if not has_file(world, "survey"):
        return "undetermined"
    finished = [s for s in rows(world, "survey") if is_finished(world, s, quarter, limit)]
    if finished and not has_file(world, "survey_response"):
        return open_or(world, limit, "undetermined")
    needed = days_of(world, "sp2.survey_min_responses", quarter)
    if any(len(answers(world, survey, limit)) >= needed for survey in finished):
        return "satisfied"
    return open_or(world, limit, "violated")


def is_finished(world: World, survey: Row, quarter: date, limit: datetime) -> bool:
    """Whether it is a satisfaction survey of the quarter, completed before the limit."""
    completed = known_instant(world, survey, "completed_at")
    if text(survey, "kind") != "satisfaction" or completed is None or completed >= limit:
        return False
    return survey_quarter(world, survey) == quarter


def survey_quarter(world: World, survey: Row) -> date | None:
    """The quarter of its period, else of its start, else of its completion."""
    planned = day(survey, "period_start_on")
    if planned is not None:
        return quarter_start(planned)
    for field in ("started_at", "completed_at"):
        moment = any_instant(world, survey, field)
        if moment is not None:
            return quarter_start(day_of(moment, world.zone))
    return None


def answers(world: World, survey: Row, limit: datetime) -> list[Row]:
    """Answers not marked invalid that came before the limit."""
    found = []
    for answer in rows(world, "survey_response"):
        came = known_instant(world, answer, "answered_at")
        mine = text(answer, "survey_id") == text(survey, "id")
        if mine and text(answer, "is_valid").lower() != "false" and came is not None and came < limit:
            found.append(answer)
    return found
