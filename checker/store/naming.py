"""Names of audits: what was judged, as of when, and from which inputs."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from checker.store.canonical import compact_json, digest

FINGERPRINT_DIGITS = 10


def audit_id(period: tuple[date, date], as_of: datetime, fingerprint_parts: Mapping[str, Any]) -> str:
    """`2026-10_20261031T210000Z_0123456789`: period, as_of (naive UTC), hash of inputs, rules, configuration, flags.

    `fingerprint_parts` is plain JSON material (dates allowed) and must hold everything that the result depends on."""
    fingerprint = digest(compact_json(dict(fingerprint_parts)))[:FINGERPRINT_DIGITS]
    return f"{period_label(*period)}_{_compact(as_of)}_{fingerprint}"


def period_label(start: date, end: date) -> str:
    """`2026`, `2026-10` or `2026-10-05--2026-10-11` (last day included) for the half-open period [start, end)."""
    if start.day == 1 and end == start + timedelta(days=monthrange(start.year, start.month)[1]):
        return f"{start:%Y-%m}"
    if (start.month, start.day) == (1, 1) and end == date(start.year + 1, 1, 1):
        return f"{start:%Y}"
    return f"{start.isoformat()}--{(end - timedelta(days=1)).isoformat()}"


def _compact(moment: datetime) -> str:
    fraction = f"{moment.microsecond:06d}" if moment.microsecond else ""
    return f"{moment:%Y%m%dT%H%M%S}{fraction}Z"
