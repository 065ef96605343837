"""SQL of the cases that are kept row by row: what became of each, its evidence, and its text in every language."""

from checker.cases.evidence import evidence_sql, missing_sql, quoted, source_sql
from checker.cases.texts import texts_sql
from checker.cases.verdicts import STANDING
from checker.kinds.query import CaseQuery
from checker.kinds.relations import Relations
from checker.tables import CASES

OUTCOME = "CASE WHEN j.verdict <> 'violated' THEN '' WHEN j.gate <> '' THEN j.gate_reason ELSE j.wrong END"
_TOLD = "CASE WHEN k.verdict = 'violated' THEN k.outcome ELSE k.verdict END"
REASON = (
    "CASE WHEN j.gate <> '' THEN j.gate_reason WHEN j.verdict <> 'undetermined' THEN '' "
    "WHEN j.due_at IS NULL THEN 'due_unknown' ELSE 'act_unknown' END"
)
# Whole seconds, never rounded up.
_OVERDUE = "CAST(floor(epoch(COALESCE(j.done_at, j.as_of)) - epoch(j.due_at)) AS BIGINT)"
_MOMENT = "COALESCE(j.due_at, j.as_of)"
_ZONED = f"LEFT JOIN zone_span AS z ON z.zone = j.zone AND z.from_utc <= {_MOMENT} AND {_MOMENT} < z.until_utc"


def cases_sql(query: CaseQuery, pack: str, relations: Relations, judging: str, chosen: str) -> str:
    """SQL of the rows of cases.parquet, from the SQL of the judged rows and the condition that chooses among them."""
    texts = texts_sql(query)
    columns = _columns(query, pack, relations) | dict(texts.sentences)
    listed = ", ".join(f'{columns[name]} AS "{name}"' for name in CASES)
    raw = (
        f"SELECT j.*, {OUTCOME} AS outcome, {REASON} AS reason, COALESCE(z.offset_s, 0) AS offset_s, "
        f"{_OVERDUE} AS overdue_s FROM ({judging}) AS j {_ZONED} WHERE {chosen}"
    )
    first = f"SELECT k.*, {missing_sql(query, relations)} AS missing FROM ({raw}) AS k"
    pieces = "".join(f", {sql} AS {column}" for column, sql in texts.pieces.items())
    second = f"SELECT k.*, {_TOLD} AS told, {source_sql()} AS source_json{pieces} FROM ({first}) AS k"
    return f"SELECT {listed} FROM ({second}) AS k"


def _columns(query: CaseQuery, pack: str, relations: Relations) -> dict[str, str]:
    rule = query.rule
    constant = {
        "rule_id": quoted(rule.id),
        "pack": quoted(pack),
        "kind": quoted(rule.kind),  # type: ignore[attr-defined]
        "basis": quoted(rule.basis),
        "effect": quoted(rule.effect),
        "judged": quoted("state" if rule.is_state else "event"),
        "due_inclusive": "TRUE" if query.inclusive else "FALSE",
        "measure": quoted(query.measure),
    }
    computed = {
        "clauses": "string_split(k.clauses, ' ')",
        "standing": STANDING,
        "evidence": evidence_sql(query, relations),
        "unit_id": "COALESCE(k.unit_id, '')",
        "tier": "COALESCE(k.tier, '')",
        "client_id": "COALESCE(k.client_id, '')",
    }
    return {name: f"k.{name}" for name in CASES} | constant | computed
