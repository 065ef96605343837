"""Stored cases of a rule beside those of another judgement of it: what vanishes, appears, or changes."""

from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

CHANGING = ("outcome", "severity", "effect", "standing", "scope", "responsible_id", "due_at")
VERDICTS = ("met", "violated", "pending", "undetermined")
_SIDE = """
CREATE VIEW {name} AS SELECT case_id, COALESCE(m.new_id, c.rule_id) AS rule_id, subject_id, occurrence, verdict,
    {changing} FROM read_parquet('{file}') AS c {join}
"""
_PAIRS = """
CREATE VIEW pair AS SELECT COALESCE(b.case_id, a.case_id) AS case_id, COALESCE(a.rule_id, b.rule_id) AS rule_id,
    COALESCE(a.subject_id, b.subject_id) AS subject_id, COALESCE(a.occurrence, b.occurrence) AS occurrence,
    COALESCE(a.responsible_id, b.responsible_id, '') AS responsible_id,
    COALESCE(b.verdict, '') AS before, COALESCE(a.verdict, '') AS after,
    list_filter([{differing}], lambda x: x <> '') AS changed
FROM stored AS b FULL JOIN again AS a ON a.case_id = b.case_id
"""
_FLIPS = """
CREATE VIEW flip AS SELECT *, CASE
    WHEN before = 'violated' AND after = 'violated' THEN 'changed'
    WHEN before = 'violated' THEN 'vanished' ELSE 'appeared' END AS became
FROM pair WHERE 'violated' IN (before, after) AND (before <> after OR len(changed) > 0)
"""


@dataclass(frozen=True)
class Flip:
    """One case that is another: verdicts before and after ('' where it is no kept case of the period), and the columns
    that differ where it is a violation in both."""

    case_id: str
    subject_id: str
    occurrence: str
    responsible_id: str
    responsible_name: str
    before: str
    after: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Counts:
    """Cases of one rule in scope period."""

    met: int = 0
    violated: int = 0
    pending: int = 0
    undetermined: int = 0


@dataclass(frozen=True)
class Flips:
    """What becomes of the violations of one rule: how many, and some of each."""

    vanished: int
    appeared: int
    changed: int
    examples: dict[str, tuple[Flip, ...]]


class Sides:
    """The tables of a stored audit and those of the other judgement. `renamed`: stored rule ids to those of now."""

    def __init__(self, stored: Path, again: Path, renamed: dict[str, str], shown: int) -> None:
        self.stored, self.again, self.renamed, self.shown = stored, again, renamed, shown
        self.connection = duckdb.connect()
        self._prepare()

    def close(self) -> None:
        """End the connection."""
        self.connection.close()

    def counts(self, folder: Path, ids: dict[str, str]) -> dict[str, Counts]:
        """Cases in scope period by rule, under the ids that `ids` gives them."""
        source = _text(folder / "tallies.parquet")
        rows = self.connection.execute(
            f"SELECT rule_id, verdict, CAST(SUM(n) AS BIGINT) FROM read_parquet({source}) WHERE scope = 'period' "
            "AND verdict <> 'not_applicable' GROUP BY ALL"
        ).fetchall()
        found: dict[str, dict[str, int]] = {}
        for rule_id, verdict, n in rows:
            found.setdefault(ids.get(rule_id, rule_id), {})[verdict] = n
        return {rule_id: Counts(**told) for rule_id, told in found.items()}

    def flips(self, rule_id: str) -> Flips:
        """What becomes of the violations of a rule, examples by case id."""
        counted = dict(
            self.connection.execute(
                "SELECT became, COUNT(*) FROM flip WHERE rule_id = ? GROUP BY 1", [rule_id]
            ).fetchall()
        )
        examples = {name: self._examples(rule_id, name) for name in ("vanished", "appeared", "changed")}
        vanished, appeared, changed = (int(counted.get(name, 0)) for name in ("vanished", "appeared", "changed"))
        return Flips(vanished, appeared, changed, examples)

    def _examples(self, rule_id: str, became: str) -> tuple[Flip, ...]:
        rows = self.connection.execute(
            "SELECT case_id, subject_id, occurrence, responsible_id, COALESCE(p.name, ''), before, after, changed "
            "FROM flip LEFT JOIN person AS p ON p.id = responsible_id "
            f"WHERE rule_id = ? AND became = ? ORDER BY case_id LIMIT {self.shown:d}",
            [rule_id, became],
        ).fetchall()
        names = [field.name for field in fields(Flip)]
        return tuple(Flip(**dict(zip(names, (*row[:7], tuple(row[7])), strict=True))) for row in rows)

    def _prepare(self) -> None:
        self.connection.execute("CREATE TABLE renamed (old_id VARCHAR, new_id VARCHAR)")
        for old, new in sorted(self.renamed.items()):
            self.connection.execute("INSERT INTO renamed VALUES (?, ?)", [old, new])
        changing = ", ".join(CHANGING)
        join = "JOIN renamed AS m ON m.old_id = c.rule_id"
        files = {"stored": (self.stored, join), "again": (self.again, "LEFT JOIN renamed AS m ON FALSE")}
        for name, (folder, joined) in files.items():
            cases = _text(folder / "cases.parquet").strip("'")
            self.connection.execute(_SIDE.format(name=name, changing=changing, file=cases, join=joined))
        differing = ", ".join(
            f"CASE WHEN a.{name} IS DISTINCT FROM b.{name} THEN '{name}' ELSE '' END" for name in CHANGING
        )
        self.connection.execute(_PAIRS.format(differing=differing))
        self.connection.execute(_FLIPS)
        people = [folder / "people.parquet" for folder in (self.stored, self.again)]
        known = ", ".join(_text(file) for file in people if file.is_file())
        names = f"read_parquet([{known}]) WHERE entity = 'employee' GROUP BY id"
        source = f"id, MIN(name) AS name FROM {names}" if known else "'' AS id, '' AS name LIMIT 0"
        self.connection.execute(f"CREATE VIEW person AS SELECT {source}")


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
