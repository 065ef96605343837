"""Deadline: after a start, events follow in time."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from checker.errors import Problem
from checker.kinds.durations import Duration, as_duration
from checker.kinds.frame import CALENDAR, DONE, DUE, MARK, OPENED, Frame, Item, Parts
from checker.kinds.rule import Rule, Strict

EMPTY_INSTANT = "CAST(NULL AS TIMESTAMP)"


class Event(Strict):
    """An instant of the subject that counts only where `when` holds."""

    event: str
    when: str | None = None


class Events(Strict):
    """One of several ways (`any`), or all of several acts (`all`)."""

    any: list[str | Event] = []
    all: list[str | Event] = []

    @model_validator(mode="after")
    def _one(self) -> "Events":
        if bool(self.any) == bool(self.all):
            raise ValueError("give either any or all, with at least one event")
        return self


class Due(Strict):
    """A date: the `day`-th of the anchor's own or next month, quarter, half-year or year, `roll`ed to a working day."""

    anchor: str
    next: Literal["month", "quarter", "half_year", "year"] | None = None
    day: int = Field(ge=1, le=31)
    roll: bool = False


class Deadline(Rule):
    """`starts` and `within` (or `due`, or `due_at`) fix the last permitted moment; `met_by` or `met` says the act."""

    kind: Literal["deadline"]
    starts: str
    within: str | None = None
    clock: str = "calendar"
    roll: bool = False
    grace: str | None = None
    due: Due | None = None
    due_at: str | None = None
    inclusive: bool | None = None
    met_by: str | Event | Events | None = None
    met: str | None = None
    done_at: str | None = None

    needs_one_of: ClassVar[tuple[str, ...]] = ("within", "due", "due_at")

    @model_validator(mode="after")
    def _shape(self) -> "Deadline":
        if sum(getattr(self, name) is not None for name in self.needs_one_of) != 1:
            raise ValueError("give exactly one of within, due, due_at")
        if (self.met_by is None) == (self.met is None):
            raise ValueError("give exactly one of met_by, met")
        return self

    def parts(self, frame: Frame) -> Parts:
        """The last permitted moment, when the act was done, and whether in time."""
        due, inclusive, mark = self._due(frame)
        done, met, items = self._acts(frame, inclusive)
        return Parts(
            met=met,
            opened_at=start_instant(frame, self.starts),
            mark=mark,
            due_at=due,
            inclusive=inclusive,
            done_at=done,
            measured=f"MICROS_BETWEEN({OPENED}, {DONE}) / 1000000.0",
            limit=f"MICROS_BETWEEN({OPENED}, {DUE}) / 1000000.0",
            measure="seconds",
            wrong=_wrong(inclusive),
            items=items,
        )

    def _due(self, frame: Frame) -> tuple[str, bool, str]:
        if self.due_at is not None:
            return frame.expression(self.due_at, "due_at"), bool(self.inclusive), Parts.mark
        if self.due is not None:
            day = _due_day(self.due, frame)
            return f"DAY_END({f'ROLL({day}, {CALENDAR})' if self.due.roll else day}, {CALENDAR})", False, Parts.mark
        try:
            duration = as_duration(self.within, dict(frame.world.units), f"LOCAL_DAY({OPENED})")
        except ValueError as error:
            frame.problems.append(Problem(f"{frame.where}: within", str(error)))
            return EMPTY_INSTANT, False, Parts.mark
        if duration.is_elapsed:
            due, mark = _elapsed(frame, self.clock, duration)
            return due, self.inclusive is not False, mark
        return self._days(frame, duration), False, Parts.mark

    def _days(self, frame: Frame, duration: Duration) -> str:
        day = start_day(frame, self.starts)
        if duration.unit == "working_day":
            return f"WORKDAY_END({day}, {duration.amount}, {CALENDAR})"
        if duration.unit == "month":
            last = f"ADD_MONTHS({day}, {duration.amount})"
        else:
            last = f"ADD_DAYS({day}, {duration.amount} * {7 if duration.unit == 'week' else 1})"
        last = f"ROLL({last}, {CALENDAR})" if self.roll else last
        if self.grace is None:
            return f"DAY_END({last}, {CALENDAR})"
        grace = as_duration(self.grace, dict(frame.world.units), day)
        return f"WORKDAY_END({last}, {grace.amount}, {CALENDAR})"

    def _acts(self, frame: Frame, inclusive: bool) -> tuple[str, str, list[Item]]:
        if self.met is not None:
            told = frame.expression(self.done_at, "done_at") if self.done_at else EMPTY_INSTANT
            return told, frame.expression(self.met, "met"), []
        events = _events(self.met_by)
        limit = f"{'<=' if inclusive else '<'} {DUE}"
        done = [_happened(frame, event, f"met_by[{i}]") for i, event in enumerate(events)]
        items = [
            Item(event.event, _in_time(frame, event, at, limit), frame.ways([event.event]))
            for event, at in zip(events, done, strict=True)
        ]
        together = [item.holds for item in items]
        if isinstance(self.met_by, Events) and self.met_by.all:
            every = " AND ".join(f"{at} IS NOT NULL" for at in done)
            latest = f"CASE WHEN {every} THEN GREATEST({', '.join(done)}, {done[0]}) END"
            return latest, f"({' AND '.join(together)})", items
        return f"LEAST({', '.join(done)}, {done[0]})", f"({' OR '.join(together)})", items


def start_instant(frame: Frame, text: str) -> str:
    """A start as an instant: a date counts from its midnight, a bare date in a timestamp from the end of that day."""
    expression = frame.expression(text, "starts")
    column = text.strip()
    columns = frame.relations.columns(frame.rule.subject) or ()
    if frame.relations.type_of(frame.rule.subject, column) == "date":
        return f"DAY_START({expression})"
    return f"CLOCK_START(s.{column})" if column in columns and "bare_dates" in columns else expression


def start_day(frame: Frame, text: str) -> str:
    """The local day of a start, from which days are counted; a bare date in a timestamp is that very day."""
    is_date = frame.relations.type_of(frame.rule.subject, text.strip()) == "date"
    expression = frame.expression(text, "starts")
    return expression if is_date else f"LOCAL_DAY({expression})"


def _wrong(inclusive: bool) -> str:
    """What is violated although it was done in time was done, but not validly."""
    in_time = f"{DONE} {'<=' if inclusive else '<'} {DUE}"
    return f"CASE WHEN {DONE} IS NULL THEN 'absent' WHEN {in_time} THEN 'invalid' ELSE 'late' END"


def _elapsed(frame: Frame, clock: str, duration: Duration) -> tuple[str, str]:
    """The due instant, and the position in working time from which it follows (none where no working time is near)."""
    running = f"ADD_SECONDS({OPENED}, {duration.seconds})"
    values = frame.world.parameters.get(clock[1:], ()) if clock.startswith("$") else ()
    clocks = {value.value for value in values} if values else {clock}
    if not clocks <= {"calendar", "working"}:
        problem = Problem(f"{frame.where}: clock", f"'{clock}' is neither calendar nor working time")
        frame.problems.append(problem)
    if "working" not in clocks:
        return running, Parts.mark
    mark = f"WORKED({OPENED}, {CALENDAR}) + CAST(CAST({duration.seconds} AS DECIMAL(24,6)) * 1000000 AS BIGINT)"
    worked = f"WORK_AT({MARK}, {CALENDAR})"
    if clocks == {"working"}:
        return worked, mark
    return f"CASE WHEN PARAM('{clock[1:]}', LOCAL_DAY({OPENED})) = 'working' THEN {worked} ELSE {running} END", mark


def _due_day(due: Due, frame: Frame) -> str:
    anchor = frame.expression(due.anchor, "due.anchor")
    start = {"month": f"MONTH_START({anchor})", "quarter": f"QUARTER_START({anchor})", "year": f"YEAR_START({anchor})"}
    if due.next is None:
        first = start["month"]
    elif due.next == "half_year":
        months = f"CASE WHEN {anchor} < ADD_MONTHS({start['year']}, 6) THEN 6 ELSE 12 END"
        first = f"ADD_MONTHS({start['year']}, {months})"
    else:
        first = f"ADD_MONTHS({start[due.next]}, { {'month': 1, 'quarter': 3, 'year': 12}[due.next] })"
    return f"ADD_DAYS({first}, {due.day - 1})"


def _events(met_by: "str | Event | Events | None") -> list[Event]:
    listed = (met_by.any or met_by.all) if isinstance(met_by, Events) else [met_by] if met_by else []
    return [Event(event=item) if isinstance(item, str) else item for item in listed]


def _happened(frame: Frame, event: Event, key: str) -> str:
    """The instant of a counting event that is known by as_of, else NULL."""
    at = frame.expression(event.event, key)
    if frame.relations.type_of(frame.rule.subject, event.event) == "date":
        at = f"DAY_START({at})"
    condition = f" AND {frame.expression(event.when, key)}" if event.when else ""
    return f"CASE WHEN {at} <= AS_OF(){condition} THEN {at} END"


def _in_time(frame: Frame, event: Event, at: str, limit: str) -> str:
    """Three-valued: unknown where the column was not delivered or the cell could not be read, or where it is unknown
    whether the event counts."""
    if not frame.exported(event.event):
        counts = frame.expression(event.when, "met_by") if event.when else "TRUE"
        return f"CASE WHEN COALESCE({counts}, TRUE) THEN CAST(NULL AS BOOLEAN) ELSE FALSE END"
    if event.when is None:
        return frame.unless_unreadable(event.event, f"COALESCE({at} {limit}, FALSE)")
    plain = frame.expression(event.event, "met_by")
    condition = frame.expression(event.when, "met_by")
    in_time = frame.unless_unreadable(event.event, f"COALESCE({plain} <= AS_OF() AND {plain} {limit}, FALSE)")
    return f"({in_time} AND {condition})"
