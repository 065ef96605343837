"""How `checker store` shows audits."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from checker.report.aligned import aligned
from checker.report.figures import Rate
from checker.report.headline import said_share
from checker.store.listing import VERDICTS, Listed
from checker.words.words import Words

COLUMNS = ("audit", "first_day", "last_day", "as_of", *VERDICTS, "rate", "size", "stored", "state")
NUMBERS = frozenset(COLUMNS.index(name) for name in (*VERDICTS, "rate", "size"))


def audit_lines(found: Sequence[Listed], words: Words) -> list[str]:
    """A table of audits; moments are UTC, sizes bytes."""
    heads = [words.text(f"store.column.{name}") for name in COLUMNS]
    return aligned([heads, *(_row(one, words) for one in found)], NUMBERS)


def as_json(one: Listed) -> dict[str, Any]:
    """One audit with everything that is known of it."""
    days = {name: day.isoformat() if day else None for name, day in _days(one).items()}
    as_of = one.as_of.isoformat(sep=" ") if one.as_of else None
    told = vars(one) | days | {"as_of": as_of, "verdicts": dict(one.verdicts)}
    return told | {"pruned": vars(one.pruned) if one.pruned else None}


def _days(one: Listed) -> dict[str, Any]:
    return {"first_day": one.first_day, "last_day": one.last_day}


def _row(one: Listed, words: Words) -> list[str]:
    state = "pruned" if one.pruned else "stored" if one.as_of else "damaged"
    return [
        one.audit_id,
        *(words.date(day) if day else "" for day in _days(one).values()),
        words.instant(one.as_of, "UTC") if one.as_of else "",
        *(words.number(one.verdicts[name]) if name in one.verdicts else "" for name in VERDICTS),
        said_share(Rate(one.verdicts.get("met", 0), one.verdicts.get("violated", 0)), words),
        words.number(one.size),
        _stored(one.ended, words),
        words.text(f"store.audit_state.{state}"),
    ]


def _stored(ended: str, words: Words) -> str:
    try:
        moment = datetime.fromisoformat(ended).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    except ValueError:
        return ""
    return words.instant(moment, "UTC")
