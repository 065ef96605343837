"""The files of a stored audit, written into a folder of their own before anything is published."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from checker.auditing.record import write_cases, write_clauses, write_people, write_rules, write_units
from checker.auditing.settled import Settled
from checker.cases.engine import DuckDBEngine
from checker.cases.judge import Ran
from checker.escalation.parquet import write_escalations
from checker.escalation.rows import Person
from checker.escalation.stage import escalate

# The head of a unit answers to the head of the unit above.
PEOPLE = """
SELECT e.id, COALESCE(e.unit_id, ''), COALESCE(CASE WHEN u.head_id = e.id THEN p.head_id ELSE u.head_id END, ''),
    COALESCE(e.name, '')
FROM employee AS e LEFT JOIN org_unit AS u ON u.id = e.unit_id LEFT JOIN org_unit AS p ON p.id = u.parent_id
ORDER BY e.id
"""


def write_judged(settled: Settled, engine: DuckDBEngine, ran: Mapping[str, Ran], folder: Path) -> None:
    """cases, tallies, rules, clauses, people, units and quarantine."""
    folder.mkdir(parents=True)
    write_cases(engine, folder)
    write_rules(engine, settled.book, settled.rules, ran, settled.world, folder / "rules.parquet")
    write_clauses(engine, settled.book, {entry.pack for entry in settled.rules}, folder / "clauses.parquet")
    write_people(engine, folder / "people.parquet")
    write_units(engine, folder / "units.parquet")
    shutil.copyfile(settled.snapshot.quarantine, folder / "quarantine.parquet")


def write_escalated(settled: Settled, engine: DuckDBEngine, folder: Path) -> str:
    """Conclusions drawn from the cases by forward chaining; gives the reasoner that drew them ('' without any)."""
    titles = {entry.rule.id: entry.rule.title.model_dump() for entry in settled.rules}
    people = [Person(*row) for row in engine.execute(PEOPLE)]
    period = (settled.period.start, settled.period.end)
    rows = escalate(folder / "cases.parquet", people, period, titles, settled.request.chain)
    write_escalations(folder / "escalations.parquet", rows)
    return rows[0].reasoner if rows else ""


def move_into(source: Path, target: Path) -> None:
    """Every file of one folder into another."""
    for file in sorted(source.iterdir()):
        shutil.copyfile(file, target / file.name)
