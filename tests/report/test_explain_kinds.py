"""Verdicts of every kind of rule derived again from the stored audit: met, violated and unknown."""

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from checker.cli import run
from checker.kinds import KINDS
from checker.reproduction.proof import FOLLOWS, REPRODUCED, prove
from tests.small_pack import write_pack, write_snapshot

RULE = "  - {{id: {id}, clauses: [k-1], title: {{en: K, ru: К, zh: 类}}, severity: low, basis: explicit, {says}}}\n"
RULES = {
    "required_fields": "subject: client, fields: [name, key_metrics]",
    "invariant": "subject: client, holds: status = 'active'",
    "unique": "subject: client, fields: [name]",
    "reference": "subject: opportunity, when: status = 'won', counterpart: sales_order, on: {opportunity_id: id}",
    "deadline": "subject: inquiry, starts: received_at, within: 30 minutes, clock: calendar, met_by: answered_at",
    "precedence": "subject: contract, before: signed_on, requires: [{name: approval, of: approval,"
    " on: {subject_id: id}, at: decided_at, where: o.decision = 'approved'}]",
    "absence": "subject: employee, when: left_on is not null, event: data_access, on: {employee_id: id},"
    " at: accessed_at, starts: DAY_END(left_on), by: employee_id",
    "cadence": "subject: client, event: interaction, on: {client_id: id}, at: started_at, window: week,"
    " owed_from: created_at",
    "continuity": "subject: org_unit, window: month, spans: task, on: {unit_id: id}, begins: period_start_on,"
    " finishes: period_end_on, owed_from: created_at",
    "transition": "subject: invoice, field: status, steps: {draft: [issued], issued: [paid]}",
}
TABLES = {
    "client": 'id,name,status,created_at,key_metrics\nc1,Роза,active,2024-02-26 09:00:00,"{""turnover"": 5}"\n'
    "c2,Лилия,closed,2024-02-26 09:00:00,\nc3,Роза,,2024-02-26 09:00:00,\n",
    "opportunity": "id,client_id,status\no1,c1,won\no2,c1,won\no3,c2,lost\n",
    "sales_order": "id,client_id,opportunity_id\ns1,c1,o1\n",
    "contract": "id,client_id,signed_on\nk1,c1,2024-03-04\nk2,c1,2024-03-04\nk3,c2,\n",
    "approval": "id,subject_type,subject_id,decision,decided_at\n"
    "a1,contract,k1,approved,2024-03-01 10:00:00\na2,contract,k2,approved,2024-03-05 10:00:00\n",
    "employee": "id,name,left_on\ne1,Иванов,2024-03-01\ne2,Петров,\n",
    "data_access": "id,employee_id,accessed_at\nd1,e1,2024-03-04 10:00:00\nd2,e1,2024-02-01 10:00:00\n",
    "interaction": "id,client_id,started_at\ni1,c1,2024-02-28 10:00:00\ni2,c2,2024-02-01 10:00:00\n",
    "org_unit": "id,name,created_at\nu1,Отдел,2024-01-01 00:00:00\n",
    "task": "id,unit_id,period_start_on,period_end_on\nt1,u1,2024-02-01,2024-02-20\n",
    "invoice": "id,client_id,status\nv1,c1,paid\nv2,c2,declined\n",
    "field_change": "id,entity,entity_id,field,old_value,new_value,changed_at,changed_by_id\n"
    "f1,invoice,v1,status,draft,issued,2024-03-01 10:00:00,e1\n"
    "f2,invoice,v1,status,issued,paid,2024-03-02 10:00:00,e1\n"
    "f3,invoice,v2,status,issued,declined,2024-03-02 10:00:00,e1\n",
}
ALL_STORED = {"required_fields", "invariant", "deadline"}


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kinds")
    listed = "".join(
        RULE.format(id=f"k-{kind.replace('_', '-')}", says=f"kind: {kind}, {says}") for kind, says in RULES.items()
    )
    pack = write_pack(folder, f"pack: kinds\ntitle: {{en: K, ru: К, zh: 类}}\nrules:\n{listed}")
    snapshot = write_snapshot(folder, **TABLES)
    for period in ("2024-02", "2024-03"):
        store = ["--store", str(folder / "store"), "--keep-all", "--max-undetermined", "1", "-q", "--chain", "python"]
        assert run(["audit", str(snapshot), "--rules", str(pack), "--period", period, *store]) == 1
    return max(path.parent for path in (folder / "store").glob("2024-*/manifest.json"))


def test_every_case_of_every_kind_holds(audited: Path) -> None:
    cases = duckdb.sql(
        f"SELECT case_id, kind, verdict, scope FROM read_parquet('{audited}/cases.parquet') ORDER BY ALL"
    ).fetchall()
    came_to = {case_id: prove(audited, case_id) for case_id, *_ in cases}
    assert [(kind, verdict, came_to[name]) for name, kind, verdict, _ in cases if not came_to[name].holds] == []
    outcomes = {(kind, came_to[name].outcome) for name, kind, *_ in cases}
    assert {kind for kind, outcome in outcomes if outcome == REPRODUCED} >= ALL_STORED
    assert {outcome for _, outcome in outcomes} <= {REPRODUCED, FOLLOWS}
    seen = Counter(kind for _, kind, *_ in cases)
    assert set(seen) == set(RULES)
    assert {scope for *_, scope in cases} == {"period", "carried"}


def test_the_oldest_open_window_of_an_earlier_audit_is_not_lost(audited: Path) -> None:
    """February of u1, which ends at its due moment; its subject is still there."""
    found = duckdb.sql(
        f"SELECT subject_id, standing FROM read_parquet('{audited}/cases.parquet') WHERE scope = 'carried'"
    )
    assert found.fetchall() == [("u1", "open")]


def test_no_kind_is_left_out() -> None:
    """Thresholds and indicators are judged of the shipped packs, on named measures."""
    assert KINDS.keys() - RULES.keys() == {"threshold", "indicator"}
