"""SQL of judged rows with what became of each, without evidence and texts."""

from collections.abc import Iterable

from checker.cases.evidence import missing_sql
from checker.cases.keeping import OUTCOME, REASON
from checker.kinds.query import CaseQuery
from checker.kinds.relations import Relations


def told_sql(query: CaseQuery, relations: Relations, judging: str, columns: Iterable[str]) -> str:
    """SQL of these columns of cases.parquet, from the SQL of the judged rows; without the evidence and the texts."""
    raw = f"SELECT j.*, {OUTCOME} AS outcome, {REASON} AS reason FROM ({judging}) AS j"
    own = {"missing": missing_sql(query, relations), "due_inclusive": "TRUE" if query.inclusive else "FALSE"}
    listed = ", ".join(own.get(name, f"k.{name}") for name in columns)
    return f"SELECT {listed} FROM ({raw}) AS k"
