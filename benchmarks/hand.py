"""Runs the hand-written SQL on an open engine."""

from pathlib import Path

from checker.auditing.settled import Settled
from checker.cases.engine import DuckDBEngine

FOLDER = Path(__file__).parent / "by_hand"
BOUNDS = "SELECT starts_at, ends_at FROM period_bound WHERE zone = $1"
VARIABLES = """
SET VARIABLE as_of = TIMESTAMP '{as_of}'; SET VARIABLE as_of_day = DATE '{as_of_day}';
SET VARIABLE starts_at = TIMESTAMP '{starts_at}'; SET VARIABLE ends_at = TIMESTAMP '{ends_at}';
"""
MOSCOW = 3


def judge_by_hand(settled: Settled, engine: DuckDBEngine) -> None:
    """Fill the table `found` on the engine: clause, subject, window, verdict, dates, people, source, one row a case."""
    run_files(settled, engine, sorted(FOLDER.glob("*.sql")))


def run_files(settled: Settled, engine: DuckDBEngine, files: list[Path]) -> None:
    """Run the given files against variables that hold the moment and the bounds of the period."""
    ((starts_at, ends_at),) = engine.execute(BOUNDS, [settled.world.zone])
    as_of = settled.as_of
    ((as_of_day,),) = engine.execute("SELECT CAST($1 + to_hours($2) AS DATE)", [as_of, MOSCOW])
    moments = {"as_of": as_of, "as_of_day": as_of_day, "starts_at": starts_at, "ends_at": ends_at}
    engine.connection.execute(VARIABLES.format(**moments))
    quoted = ", ".join("'" + text.lower().replace("'", "''") + "'" for text in settled.world.placeholders)
    engine.connection.execute(f"SET VARIABLE placeholders = [{quoted}]")
    for file in files:
        engine.connection.execute(file.read_text(encoding="utf-8"))
