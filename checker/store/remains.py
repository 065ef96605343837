"""What a pruned audit leaves behind: as much as later audits must know of it, and no more."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from checker.store.audits import CASES, MANIFEST, StoredAudit, moment, remembered

RULES = "rules.parquet"
MEMORY = "650MB"
# Who was responsible, and all that only explains a case to a reader.
TAKEN = (
    *("client_id", "responsible_id", "unit_id", "tier", "source_file", "source_row", "evidence"),
    *("text_en", "text_ru", "text_zh", "reason", "missing", "measured", "limit_value"),
    *("waiver_reason", "waiver_approver"),
)
EMPTY = {"VARCHAR": "''", "VARCHAR[]": "CAST([] AS VARCHAR[])"}
# A case whose subject is gone is told from the row that last knew it.
UNSAID = "c.judged = 'event' AND {unsettled} AND c.case_id NOT IN (SELECT case_id FROM told)"
OPEN = "c.verdict IN ('violated', 'undetermined')"
SEEN = "(c.verdict = 'pending' AND c.first_seen IS NOT NULL)"
TOLD = """
CREATE TABLE told AS SELECT case_id FROM spoken GROUP BY case_id HAVING arg_min(standing, place) NOT IN ('lost', 'void')
"""


def write_remains(store: Path, audit: StoredAudit, folder: Path) -> None:
    """The manifest, the rules, and the cases without persons, texts and evidence.

    An open event case of which no later audit has judged again keeps its whole row: it is still to be followed.
    Raises OSError; UsageError where a later audit's manifest cannot be read."""
    for name in (MANIFEST, RULES):
        if (audit.folder / name).is_file():
            shutil.copyfile(audit.folder / name, folder / name)
    later = [each.cases for each in followers(store, audit) if each.cases.is_file()]
    try:
        with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder.parent / "spill")}) as con:
            _write_cases(con, audit.cases, later, folder / CASES)
    except duckdb.Error as error:
        raise OSError(None, str(error).splitlines()[0], str(audit.cases)) from error


def followers(store: Path, audit: StoredAudit) -> list[StoredAudit]:
    """The audits that look at this one's open cases again, the nearest first. Raises UsageError."""
    company = audit.manifest.get("company")
    found = [
        each
        for each in remembered(store)
        if moment(each) > moment(audit) and each.packs & audit.packs and each.manifest.get("company") in (None, company)
    ]
    return sorted(found, key=lambda each: (moment(each), each.audit_id))


def _write_cases(con: duckdb.DuckDBPyConnection, cases: Path, later: Sequence[Path], target: Path) -> None:
    con.execute("CREATE TABLE spoken (case_id VARCHAR, standing VARCHAR, place INTEGER)")
    for place, file in enumerate(later):
        con.execute(f"INSERT INTO spoken SELECT case_id, standing, {place} FROM read_parquet({_quoted(file)})")
    con.execute(TOLD)
    con.execute(f"CREATE VIEW c AS SELECT * FROM read_parquet({_quoted(cases)})")
    columns = {name: type_ for name, type_, *_ in con.execute("DESCRIBE c").fetchall()}
    unsaid = UNSAID.format(unsettled=f"({OPEN} OR {SEEN})" if "first_seen" in columns else OPEN)
    kept = ", ".join(
        f'CASE WHEN {unsaid} THEN c."{name}" ELSE {EMPTY.get(type_, "NULL")} END AS "{name}"'
        if name in TAKEN
        else f'c."{name}"'
        for name, type_ in columns.items()
    )
    con.execute(
        f"COPY (SELECT {kept} FROM c ORDER BY case_id, rule_id) TO {_quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
    )


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
