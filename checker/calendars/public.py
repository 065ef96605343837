"""Official holidays and working days transferred to a weekend, by country."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

_LANGUAGES = {"en": "en_US", "ru": "ru", "zh": "zh_CN"}


@dataclass(frozen=True)
class PublicYear:
    """One calendar year of one country: days off with their names, and weekend days on which work is due."""

    off: dict[date, str]
    on: frozenset[date]


@lru_cache(maxsize=512)
def public_year(country: str, year: int, lang: str = "en") -> PublicYear:
    """The official days of a year; names in `lang` (en, ru, zh), in English where there is no translation."""
    # A transfer across a year end is published with one of the two years, so the neighbours are read too.
    listed = holidays.country_holidays(
        country, years=range(year - 1, year + 2), language=_language(country, lang), categories=("public",)
    )
    off = {day: name for day, name in listed.items() if day.year == year}
    return PublicYear(off, frozenset(day for day in listed.weekend_workdays if day.year == year))


@lru_cache(maxsize=8)
def transfers_known_until(country: str) -> int:
    """The last year with a published transfer of days off or working days; later years hold statutory holidays only."""
    years: dict[int, object] = holidays.country_holidays(country).special_public_holidays
    return max(years)


def _language(country: str, lang: str) -> str:
    wanted = _LANGUAGES[lang]
    return wanted if wanted in holidays.country_holidays(country).supported_languages else "en_US"
