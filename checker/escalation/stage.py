"""The stage: cases in, escalations out."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from checker.errors import Problem, UsageError, nearest
from checker.escalation.definitions import Definitions, load_definitions
from checker.escalation.facts import Dossier, check_dossiers, read_dossiers
from checker.escalation.findings import Finding
from checker.escalation.process import ChainMissing, run_durable
from checker.escalation.python_chain import run_python
from checker.escalation.rows import EscalationRow, Person, Setting, rows_of

DURABLE = "durable"
PYTHON = "python"


def escalate(
    cases: Path,
    people: Iterable[Person],
    period: tuple[date, date],
    titles: Mapping[str, Mapping[str, str]] | None = None,
    chain: str = DURABLE,
    definitions: Definitions | None = None,
) -> list[EscalationRow]:
    """The rows of escalations.parquet, ordered by escalation_id, for a cases.parquet and the local dates [start, end).

    `titles`: rule id to language to title. `chain`: durable or python; where durable-rules cannot be imported the
    latter stands in, and the rows say so. Raises UsageError (unknown chain), IncompleteError (the stage failed)."""
    declared = definitions or load_definitions()
    dossiers = read_dossiers(cases)
    check_dossiers(dossiers)
    found, reasoner = draw(declared, dossiers, chain)
    setting = Setting(declared, period, reasoner, {person.employee_id: person for person in people}, titles or {})
    rows = [
        row for dossier, findings in zip(dossiers, found, strict=True) for row in rows_of(setting, dossier, findings)
    ]
    return sorted(rows, key=lambda row: row.escalation_id)


def draw(definitions: Definitions, dossiers: list[Dossier], chain: str) -> tuple[list[frozenset[Finding]], str]:
    """The findings of each dossier, and which reasoner drew them."""
    if chain not in (DURABLE, PYTHON):
        raise UsageError(Problem("--chain", f"unknown chain '{chain}'", nearest(chain, (DURABLE, PYTHON))))
    if chain == DURABLE and dossiers:
        try:
            return run_durable(definitions, dossiers), DURABLE
        except ChainMissing:
            pass
    return run_python(definitions, dossiers), PYTHON
