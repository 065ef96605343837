"""The key `working_calendar` of the configuration, read strictly."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from checker.calendars.wall import Interval, Wrong, disjoint, open_interval, wall_time
from checker.errors import Problem, UsageError, nearest

ALWAYS_OPEN: dict[str, Any] = {"weekdays": [1, 2, 3, 4, 5, 6, 7], "hours": [["00:00", "24:00"]]}
EVERY_DAY = "default"
COUNTRIES = ("CN", "RU")


def _weekday(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or text not in {"1", "2", "3", "4", "5", "6", "7"}:
        raise Wrong(f"'{value}' is not a weekday", "write 1 for Monday to 7 for Sunday")
    return int(text)


def _weekday_or_every(value: object) -> int | str:
    return EVERY_DAY if value == EVERY_DAY else _weekday(value)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise Wrong(f"'{value}' is not a date", "write year, month and day, as in 2026-05-09") from None


def _country(value: object) -> object:
    if value is not None and value not in COUNTRIES:
        raise Wrong(f"'{value}' is no country with known holidays", nearest(str(value), COUNTRIES))
    return value


def _by_weekday(value: object) -> object:
    return value if isinstance(value, Mapping) or value is None else {EVERY_DAY: value}


Day = Annotated[date, BeforeValidator(_day)]
Weekday = Annotated[int, BeforeValidator(_weekday)]
OpenInterval = Annotated[Interval, BeforeValidator(open_interval)]
OpenIntervals = Annotated[tuple[OpenInterval, ...], AfterValidator(disjoint)]
HoursKey = Annotated[int | str, BeforeValidator(_weekday_or_every)]
Hours = Annotated[dict[HoursKey, OpenIntervals], BeforeValidator(_by_weekday)]


class CalendarPart(BaseModel):
    """The keys that a company gives and a unit may replace one by one; None is the default of the program."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekdays: frozenset[Weekday] | None = None
    hours: Hours | None = None
    holidays: frozenset[Day] | None = None
    extra_workdays: frozenset[Day] | None = None
    special_hours: dict[Day, OpenIntervals] | None = None
    closes_at: Annotated[int, BeforeValidator(wall_time)] | None = None
    public_holidays: Annotated[Literal["RU", "CN"] | None, BeforeValidator(_country)] = None


class WorkingCalendar(CalendarPart):
    """The calendar of the company, and what single units replace in it."""

    units: dict[str, CalendarPart] | None = None


def read_working_calendar(raw: Mapping[str, Any] | None, where: str = "working_calendar") -> WorkingCalendar:
    """Read the configured calendar. `where` begins the place of every problem.

    Raises `UsageError` with all mistakes: unknown keys, bad times, dates, weekdays, inverted or overlapping intervals.
    """
    try:
        return WorkingCalendar.model_validate({} if raw is None else raw)
    except ValidationError as error:
        problems = {_problem(detail, where) for detail in error.errors()}
        raise UsageError(sorted(problems)) from None


def unknown_units(config: WorkingCalendar, known: Mapping[str, Any], where: str = "working_calendar") -> list[Problem]:
    """One problem for every unit that has calendar keys of its own and is not among the known unit ids."""
    given = config.units or {}
    return [
        Problem(f"{where}.units.{unit}", f"no unit has the id '{unit}'", nearest(unit, known))
        for unit in sorted(given)
        if unit not in known
    ]


def _problem(detail: ErrorDetails, where: str) -> Problem:
    place = [str(part) for part in detail["loc"] if part not in (EVERY_DAY, "[key]")]
    path = ".".join([where, *place])
    cause = (detail.get("ctx") or {}).get("error")
    if isinstance(cause, Wrong):
        return Problem(path, cause.what, cause.remedy)
    if detail["type"] == "extra_forbidden":
        model = CalendarPart if "units" in place[:1] else WorkingCalendar
        return Problem(path, f"unknown key '{place[-1]}'", nearest(place[-1], model.model_fields))
    return Problem(
        path, f"{_expected(detail['type'])}, not {detail['input']!r}", "see the shapes of the configured keys"
    )


def _expected(kind: str) -> str:
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return "a mapping of keys to values is wanted here"
    return "a list is wanted here"
