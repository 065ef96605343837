"""Days as the auditor's files write them, strictly: year, month, day, and nothing that could be read in two ways."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def strict_day(text: str) -> date:
    """A day written as 2026-10-05. Raises ValueError for anything else."""
    if not _DAY.fullmatch(text):
        raise ValueError(f"'{text}' is not a day; write it as 2026-10-05")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no day of the calendar") from None


def _day(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return strict_day(value if isinstance(value, str) else str(value))


Day = Annotated[date, BeforeValidator(_day)]
