"""Laws of the working clock, and agreement of the relations with the reference, on made-up calendars."""

from datetime import datetime, timedelta
from typing import Any

from calendar_questions import (
    HOUR,
    Policy,
    calendar,
    due_by_relations,
    end_of_working_day_by_relations,
    positions,
    relations,
    utc,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.calendars.clock import due, end_of_working_day, rolled, start_for, worked_microseconds
from checker.calendars.rules import Calendar

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"]
# Every zone of the list that changes its clocks does so in one of these months.
MONTHS = [("2018-02-01", "2018-03-31"), ("2018-10-10", "2018-11-30")]
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def _wall(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@st.composite
def hours(draw: st.DrawFn) -> list[list[str]]:
    edges = sorted(draw(st.lists(st.integers(0, 1440), min_size=0, max_size=6, unique=True)))
    return [[_wall(begin), _wall(end)] for begin, end in zip(edges[::2], edges[1::2], strict=False)]


@st.composite
def keys(draw: st.DrawFn) -> dict[str, Any]:
    days = st.sampled_from([f"2018-{month:02d}-{day:02d}" for month in (2, 3, 10, 11) for day in range(1, 29)])
    return {
        "weekdays": draw(st.sets(st.integers(1, 7), max_size=7)),
        "hours": draw(hours()),
        "holidays": draw(st.lists(days, max_size=4)),
        "extra_workdays": draw(st.lists(days, max_size=4)),
        "special_hours": draw(st.dictionaries(days, hours(), max_size=3)),
    }


def instants(first: str, last: str) -> st.SearchStrategy[datetime]:
    return st.datetimes(utc(first) + timedelta(days=1), utc(last) - timedelta(days=1))


@FEW
@given(st.data(), keys(), st.sampled_from(ZONES), st.sampled_from(MONTHS))
def test_the_relations_agree_with_the_reference(
    data: st.DataObject, given_keys: dict[str, Any], zone: str, months: tuple[str, str]
) -> None:
    made = calendar(zone, **given_keys)
    connection = relations(Policy(given_keys), zone, *months)
    moments = data.draw(st.lists(instants(*months), min_size=8, max_size=8, unique=True))
    found = [position for position in positions(connection, moments) if position is not None]
    expected = [worked_microseconds(made, moments[0], moment) for moment in moments]
    assert [position - found[0] for position in found] == expected

    lasts = data.draw(st.one_of(st.integers(1, 30 * HOUR), st.integers(1, 30).map(lambda n: n * HOUR)))
    _same_while_in_range(due_by_relations(connection, moments[0], lasts), due(made, moments[0], lasts), months[1], zone)

    day, count = moments[0].date(), data.draw(st.integers(1, 10))
    ends = end_of_working_day(made, day, count)
    _same_while_in_range(end_of_working_day_by_relations(connection, day, count), ends, months[1], zone)
    on = connection.execute("SELECT rolled_on FROM calendar_day WHERE day = $1", [day]).fetchall()[0][0]
    next_day = rolled(made, day)
    assert on == (next_day if next_day and next_day.isoformat() <= months[1] else None)


def _same_while_in_range(found: datetime | None, expected: datetime | None, last: str, zone: str) -> None:
    end = utc(last, zone) + timedelta(days=1)
    assert found == (expected if expected is not None and expected <= end else None)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    return calendar(draw(st.sampled_from(ZONES)), **draw(keys()))


@FEW
@given(calendars(), st.lists(instants(*MONTHS[1]), min_size=3, max_size=3))
def test_worked_time_adds_up_and_never_exceeds_elapsed_time(made: Calendar, moments: list[datetime]) -> None:
    first, middle, last = sorted(moments)
    whole = worked_microseconds(made, first, last)
    assert worked_microseconds(made, first, middle) + worked_microseconds(made, middle, last) == whole
    assert 0 <= whole <= (last - first) // timedelta(microseconds=1)


@FEW
@given(calendars(), instants(*MONTHS[1]), st.integers(1, 60 * HOUR))
def test_the_due_moment_is_the_first_at_which_the_time_is_used_up(made: Calendar, start: datetime, lasts: int) -> None:
    found = due(made, start, lasts)
    if found is not None:
        assert worked_microseconds(made, start, found) == lasts
        assert worked_microseconds(made, start, found - timedelta(microseconds=1)) == lasts - 1


@FEW
@given(
    calendars(), st.lists(instants(*MONTHS[0]), min_size=2, max_size=2), st.integers(0, 20 * HOUR), st.integers(0, HOUR)
)
def test_a_later_start_or_a_longer_time_is_never_due_earlier(
    made: Calendar, moments: list[datetime], lasts: int, more: int
) -> None:
    early, late = sorted(moments)
    found = [due(made, early, lasts), due(made, late, lasts), due(made, late, lasts + more)]
    known = [moment for moment in found if moment is not None]
    assert known == sorted(known)


@FEW
@given(calendars(), instants(*MONTHS[1]), st.integers(1, 20 * HOUR))
def test_the_latest_start_is_in_time_and_any_later_one_is_not(made: Calendar, due_at: datetime, lasts: int) -> None:
    start = start_for(made, due_at, lasts)
    if start is not None:
        met, missed = due(made, start, lasts), due(made, start + timedelta(microseconds=1), lasts)
        assert met is not None
        assert met <= due_at
        assert missed is None or missed > due_at
