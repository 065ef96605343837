"""An outcome that a rule names itself, and for which no sentence is written, is told by its label."""

from pathlib import Path

import duckdb

from checker.cli import run
from tests.small_pack import write_pack, write_snapshot

RULE = """
  - id: small-{outcome}
    clauses: [small-{number}]
    title: {{en: Telephone known, ru: Телефон известен, zh: 电话已知}}
    severity: low
    basis: explicit
    kind: invariant
    subject: client
    {said}
"""
BY_KIND = RULE.format(outcome="named", number=1, said="holds: FILLED(phone)\n    outcome: not_reported")
BY_GATE = RULE.format(
    outcome="gated",
    number=2,
    said="holds: FILLED(name)\n    gates: [{when: NOT FILLED(phone), verdict: violated, reason: not_planned}]",
)
WITH_SENTENCE = RULE.format(outcome="written", number=3, said="holds: FILLED(phone)\n    outcome: wrong")
PACK = f"pack: small\ntitle: {{en: Small, ru: Малый, zh: 小}}\nrules:{BY_KIND}{BY_GATE}{WITH_SENTENCE}"
CLIENTS = "id,name,phone\nc1,ООО Ромашка,\n"


def stored(folder: Path) -> dict[str, tuple[str, ...]]:
    """Outcome and texts of the violations by rule."""
    write_pack(folder, PACK)
    snapshot = write_snapshot(folder, client=CLIENTS)
    store = folder / "store"
    arguments = ["audit", str(snapshot), "--rules", str(folder / "small.yaml"), "--store", str(store)]
    assert run([*arguments, "--period", "2024-03", "--chain", "python", "--quiet"]) == 1
    (path,) = store.glob("*/cases.parquet")
    rows = duckdb.connect().execute(f"SELECT rule_id, outcome, text_en, text_ru, text_zh FROM '{path}'").fetchall()
    return {row[0]: row[1:] for row in rows}


def test_an_outcome_without_a_sentence_is_told_by_its_label(tmp_path: Path) -> None:
    found = stored(tmp_path)
    assert found["small-named"] == (
        "not_reported",
        "Telephone known. Client c1: Not reported.",
        "Телефон известен. Клиент c1: Не сообщено.",
        "电话已知。客户 c1：未报告。",
    )
    assert found["small-gated"] == (
        "not_planned",
        "Telephone known. Client c1: Not planned before.",
        "Телефон известен. Клиент c1: Не заполнено заранее.",
        "电话已知。客户 c1：未事先填写计划。",
    )
    outcome, text, *_ = found["small-written"]
    assert (outcome, "the requirement does not hold" in text) == ("wrong", True)
