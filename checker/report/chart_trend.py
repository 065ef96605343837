"""The trend: the figures of an audit and of the earlier ones that asked the same."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from checker.report.figures import Rate

MOST = 36
ASKED = ("select", "basis", "parameters")
"""Options that decide which obligations an audit judges, beside its packs."""


@dataclass(frozen=True)
class Point:
    """One audit: its local days [start, end), what it knew (naive UTC), and its figures, scope period."""

    audit_id: str
    start: date
    end: date
    as_of: datetime
    complete: bool
    rate: Rate


@dataclass(frozen=True)
class TrendPoints:
    """Points in the order of their periods, the audit itself last.

    Left out: `gone` from the store, of another `length`, with `otherwise` chosen rules, `older` than the last MOST."""

    points: tuple[Point, ...]
    gone: int = 0
    length: int = 0
    otherwise: int = 0
    older: int = 0


def trend_points(folder: Path, manifest: dict[str, Any], earlier: Sequence[Path] = ()) -> TrendPoints:
    """`earlier`: folders of earlier audits; by default those that the audit knew and that lie beside it in the store.

    Several audits of one period are one point: the one that knew most."""
    known = [str(name) for name in manifest.get("earlier") or ()]
    folders = list(earlier) or [folder.parent / name for name in known if Path(name).name == name]
    found = [(one, told) for one in folders if (told := _manifest(one)) is not None]
    gone = 0 if earlier else len(known) - len(found)
    asked = [(one, told) for one, told in found if _question(told) == _question(manifest)]
    alike = [(one, told) for one, told in asked if _length(told) == _length(manifest) and _days(told) < _days(manifest)]
    knows_most = {_days(told): (one, told) for one, told in sorted(alike, key=lambda pair: str(pair[1]["as_of"]))}
    drawn = [*(knows_most[days] for days in sorted(knows_most)), (folder, manifest)]
    kept = drawn[-MOST:]
    rates = _rates(one for one, _ in kept)
    points = tuple(_point(told, rates[one]) for one, told in kept)
    length = len([told for _, told in asked if _length(told) != _length(manifest)])
    return TrendPoints(points, gone, length, len(found) - len(asked), len(drawn) - len(kept))


def _point(manifest: dict[str, Any], rate: Rate) -> Point:
    start, end = _days(manifest)
    as_of = datetime.fromisoformat(str(manifest["as_of"]))
    as_of = as_of.astimezone(UTC).replace(tzinfo=None) if as_of.tzinfo else as_of
    return Point(str(manifest["audit_id"]), start, end, as_of, bool(manifest.get("complete", True)), rate)


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        told = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    readable = all((folder / f"{table}.parquet").is_file() for table in ("tallies", "rules"))
    return dict(told) if readable else None


def _question(manifest: dict[str, Any]) -> tuple[Any, ...]:
    flags = (manifest.get("configuration") or {}).get("flags") or {}
    packs = sorted(str(pack.get("name")) for pack in (manifest.get("rules") or {}).get("packs") or ())
    return (manifest.get("company"), packs, *(flags.get(name) or [] for name in ASKED))


def _days(manifest: dict[str, Any]) -> tuple[date, date]:
    period = manifest["period"]
    return date.fromisoformat(str(period["start"])), date.fromisoformat(str(period["end"]))


def _length(manifest: dict[str, Any]) -> tuple[str, int]:
    """Whole months are alike whatever days they have."""
    start, end = _days(manifest)
    months = (end.year - start.year) * 12 + end.month - start.month
    return ("months", months) if start.day == end.day == 1 and months else ("days", (end - start).days)


def _rates(folders: Iterable[Path]) -> dict[Path, Rate]:
    sql = """SELECT coalesce(sum(n) FILTER (verdict = 'met'), 0)::BIGINT,
                    coalesce(sum(n) FILTER (verdict = 'violated'), 0)::BIGINT
             FROM t JOIN r USING (rule_id) WHERE scope = 'period' AND effect = 'violation'"""
    rates: dict[Path, Rate] = {}
    with duckdb.connect() as connection:
        for folder in folders:
            connection.read_parquet(str(folder / "tallies.parquet")).create_view("t", replace=True)
            connection.read_parquet(str(folder / "rules.parquet")).create_view("r", replace=True)
            ((met, violated),) = connection.execute(sql).fetchall()
            rates[folder] = Rate(met, violated)
    return rates
