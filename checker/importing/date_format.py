"""Dates as people write them: a format such as DD/MM/YYYY HH:MM:SS, read strictly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})",
    "HH": r"(?P<hour>\d{2})",
    "H": r"(?P<hour>\d{1,2})",
    "SS": r"(?P<second>\d{2})",
    "fff": r"(?P<fraction>\d{1,6})",
    "AM": r"(?P<half>[AaPp])\.?[Mm]\.?",
}
"""Tokens of a format; MM after the hour means minutes, everything else stands for itself."""
MINUTE = r"(?P<minute>\d{2})"
_TOKEN = re.compile("|".join(sorted(TOKENS, key=len, reverse=True)))
_NEEDED = ("year", "month", "day")


@dataclass(frozen=True)
class DateFormat:
    """One way of writing a day or a moment. Raises ValueError when the text names no day."""

    text: str

    def __post_init__(self) -> None:
        groups = self.pattern.groupindex
        lacking = [name for name in _NEEDED if name not in groups]
        if lacking:
            raise ValueError(f"'{self.text}' names no {', no '.join(lacking)}; write it like DD.MM.YYYY HH:MM:SS")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The format as a regular expression over a whole cell."""
        parts: list[str] = []
        end, seen_hour = 0, False
        for match in _TOKEN.finditer(self.text):
            parts.append(re.escape(self.text[end : match.start()]))
            is_minute = match.group() == "MM" and seen_hour
            parts.append(MINUTE if is_minute else TOKENS[match.group()])
            seen_hour = match.group() in ("HH", "H")
            end = match.end()
        parts.append(re.escape(self.text[end:]))
        try:
            return re.compile("".join(parts))
        except re.error:
            raise ValueError(f"'{self.text}' names a part of the date twice") from None

    @property
    def has_time(self) -> bool:
        """Whether the format tells a moment rather than a day."""
        return "hour" in self.pattern.groupindex

    def read(self, cell: str) -> str | None:
        """The cell as YYYY-MM-DD, with the time behind it if the format has one; None when it is not so written."""
        match = self.pattern.fullmatch(cell)
        if match is None:
            return None
        found = match.groupdict()
        fraction = (found.get("fraction") or "").ljust(6, "0")
        try:
            moment = datetime(
                int(found["year"]),
                int(found["month"]),
                int(found["day"]),
                _hour(int(found.get("hour") or 0), found.get("half")),
                int(found.get("minute") or 0),
                int(found.get("second") or 0),
                int(fraction),
            )
        except ValueError:
            return None
        return moment.isoformat(sep=" ") if self.has_time else f"{moment:%Y-%m-%d}"


def read_date(formats: Sequence[DateFormat], cell: str) -> str | None:
    """The day or moment that the formats agree on; None when none fits or two read different days."""
    readings = {reading for form in formats if (reading := form.read(cell)) is not None}
    return readings.pop() if len(readings) == 1 else None


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in "Pp" else 0)
