"""Windows: the stretches of time in which something is owed, one case each."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from checker.errors import Problem
from checker.kinds.counterpart import moment
from checker.kinds.durations import as_duration
from checker.kinds.frame import Frame
from checker.kinds.rule import Rule, Strict, Word

COLUMNS = {
    "day": "day", "week": "week_start", "month": "month_start", "quarter": "quarter_start", "half_year": "half_start",
    "year": "year_start",
}  # fmt: skip
# Windows that ended before the audit's period are built only while an earlier audit left a case open in them; the
# window of the oldest such case ends at its due moment, and must be among them.
HORIZON = (
    "(SELECT MIN(h.moment) FROM (SELECT p.starts_at AS moment FROM period_bound AS p "
    "UNION ALL SELECT ADD_MICROS(e.due_at, -1) AS moment FROM earlier AS e WHERE e.due_at IS NOT NULL) AS h)"
)


class Minus(Strict):
    """Rows of `of` that belong to the subject and take away the days from `starts` to `ends`, both inclusive."""

    of: Word
    on: dict[Word, str] = Field(min_length=1)
    starts: str
    ends: str
    where: str | None = None


class Windowed(Rule):
    """A kind whose cases are windows: of the calendar, or `every` so long, anchored at `starts` or rolling from events.

    A window is owed only where `while` (the field `throughout`) held from its beginning to its end, by the histories
    of the columns it names. A window cut by `owed_from` or `owed_until` is skipped, owed whole, or prorated by days.
    """

    window_is_moment: ClassVar[bool] = False
    adds: ClassVar[dict[str, str]] = {"window_from": "k_from", "window_until": "k_until"}

    window: Literal["day", "week", "month", "quarter", "half_year", "year", "rolling", "anchored"]
    every: str | None = None
    starts: str | None = None
    days: Literal["all", "working"] = "all"
    throughout: str | None = Field(default=None, alias="while")
    owed_from: str | None = None
    owed_until: str | None = None
    partial: Literal["skip", "whole", "prorate"] = "skip"
    minus: Minus | None = None

    @model_validator(mode="after")
    def _own_windows(self) -> "Windowed":
        own = self.window in ("rolling", "anchored")
        if own != (self.every is not None) or own != (self.starts is not None):
            raise ValueError("rolling and anchored windows, and only they, need every and starts")
        return self

    def windows(self, frame: Frame, opening: str = "") -> str:
        """The relation: the subject's rows with k_own (calendar), k_day, k_last_day, k_from, k_until and k_days each.

        `opening` gives more first days of rolling windows: a SELECT of k_key and k_day over the subject `s`, as a
        template with {source}. k_days counts the window's days, with `days: working` the working ones. Windows that lie
        wholly outside the bounds are none.
        """
        begins, ends = self.owed(frame)
        windows = self._all(frame, opening)
        if not (self.owed_from or self.owed_until):
            return windows
        outside = f"{begins} >= s.k_until OR {ends} <= s.k_from"
        return f"(SELECT s.* FROM {windows} AS s WHERE NOT COALESCE({outside}, FALSE))"

    def _all(self, frame: Frame, opening: str) -> str:
        own = f"SELECT s.*, {self._calendar(frame)} AS k_own FROM {self._subject(frame)} AS s"
        if self.every is None:
            return _calendar_windows(own, COLUMNS[self.window], self.days)
        try:
            every = as_duration(self.every, dict(frame.world.units), "AS_OF_DAY()")
        except ValueError as error:
            frame.problems.append(Problem(f"{frame.where}: every", str(error)))
            return _calendar_windows(own, "day", self.days)
        if every.unit not in ("day", "week", "month"):
            problem = Problem(
                f"{frame.where}: every", f"'{self.every}' is no length of a window", "days, weeks, months"
            )
            frame.problems.append(problem)
        months = every.unit == "month"
        length = f"CAST({every.amount} * {7 if every.unit == 'week' else 1} AS BIGINT)"
        if self.window == "anchored":
            return _placed(_anchored(own, length, months), self.days)
        key = frame.expression(self.key, "key", shown=False)
        return _placed(_rolling(own, key, opening, length, months), self.days)

    def _calendar(self, frame: Frame) -> str:
        if self.calendar == "company":
            return "'company'"
        return f"CALENDAR_OF({frame.expression(self.unit, 'unit', shown=False) if self.unit else 's.unit_id'})"

    def _subject(self, frame: Frame) -> str:
        """The subject's rows, with the first day of their own windows."""
        if self.starts is None:
            return frame.subject_rows()
        is_day = frame.relations.type_of(self.subject, self.starts.strip()) == "date"
        starts = frame.expression(self.starts, "starts")
        day = starts if is_day else f"LOCAL_DAY({starts})"
        return f"(SELECT s.*, {day} AS k_anchor FROM {frame.subject_rows()} AS s)"

    def owed(self, frame: Frame) -> tuple[str, str]:
        """The first and the last moment at which windows are owed, NULL where there is no such bound."""
        bounds = []
        for text, key in ((self.owed_from, "owed_from"), (self.owed_until, "owed_until")):
            bound = moment(frame, text, key) if text else "CAST(NULL AS TIMESTAMP)"
            if text and key == "owed_until" and frame.relations.type_of(self.subject, text.strip()) == "date":
                bound = f"DAY_END({frame.expression(text, key)})"
            bounds.append(bound)
        return bounds[0], bounds[1]


def _calendar_windows(own: str, column: str, days: str) -> str:
    counted = "CASE WHEN d.is_working THEN 1 ELSE 0 END" if days == "working" else "1"
    windows = (
        f"SELECT d.calendar, d.{column} AS k_day, MAX(d.day) AS k_last_day, MIN(d.starts_at) AS k_from, "
        f"MAX(d.ends_at) AS k_until, SUM({counted}) AS k_days "
        f"FROM calendar_day AS d GROUP BY d.calendar, d.{column} HAVING MIN(d.day) = d.{column}"
    )
    return (
        f"(SELECT s.*, w.k_day, w.k_last_day, w.k_from, w.k_until, w.k_days FROM ({own}) AS s JOIN ({windows}) AS w "
        f"ON w.calendar = s.k_own AND w.k_from <= AS_OF() AND w.k_until > {HORIZON})"
    )


def _anchored(own: str, length: str, months: bool) -> str:
    """First and last days of the windows that follow one another from the anchor on."""
    numbers = "SELECT ROW_NUMBER() OVER (ORDER BY d.day) - 1 AS n FROM calendar_day AS d WHERE d.calendar = 'company'"
    first, end = (_later("s.k_anchor", f"({n}) * {length}", months) for n in ("n.n", "n.n + 1"))
    most = f"FLOOR_DIV(DAYS_BETWEEN(s.k_anchor, AS_OF_DAY()), {length}{' * 28' if months else ''})"
    return (
        f"SELECT s.*, {first} AS k_day, {end} AS k_end FROM ({own}) AS s "
        f"JOIN ({numbers}) AS n ON COALESCE(n.n <= {most}, n.n = 0)"
    )


def _rolling(own: str, key: str, opening: str, length: str, months: bool) -> str:
    """First and last days of the windows that open at the anchor, and on the day after each event."""
    first = f"SELECT {key} AS k_key, s.k_anchor AS k_day FROM ({own}) AS s"
    days = f"{first} UNION {opening.replace('{source}', f'({own})')}" if opening else first
    return (
        f"SELECT s.*, w.k_day, {_later('w.k_day', length, months)} AS k_end "
        f"FROM ({own}) AS s JOIN ({days}) AS w ON w.k_key = {key}"
    )


def _later(day: str, number: str, months: bool) -> str:
    return f"{'ADD_MONTHS' if months else 'ADD_DAYS'}({day}, {number})"


def _placed(windows: str, days: str) -> str:
    """Windows given by days, placed in time; one whose anchor is unknown stays, without a time."""
    counted = "DAYS_BETWEEN(s.k_day, s.k_end)"
    if days == "working":
        upto = "({a}.working_index - CASE WHEN {a}.is_working THEN 1 ELSE 0 END)"
        counted = f"{upto.format(a='b')} - {upto.format(a='a')}"
    return (
        f"(SELECT s.*, ADD_DAYS(s.k_end, -1) AS k_last_day, a.starts_at AS k_from, b.starts_at AS k_until, "
        f"{counted} AS k_days FROM ({windows}) AS s "
        "LEFT JOIN calendar_day AS a ON a.calendar = s.k_own AND a.day = s.k_day "
        "LEFT JOIN calendar_day AS b ON b.calendar = s.k_own AND b.day = s.k_end "
        f"WHERE s.k_day IS NULL OR (a.starts_at <= AS_OF() AND b.starts_at > {HORIZON}))"
    )
