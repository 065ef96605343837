"""Cases marked by hand, on an engine with the calendars of a small company, for the parts that read marks."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from checker.calendars.build import build_calendars
from checker.cases.engine import DuckDBEngine
from checker.cases.world import create_calendars
from checker.followup.setting import Files, Setting
from checker.rulebook.policy import Policy, policy_of
from checker.tables import CASES, EMPTY_MARKS, MARKS, TALLIES

MOSCOW = "Europe/Moscow"
UNITS = {"vvo": "Asia/Vladivostok"}
HOLIDAYS = "working_calendar: {public_holidays: RU}\n"
VIOLATED = {
    "rule_id": "small-reply",
    "severity": "high",
    "effect": "violation",
    "judged": "event",
    "scope": "period",
    "verdict": "violated",
    "outcome": "absent",
    "standing": "open",
    "implied_by": "",
    "unit_id": "",
    "zone": MOSCOW,
}


def policy(text: str = "") -> Policy:
    return policy_of(HOLIDAYS + text, "compliance.yaml")


def setting(as_of: str = "2026-11-01 06:00:00", **changed: Any) -> Setting:
    """What decides in an audit of October 2026 in Moscow."""
    usual: dict[str, Any] = {
        "as_of": datetime.fromisoformat(as_of),
        "period": (date(2026, 10, 1), date(2026, 11, 1)),
        "zone": MOSCOW,
        "earlier": (),
        "policy": policy(),
        "fail_on": "low",
        "files": Files(),
    }
    return Setting(**{**usual, **changed})


def marked(
    folder: Path, *cases: Mapping[str, Any], tallied: Mapping[str, tuple[int, int]] | None = None
) -> DuckDBEngine:
    """An engine with these cases as `marked`; what they do not say is as in an open violation of the period.

    `tallied`: met and violated cases of rules in the period."""
    engine = DuckDBEngine(folder, memory="200MB", threads=1)
    create_calendars(
        engine, build_calendars(policy(), UNITS, MOSCOW, date(2025, 1, 1), date(2027, 12, 31)), ("calendar_unit",)
    )
    columns = ", ".join(f'"{name}" {type_}' for name, type_ in (CASES | MARKS).items())
    engine.execute(f"CREATE TABLE marked ({columns})")
    for number, case in enumerate(cases):
        row = {"case_id": f"{number:016x}", **VIOLATED, **case}
        names = [*row, *(name for name in MARKS if name not in row)]
        values = ["?"] * len(row) + [EMPTY_MARKS[name] for name in names[len(row) :]]
        listed = ", ".join(f'"{name}"' for name in names)
        engine.execute(f"INSERT INTO marked ({listed}) VALUES ({', '.join(values)})", list(row.values()))
    engine.execute(f"CREATE TABLE tally ({', '.join(f'{name} {type_}' for name, type_ in TALLIES.items())})")
    for rule, counts in (tallied or {}).items():
        for verdict, n in zip(("met", "violated"), counts, strict=True):
            engine.execute("INSERT INTO tally VALUES (?, 'period', ?, '', '', '', '', ?)", [rule, verdict, n])
    return engine


def marks(engine: DuckDBEngine, part: Any, given: Setting) -> dict[str, tuple[Any, ...]]:
    """The marks that a part makes, by case id."""
    part.create(engine, given)
    listed = ", ".join(part.COLUMNS)
    return {row[0]: row[1:] for row in engine.execute(f"SELECT case_id, {listed} FROM mark_{part.NAME}")}
