"""What earlier audits said of every case: one narrow row each, kept in files beside the engine and not in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from checker.cases.engine import DuckDBEngine
from checker.cases.evidence import quoted
from checker.errors import Problem, UsageError

CASES, RULES = "cases.parquet", "rules.parquet"
# Rows of earlier audits that are brought together at once: what a slice of them needs fits beside everything else.
SLICE = 1_500_000
# Columns that audits stored by earlier versions lack.
ADDED = {"first_seen": "TIMESTAMP"}
READ = (
    "case_id",
    "rule_id",
    "subject_type",
    "subject_id",
    "judged",
    "effect",
    "verdict",
    "standing",
    "due_at",
    "first_seen",
)

COLUMNS = {
    "case_id": "VARCHAR",
    "rule_id": "VARCHAR",
    "subject_type": "VARCHAR",
    "subject_id": "VARCHAR",
    "is_state": "BOOLEAN",
    "is_violation": "BOOLEAN",
    "place": "INTEGER",
    "last": "VARCHAR",
    "final": "VARCHAR",
    "final_place": "INTEGER",
    "unsure": "INTEGER[]",
    "first_seen": "TIMESTAMP",
    "due_at": "TIMESTAMP",
}
"""Columns of `before_case`. `is_state`: judged anew by every audit; `is_violation`: by a rule whose effect is one.

`last`: what the last audit that spoke of the case said, at `place` in the order of knowledge: the standing of a
violation (open, cured, void, lost), else the verdict. `final`: the last such word that settles something (open, cured,
void, met), at `final_place`, '' for none: a lost record, like missing data, settles nothing. `unsure`: the places, in
no order, at which a case of state could not be judged or its subject was gone, NULL for none. `first_seen`: as of when
it was first seen violated, NULL for never.
"""

_WORDS = ("open", "cured", "void", "lost", "met", "undetermined", "pending")
_SETTLING = tuple(_WORDS.index(word) + 1 for word in ("open", "cured", "void", "met"))
_UNSURE = tuple(_WORDS.index(word) + 1 for word in ("lost", "undetermined", "pending"))
# A word and its place in one number, so that what is largest was said last; a standing that nobody wrote is open.
_SAID = (
    "place * 8 + CASE WHEN verdict = 'violated' THEN CASE standing WHEN 'cured' THEN 2 WHEN 'void' THEN 3 "
    "WHEN 'lost' THEN 4 ELSE 1 END WHEN verdict = 'met' THEN 5 WHEN verdict = 'undetermined' THEN 6 ELSE 7 END"
)
_SUMMED = f"""
SELECT case_id, MIN(rule_id) AS rule_id, MIN(subject_type) AS subject_type, MIN(subject_id) AS subject_id,
    BOOL_OR(judged = 'state') AS is_state, BOOL_OR(effect = 'violation') AS is_violation, MAX(said) AS said,
    MAX(said) FILTER (said % 8 IN {_SETTLING}) AS settled,
    LIST(place) FILTER (said % 8 IN {_UNSURE} AND judged = 'state') AS unsure,
    MIN(first_seen) FILTER (verdict = 'violated') AS first_seen, MAX(due_at) AS due_at
FROM (SELECT *, {_SAID} AS said FROM ({{source}})) GROUP BY case_id
"""
_TOLD = f"""
SELECT case_id, rule_id, subject_type, subject_id, is_state, is_violation, CAST(said // 8 AS INTEGER) AS place,
    {list(_WORDS)}[said % 8] AS last, COALESCE({list(_WORDS)}[settled % 8], '') AS final,
    CAST(settled // 8 AS INTEGER) AS final_place, unsure, first_seen, due_at
FROM ({_SUMMED}) ORDER BY rule_id
"""


@dataclass(frozen=True)
class EarlierAudit:
    """An audit that came before: its folder, and the moment as of which it judged (naive UTC)."""

    folder: Path
    as_of: datetime


def create_before(
    engine: DuckDBEngine, audits: Sequence[EarlierAudit], work: Path | None, renamed: Mapping[str, str]
) -> None:
    """Make `before_case` of the audits, oldest knowledge first, and `before_rule` (place, rule_id): the rules that ran.

    Both speak of rules by their names of today: `renamed` is former id to id. `work` is a folder of the engine's own.
    To be called before it is shut in. UsageError: a folder lacks its files.
    """
    engine.execute("CREATE TABLE before_rule (place INTEGER, rule_id VARCHAR)")
    if not audits or work is None:
        engine.execute(f"CREATE TABLE before_case ({', '.join(f'{name} {type_}' for name, type_ in COLUMNS.items())})")
        return
    _check(audits)
    engine.execute("CREATE TEMP TABLE renamed (former VARCHAR, rule_id VARCHAR)")
    for former, rule_id in renamed.items():
        engine.execute("INSERT INTO renamed VALUES (?, ?)", [former, rule_id])
    for place, audit in enumerate(audits):
        engine.execute(
            f"INSERT INTO before_rule SELECT {place}, COALESCE(n.rule_id, r.rule_id) FROM {_file(audit, RULES)} AS r "
            "LEFT JOIN renamed AS n ON n.former = r.rule_id WHERE r.status = 'ran'"
        )
    _write_slices(engine, audits, work / "before", bool(renamed))
    pattern = quoted(f"{work / 'before'}/*.parquet")
    engine.execute(f"CREATE VIEW before_case AS SELECT * FROM read_parquet({pattern})")


def note_ran(engine: DuckDBEngine, rules: Sequence[str]) -> None:
    """Make `ran_now` (rule_id): the rules that ran in this audit, to be set beside `before_rule`."""
    engine.execute("CREATE OR REPLACE TABLE ran_now AS SELECT UNNEST($1::VARCHAR[]) AS rule_id", [list(rules)])


def _check(audits: Sequence[EarlierAudit]) -> None:
    lacking = [path for audit in audits for path in (audit.folder / CASES, audit.folder / RULES) if not path.is_file()]
    if lacking:
        remedy = "`checker verify` shows what is damaged; restore the audit from a backup of the store"
        raise UsageError(Problem(str(path), "is missing from a stored audit", remedy) for path in lacking)


def _write_slices(engine: DuckDBEngine, audits: Sequence[EarlierAudit], folder: Path, renames: bool) -> None:
    """Cases are brought together by the beginnings of their ids, which the files of cases are ordered by."""
    folder.mkdir(parents=True)
    source = " UNION ALL ".join(_rows(engine, place, audit) for place, audit in enumerate(audits))
    if renames:
        rows = "SELECT r.* REPLACE (COALESCE(n.rule_id, r.rule_id) AS rule_id)"
        source = f"{rows} FROM ({source}) AS r LEFT JOIN renamed AS n ON n.former = r.rule_id"
    files = ", ".join(quoted(str(audit.folder / CASES)) for audit in audits)
    ((rows_in_all,),) = engine.execute(f"SELECT COALESCE(SUM(num_rows), 0) FROM parquet_file_metadata([{files}])")
    slices = min(256, int(rows_in_all) // SLICE + 1)
    bounds = [f"{number * 256 // slices:02x}" for number in range(1, slices)]
    for number, (first, end) in enumerate(zip(["", *bounds], [*bounds, ""], strict=True)):
        begins = f"case_id >= {quoted(first)}" + (f" AND case_id < {quoted(end)}" if end else "")
        told = _TOLD.format(source=f"SELECT * FROM ({source}) WHERE {begins}")
        engine.write(told, folder / f"{number:03d}.parquet")


def _rows(engine: DuckDBEngine, place: int, audit: EarlierAudit) -> str:
    """One audit's cases; a violation that carries no first sight was first seen then."""
    file = _file(audit, CASES)
    there = {name for (name,) in engine.execute(f"SELECT column_name FROM (DESCRIBE SELECT * FROM {file})")}
    own = {name: f"CAST(NULL AS {type_})" for name, type_ in ADDED.items() if name not in there}
    seen = own.get("first_seen", "first_seen")
    own["first_seen"] = f"COALESCE({seen}, TIMESTAMP '{audit.as_of.isoformat(sep=' ')}')"
    listed = ", ".join(f"{own[name]} AS {name}" if name in own else name for name in READ)
    return f"SELECT {listed}, {place} AS place FROM {file}"


def _file(audit: EarlierAudit, name: str) -> str:
    return f"read_parquet({quoted(str(audit.folder / name))})"
