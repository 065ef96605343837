"""Letters about cases that lack something: nobody responsible, no figure, no moment, no name of the field."""

import json
from pathlib import Path
from typing import Any

import pytest
from case_shapes import CALL, CARD, REPLY, case
from stored_audit import make_audit

from checker.report.letter import letter

TITLES = {"en": "SP-2: clients", "ru": "СП-2 «Клиенты»", "zh": "SP-2 标准：客户"}
DAY = {"opened_at": "2026-10-13 21:00:00", "due_at": "2026-10-14 21:00:00", "due_inclusive": False}


def written(folder: Path, lang: str, shape: dict[str, Any], manifest: dict[str, Any] | None = None, **row: Any) -> str:
    """The letter about one case of a store of its own."""
    row = {"subject_id": "X-1", "standing": "open", **row}
    folder = make_audit(folder, cases=[case("a1", shape, **row)], **(manifest or {}))
    return letter(folder, "a1", lang)


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "Basis: SP-2: clients, §3 оп. 16 — Reply in half an hour"),
        ("ru", "Основание: СП-2 «Клиенты», §3 оп. 16 — Пункт sp2-16d"),
        ("zh", "依据：SP-2 标准：客户，§3 оп. 16——条款 sp2-16d"),
    ],
)
def test_the_regulation_is_named(tmp_path: Path, lang: str, says: str) -> None:
    rules = {"packs": [{"name": "sp2", "title": TITLES}], "count": 8}
    assert f"  {says}\n" in written(tmp_path, lang, REPLY, {"rules": rules}, outcome="absent")


@pytest.mark.parametrize(
    ("lang", "says", "not_said"),
    [
        ("en", "for which nobody is recorded as responsible", "you are recorded"),
        ("ru", "письмо направлено Вам как руководителю", "закреплена за Вами"),
        ("zh", "数据中未记录责任人，故致函负责人", "由您负责"),
    ],
)
@pytest.mark.parametrize("effect", ["violation", "suspicion"])
def test_nobody_is_told_to_be_responsible_who_is_not(
    tmp_path: Path, effect: str, lang: str, says: str, not_said: str
) -> None:
    text = written(tmp_path, lang, REPLY, outcome="absent", effect=effect)
    assert says in text
    assert not_said not in text


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
@pytest.mark.parametrize("verdict", ["met", "pending", "undetermined", "violated"])
@pytest.mark.parametrize("effect", ["violation", "suspicion", "advice"])
def test_every_tone_has_its_words(tmp_path: Path, effect: str, verdict: str, lang: str) -> None:
    outcome = "absent" if verdict == "violated" else ""
    assert written(tmp_path, lang, REPLY, verdict=verdict, outcome=outcome, effect=effect)


@pytest.mark.parametrize(
    ("shape", "row", "sentence"),
    [
        ({**CARD, "kind": "invariant"}, {"outcome": "above"}, "Client X-1: above the limit."),
        ({**CARD, "kind": "invariant"}, {"outcome": "wrong"}, "Client X-1: the requirement does not hold."),
        (REPLY, {"outcome": "invalid"}, "Inquiry X-1: filled, but not validly."),
        (
            {**CARD, "kind": "invariant"},
            {"outcome": "absent", "due_at": "2026-11-01 06:00:00"},
            "Client X-1: not done.",
        ),
        ({**CARD, "kind": "invariant"}, {"verdict": "pending", "due_at": "2026-11-01"}, "Client X-1: not yet due."),
        (
            REPLY,
            {"verdict": "undetermined", "reason": "act_unknown"},
            "Inquiry X-1: cannot be judged. Reason: Not known whether it was done.",
        ),
    ],
)
def test_a_sentence_tells_no_more_than_is_known(
    tmp_path: Path, shape: dict[str, Any], row: dict[str, Any], sentence: str
) -> None:
    """No dash where a figure or a field would stand, and no due moment of a state."""
    text = written(tmp_path, "en", shape, **row)
    assert f"  {sentence}\n" in text
    assert "Done:" not in text or row.get("outcome") == "invalid"


def test_a_whole_day_is_said_as_a_day_and_people_by_their_names(tmp_path: Path) -> None:
    row = {"subject_type": "employee", "subject_id": "e1", "measure": "count", "limit_value": 1.0, **DAY}
    text = written(tmp_path, "en", CALL, outcome="absent", measured=0.0, **row)
    assert "  Employee Иванов Иван Иванович: not once between 14 Oct 2026 and 14 Oct 2026; 1 required.\n" in text
    assert "Subject: Weekly call — Employee Иванов Иван Иванович\n" in text


def test_the_company_is_called_by_its_name(tmp_path: Path) -> None:
    text = written(tmp_path, "ru", REPLY, outcome="absent", subject_type="company", subject_id="company")
    assert "Компания АО «Ремтехкомплект» <&>: не выполнено." in text


def test_keys_inside_a_field_and_bare_columns_have_labels(tmp_path: Path) -> None:
    items = [{"name": "profile.supplier_shares", "holds": False}]
    evidence = json.dumps({"items": items})
    assert "не заполнено: Доли поставщиков." in written(tmp_path, "ru", CARD, outcome="absent", evidence=evidence)
    missing = {"verdict": "undetermined", "missing": ["grade_set_on"], "reason": "field_empty", "standing": ""}
    assert "исправить в записях: Дата присвоения класса." in written(tmp_path / "2", "ru", CARD, **missing)


def test_figures_are_written_as_the_language_writes_them(tmp_path: Path) -> None:
    base = {"entity": "contract", "id": "k1", "file": "x.csv", "row": 2, "field": "amount", "type": "decimal"}
    evidence = json.dumps({"facts": [{**base, "value": "54080.50000000"}]})
    assert "54 080,5" in written(tmp_path, "ru", REPLY, outcome="absent", evidence=evidence).replace("\xa0", " ")


def test_no_full_stop_follows_an_abbreviation(tmp_path: Path) -> None:
    row = {"opened_at": "2026-10-01 06:00:00", "due_at": "2026-10-05 06:00:00", "done_at": "2026-10-07 06:00:00"}
    text = written(tmp_path, "ru", REPLY, outcome="late", **{**row, "standing": "cured"})
    assert "опоздание 2 дн.\n" in text


def test_a_figure_without_a_verdict_is_told_as_one(tmp_path: Path) -> None:
    shape = {**CARD, "kind": "indicator", "rule_id": "sp2-margin"}
    text = written(tmp_path, "en", shape, verdict="met", measured=31.0, measure="percent")
    assert "no verdict is drawn from it" in text
    assert "is in order" not in text
