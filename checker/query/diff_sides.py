"""Two stored audits opened beside each other, to be compared."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from checker.errors import Problem, UsageError
from checker.tables import CASES, MARKS

TOLD = {**CASES, **{name: MARKS[name] for name in ("change", "first_seen")}}
"""The columns of a side."""
NAMES = "CREATE VIEW names AS SELECT entity, id, arg_max(name, place) AS name FROM ({people}) GROUP BY entity, id"
NOBODY = "SELECT '' AS id, '' AS entity, '' AS name, 0 AS place WHERE FALSE"


@dataclass(frozen=True)
class Side:
    """One audit to compare: its folder and its manifest."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def audit_id(self) -> str:
        """The name of the audit."""
        return str(self.manifest["audit_id"])

    @property
    def as_of(self) -> datetime:
        """The instant up to which facts counted as known, naive UTC."""
        moment = datetime.fromisoformat(str(self.manifest["as_of"]))
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment

    @property
    def period(self) -> tuple[date, date]:
        """The local days [start, end) that were judged."""
        told = self.manifest["period"]
        return date.fromisoformat(str(told["start"])), date.fromisoformat(str(told["end"]))

    def precedes(self, other: "Side") -> bool:
        """Whether it knew less, or as much and looked at an earlier period."""
        return (self.as_of, *reversed(self.period)) < (other.as_of, *reversed(other.period))

    @property
    def formerly(self) -> Mapping[str, list[str]]:
        """The former ids of its rules."""
        return dict((self.manifest.get("rules") or {}).get("formerly") or {})


@contextmanager
def opened(before: Side, after: Side) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the cases of both as `a` and `b`, their rules as `rules_a` and `rules_b`, and `names`.

    Rules go by the names that the later of their names is. Raises UsageError: a folder is no stored audit, or the two
    speak of different companies.
    """
    _check(before, after)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE renamed (former VARCHAR, rule_id VARCHAR)")
        renamed = {old: new for side in (before, after) for new, names in side.formerly.items() for old in names}
        for pair in sorted(renamed.items()):
            connection.execute("INSERT INTO renamed VALUES (?, ?)", pair)
        for name, side in (("a", before), ("b", after)):
            _open(connection, name, side)
        files = [(place, side.folder / "people.parquet") for place, side in enumerate((before, after))]
        people = [f"SELECT id, entity, name, {n} AS place FROM {_file(path)}" for n, path in files if path.is_file()]
        connection.execute(NAMES.format(people=" UNION ALL ".join(people or [NOBODY])))
        yield connection


def _check(before: Side, after: Side) -> None:
    lacking = [
        path
        for side in (before, after)
        for path in (side.folder / "cases.parquet", side.folder / "rules.parquet")
        if not path.is_file()
    ]
    if lacking:
        raise UsageError(Problem(str(path), "is missing", "`checker verify` shows what is damaged") for path in lacking)
    companies = [str(side.manifest.get("company") or "") for side in (before, after)]
    if all(companies) and companies[0] != companies[1]:
        what = f"{before.audit_id} is of {companies[0]}, {after.audit_id} of {companies[1]}"
        raise UsageError(Problem("audit", what, "compare audits of one company"))


def _open(connection: duckdb.DuckDBPyConnection, name: str, side: Side) -> None:
    cases = _file(side.folder / "cases.parquet")
    there = set(connection.sql(f"SELECT * FROM {cases}").columns)
    listed = [f"c.{one}" if one in there else f"{_lacking(one, type_)} AS {one}" for one, type_ in TOLD.items()]
    connection.execute(
        f"CREATE VIEW {name} AS SELECT * REPLACE (COALESCE(n.rule_id, c.rule_id) AS rule_id) "
        f"FROM (SELECT {', '.join(listed)} FROM {cases} AS c) AS c LEFT JOIN renamed AS n ON n.former = c.rule_id"
    )
    connection.execute(
        f"CREATE TABLE rules_{name} AS SELECT COALESCE(n.rule_id, r.rule_id) AS rule_id, r.status, r.status_reason, "
        f"r.title_en, r.title_ru, r.title_zh FROM {_file(side.folder / 'rules.parquet')} AS r "
        "LEFT JOIN renamed AS n ON n.former = r.rule_id"
    )


def _lacking(column: str, type_: str) -> str:
    """What an audit of an earlier version would have said: it has no marks, and follows nothing from anything."""
    return "''" if column in ("change", "implied_by") else f"CAST(NULL AS {type_})"


def _file(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"read_parquet('{text}')"
