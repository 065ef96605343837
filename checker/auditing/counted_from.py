"""The moment from which the time left until something falls due is counted."""

from collections.abc import Callable
from datetime import datetime

from checker.errors import Problem, UsageError
from checker.snapshot.header import instant

NOW = "now"


def counted_from(given: str | None, as_of: datetime, zone: str, now: Callable[[], datetime], option: str) -> datetime:
    """A moment in words of `zone`, 'now', or the audit's own where none is given; naive UTC, as are `as_of` and `now`.

    Raises UsageError under the name of the `option`: no moment, or one before the audit, which knows what was done
    until its own."""
    if given is None:
        return as_of
    try:
        moment = now() if given == NOW else instant(given.replace("T", " "), zone)
    except ValueError:
        remedy = "write 2026-10-31, '2026-10-31 18:00' or now"
        raise UsageError(Problem(option, f"'{given}' is not a moment", remedy)) from None
    if moment < as_of:
        remedy = "name a later moment, or an earlier audit"
        raise UsageError(Problem(option, f"lies before the audit's own moment, {as_of} UTC", remedy))
    return moment
