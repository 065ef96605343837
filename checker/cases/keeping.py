"""SQL of the cases that are kept row by row: what became of each, its evidence, and what its text will mention."""

from checker.cases.evidence import evidence_sql, missing_sql, owing_sql, quoted, source_sql
from checker.cases.verdicts import STANDING
from checker.kinds.query import CaseQuery
from checker.kinds.relations import Relations
from checker.tables import CASES

OUTCOME = "CASE WHEN j.verdict <> 'violated' THEN '' WHEN j.gate <> '' THEN j.gate_reason ELSE j.wrong END"
REASON = (
    "CASE WHEN j.gate <> '' THEN j.gate_reason WHEN j.verdict <> 'undetermined' THEN '' "
    "WHEN j.due_at IS NULL THEN 'due_unknown' ELSE 'act_unknown' END"
)


def kept_sql(query: CaseQuery, pack: str, relations: Relations, judging: str, chosen: str) -> str:
    """SQL of the rows of `kept`, from the SQL of the judged rows and the condition that chooses among them."""
    columns = _columns(query, pack, relations)
    listed = ", ".join(f'{columns[name]} AS "{name}"' for name in (*CASES, "owing"))
    said = f"{OUTCOME} AS outcome, {REASON} AS reason, {source_sql('j')} AS source_json"
    return f"SELECT {listed} FROM (SELECT j.*, {said} FROM ({judging}) AS j WHERE {chosen}) AS k"


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
        "implied_by": "''",
    }
    computed = {
        "clauses": "string_split(k.clauses, ' ')",
        "standing": STANDING,
        "evidence": evidence_sql(query, relations),
        "missing": missing_sql(query, relations),
        "owing": owing_sql(query),
        "unit_id": "COALESCE(k.unit_id, '')",
        "tier": "COALESCE(k.tier, '')",
        "client_id": "COALESCE(k.client_id, '')",
    }
    untold = {name: "NULL" for name in CASES if name.startswith("text_")}
    return {name: f"k.{name}" for name in CASES} | constant | computed | untold
