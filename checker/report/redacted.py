"""An audit written again without names, contacts, numbers of records and free text; every format reads that copy."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from checker.report.addressed import known_units
from checker.report.content import Report, read_report
from checker.report.derived import (
    Connection,
    folder_aside,
    write_changed,
    write_file_changed,
    write_manifest,
    write_selected,
)
from checker.report.narrowed_manifest import policy_told
from checker.report.redacted_rows import RedactedRows
from checker.report.redaction import Redaction
from checker.report.redaction_codes import codes_of
from checker.report.stored import READINGS, opened

ABOUT = ("audit_id", "period", "as_of", "taken_at", "zone", "company", "versions", "complete", "rules", "exit_code")
FIGURES = ("counts", "met", "violated", "rate", "rate_after_waivers")
SETTINGS = ("flags", "parameters", "changed_parameters")


@contextmanager
def redacted(report: Report, key_file: Path | None = None) -> Iterator[Report]:
    """The report with codes instead of people, clients and records; its folder is gone afterwards.

    `key_file`: a secret, under which codes are the same in other reports. UsageError: it cannot be used."""
    codes = codes_of(report.folder, key_file)
    with folder_aside() as folder:
        with opened(report.folder) as connection:
            redaction = Redaction(codes, _known(connection, report.folder))
            units = dict(connection.execute("SELECT id, name FROM names WHERE entity = 'org_unit'").fetchall())
            _write(connection, RedactedRows(report, redaction, units), report.folder, folder)
        write_manifest(redacted_manifest(report.manifest, redaction), folder)
        yield replace(read_report(folder), showing=report.showing, addressed=report.addressed)


def redacted_manifest(manifest: Mapping[str, Any], redaction: Redaction) -> dict[str, Any]:
    """What was audited, how and with which figures; what else the manifest tells is left out."""
    configuration = manifest.get("configuration") or {}
    policy = policy_told(configuration.get("policy") or {})
    settings = {name: configuration[name] for name in SETTINGS if name in configuration}
    return {
        **{name: manifest[name] for name in (*ABOUT, *FIGURES) if name in manifest},
        "incomplete": redaction.everywhere(manifest.get("incomplete") or []),
        "snapshot": redaction.everywhere(manifest.get("snapshot") or {}),
        "configuration": {**redaction.everywhere(settings), "policy": policy},
        "followed": redaction.followed(manifest.get("followed") or {}),
        "redacted": {"keyed": redaction.codes.keyed},
    }


def _write(connection: Connection, rows: RedactedRows, source: Path, target: Path) -> None:
    for table, change, order in (
        ("cases", rows.case, "case_id"),
        ("tallies", rows.tally, "ALL"),
        ("rules", rows.rule, "rule_id"),
        ("escalations", rows.escalation, "escalation_id"),
        ("quarantine", rows.quarantined, 'file, "row", "column", raw'),
    ):
        write_changed(connection, f"SELECT * FROM {table} ORDER BY {order}", change, target / f"{table}.parquet")
    write_selected(connection, "SELECT * FROM clauses", target / "clauses.parquet")
    write_selected(connection, "SELECT * FROM people WHERE entity = 'org_unit'", target / "people.parquet")
    write_file_changed(connection, source / "units.parquet", rows.unit, target / "units.parquet")
    write_file_changed(connection, source / READINGS, rows.reading, target / READINGS)


def _known(connection: Connection, folder: Path) -> list[tuple[str, str, str | None]]:
    """Entity, id and name of everybody: heads of units too, who may answer for nothing."""
    heads = [("employee", unit.head_id, unit.head_name) for unit in known_units(folder).values() if unit.head_id]
    return [*((str(entity), str(key), name) for entity, key, name in connection.execute(_KNOWN).fetchall()), *heads]


_KNOWN = """
SELECT entity, id, min(name) FROM (
  SELECT entity, id, name FROM people WHERE entity NOT IN ('org_unit', 'company') UNION ALL
  SELECT 'client', client_id, NULL FROM cases UNION ALL SELECT 'employee', responsible_id, NULL FROM cases UNION ALL
  SELECT subject_type, subject_id, NULL FROM cases WHERE subject_type IN ('employee', 'client', 'contact_person')
  UNION ALL
  SELECT 'employee', responsible_id, NULL FROM tallies UNION ALL
  SELECT 'employee', addressee_id, NULL FROM escalations UNION ALL
  SELECT subject_type, subject_id, NULL FROM escalations WHERE subject_type IN ('employee', 'client'))
WHERE id <> '' GROUP BY entity, id
"""
