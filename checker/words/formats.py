"""Dates, numbers and spans of time as people of each language write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from checker.words.texts import JOINTS, texts

Number = int | float | Decimal
SPAN_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60))


@lru_cache(maxsize=8192)
def day(lang: str, value: date) -> str:
    """A local date, by the language's pattern in formats.yaml."""
    from babel.dates import format_date

    return str(format_date(value, pattern(lang, "date"), locale=_locale(lang)))


def instant(lang: str, moment: datetime, zone: str, offset: bool) -> str:
    """A naive UTC instant as local date and time, precise to what is there (no rounding)."""
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    clock = local.strftime("%H:%M")
    if local.second or local.microsecond:
        clock += local.strftime(":%S") + _fraction(local.microsecond)
    written = pattern(lang, "instant").format(date=day(lang, local.date()), time=clock)
    return f"{written} ({_offset(local)})" if offset else written


def pattern(lang: str, name: str) -> str:
    """A pattern of formats.yaml, for engines that write millions of dates and spans."""
    return str(texts("formats")[name][lang])


def separators(lang: str) -> tuple[str, str]:
    """What stands between groups of three digits, and before decimals."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    return str(get_group_symbol(_locale(lang))), str(get_decimal_symbol(_locale(lang)))


def number(lang: str, value: Number, places: int) -> str:
    """A number with the separators of the language, at most `places` decimals, ties to even."""
    return _number(lang, _exact(value), places)


def percent(lang: str, share: Number, places: int) -> str:
    """A share of one as a percentage with the language's sign and spacing."""
    sign = pattern(lang, "percent")
    return sign.format(n=number(lang, _exact(share) * 100, places))


def duration(lang: str, seconds: Number, days: bool) -> str:
    """A span of time written out in units; the largest is the day of 24 hours, or the hour."""
    left = abs(_exact(seconds))
    parts: list[str] = []
    for unit, size in SPAN_UNITS if days else SPAN_UNITS[1:]:
        count, left = divmod(left, size)
        if count:
            parts.append(pattern(lang, f"span.{unit}").format(n=number(lang, count, 0)))
    if left or not parts:
        parts.append(pattern(lang, "span.second").format(n=number(lang, left, 6)))
    return ("-" if seconds < 0 else "") + JOINTS[lang].join(parts)


def plural(lang: str, n: Number) -> str:
    """The CLDR plural form for n."""
    return str(_locale(lang).plural_form(_exact(n)))


# Babel takes some 30 microseconds, and a report of many cases says the same numbers and days again and again.
@lru_cache(maxsize=8192)
def _number(lang: str, exact: Decimal, places: int) -> str:
    from babel.numbers import format_decimal

    return str(format_decimal(exact, format="#,##0." + "#" * places, locale=_locale(lang)))


@cache
def _locale(lang: str) -> Any:
    from babel import Locale

    return Locale.parse(lang)


def _exact(value: Number) -> Decimal:
    """The number as it is written: 5.0 is 5, so that it takes the plural of 5."""
    exact = Decimal(str(value))
    return Decimal(int(exact)) if exact == exact.to_integral_value() else exact


def _fraction(microsecond: int) -> str:
    return f".{microsecond:06d}".rstrip("0") if microsecond else ""


def _offset(local: datetime) -> str:
    raw = local.strftime("%z")
    hours, minutes = int(raw[1:3]), raw[3:5]
    return f"UTC{raw[0]}{hours}" + (f":{minutes}" if minutes != "00" else "")
