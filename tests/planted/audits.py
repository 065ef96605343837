"""One audit of one stage by the checker, and what it stored. The only place that knows how the command is called."""

import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from .folders import write_snapshot
from .plant_files import Planted, Stage, read_planted

COLUMNS = "rule_id, clauses, verdict, outcome, subject_id, occurrence, window_at, due_at"
CASES = f"select {COLUMNS} from read_parquet(?) where scope = 'period'"
RULES = "select rule_id, clauses, status from read_parquet(?)"
INCOMPLETE = 3


@dataclass(frozen=True)
class Case:
    """One case as stored; the moments in company-local text, '' when there is none."""

    rule_id: str
    clauses: frozenset[str]
    verdict: str
    outcome: str
    subject_id: str
    occurrence: str
    window: str | None
    due_at: str

    @property
    def names(self) -> frozenset[str]:
        """What the subject may be called: by its id, or together with what the obligation is about."""
        pair = {f"{self.subject_id}/{self.occurrence}", f"{self.occurrence}/{self.subject_id}"}
        return frozenset({self.subject_id} | (pair if self.occurrence else set()))


@dataclass(frozen=True)
class Audit:
    """The cases of an audit, and the status of each rule with the clauses it cites."""

    cases: tuple[Case, ...]
    rules: tuple[tuple[str, frozenset[str], str], ...]

    def not_run(self, clause: str) -> bool:
        """Whether there are rules for the clause and none of them ran."""
        states = {status for _, clauses, status in self.rules if clause in clauses}
        return states == {"not_run"}


def audit_by_command(stage: Stage, planted: Planted, work: Path) -> Audit:
    """Write the stage as a snapshot, run the checker over it, and read what it stored."""
    folder = write_snapshot(stage, work / "snapshot", planted)
    command = [sys.executable, "-m", "checker", *audit_arguments(stage, folder, work / "store")]
    command += ["--keep-all", "--max-undetermined", "1"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=work, check=False)
    if done.returncode not in (0, 1, INCOMPLETE):
        raise AssertionError(f"checker ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    (cases,) = (work / "store").glob("*/cases.parquet")
    return _stored(cases, ZoneInfo(str(planted.head["header"]["time_zone"])))


def audit_arguments(stage: Stage, folder: Path, store: Path) -> list[str]:
    """The command line of an audit of the stage over its folder."""
    last_day = date.fromisoformat(stage.end) - timedelta(days=1)
    period = ["--period", f"{stage.start}..{last_day}", "--as-of", stage.as_of]
    return [
        "audit",
        str(folder),
        "--config",
        str(folder / "compliance.yaml"),
        *(part for pack in read_planted(stage.company).packs(stage) for part in ("--rules", str(pack))),
        *period,
        "--store",
        str(store),
        "--quiet",
    ]


def _stored(cases: Path, zone: ZoneInfo) -> Audit:
    connection = duckdb.connect()
    rules = connection.execute(RULES, [str(cases.with_name("rules.parquet"))]).fetchall()
    found = connection.execute(CASES, [str(cases)]).fetchall()
    connection.close()
    return Audit(
        tuple(case_of(row, zone) for row in found),
        tuple((rule, frozenset(clauses), status) for rule, clauses, status in rules),
    )


def case_of(row: tuple[Any, ...], zone: ZoneInfo) -> Case:
    """A case from the columns of COLUMNS, its instants in local text."""
    rule, clauses, verdict, outcome, subject, occurrence, window, due = row
    moments = _local(window, zone) or None, _local(due, zone)
    return Case(rule, frozenset(clauses), verdict, outcome or "", subject, occurrence or "", *moments)


def _local(instant: datetime | None, zone: ZoneInfo) -> str:
    if instant is None:
        return ""
    local = instant.replace(tzinfo=UTC).astimezone(zone)
    return f"{local:%Y-%m-%d %H:%M:%S}" + (f".{local:%f}" if local.microsecond else "")
