"""`checker rules`: what it lists and shows, on the shipped packs."""

import json

import pytest
import yaml

from checker.kinds import KINDS
from checker.rulebook.book import shipped_rules
from checker.rulebook.pack import Pack
from checker.rulebook.parse import parse_model
from checker.words.width import cells
from checker.yaml_text import load_yaml

from .running import command


def rows(capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, str]]:
    ended = command(capsys, "rules", "list", "--format", "json", *options)
    assert ended.code == 0
    found: list[dict[str, str]] = json.loads(ended.out)
    return found


def test_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    reply = next(row for row in rows(capsys) if row["rule_id"] == "sp2-reply-30min")
    assert reply["kind"] == "deadline"
    assert reply["clauses"] == ["sp2-16d", "sp2-16e"]
    assert reply["title"] == "Reply within thirty minutes"


def test_filters_narrow_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    everything = len(rows(capsys))
    core = {row["rule_id"] for row in rows(capsys, "--core")}
    assert 0 < len(core) < everything
    assert {"sp2-reply-30min", "sp2-invoice-lapse", "sp2-payment-look"} <= core
    assert "sp2-quote-author" not in core
    assert {row["rule_id"] for row in rows(capsys, "--clause", "sp2-23a")} == {"sp2-invoice-lapse"}
    assert {row["severity"] for row in rows(capsys, "--severity", "high")} == {"high"}
    assert {row["kind"] for row in rows(capsys, "--kind", "threshold")} == {"threshold"}
    assert len(rows(capsys, "--basis", "explicit")) + len(rows(capsys, "--basis", "interpreted")) == everything
    assert rows(capsys, "--kind", "indicator", "--severity", "critical") == []


def test_wide_characters_keep_the_columns_straight(capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "rules", "list", "--lang", "zh", "--clause", "sp2-23a")
    head, row = ended.out.splitlines()
    for title, value in (("类型", "deadline"), ("依据", "explicit"), ("条款", "sp2-23a")):
        assert cells(head.split(title)[0]) == cells(row.split(value)[0])
    assert ended.err.startswith("1 of "), "the count is a note"


def test_a_card_shows_gates_parameters_and_roles(capsys: pytest.CaptureFixture[str]) -> None:
    card = command(capsys, "rules", "show", "sp2-reply-30min").out
    assert "sp2-16d, §3 оп. 16" in card
    assert "Undetermined (No working time): the last permitted moment is empty" in card
    assert "Not applicable (Other channel):" in card
    assert "sp2.reply_minutes = 30 minutes: Minutes within which a request is answered" in card
    assert "sp2.reply_clock: working; other readings: calendar" in card
    assert "Answered (replied_at): act, empty means not done" in card
    assert "Kind of answer (answer_kind): shown only" in card or "(answer_kind): shown only" in card


def test_a_card_in_russian_has_russian_units(capsys: pytest.CaptureFixture[str]) -> None:
    card = command(capsys, "rules", "show", "sp2-invoice-lapse", "--lang", "ru").out
    assert "sp2.lapse_days = 15 дней" in card
    assert "sp2.lapse_grace_days = 1 рабочий день" in card
    assert "Не применимо (Оплачено)" in card


@pytest.mark.parametrize("kind", KINDS)
def test_a_stub_of_every_kind_is_a_rule_once_it_is_filled_in(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "rules", "new", "my-rule", "--kind", kind, "--clause", "my-1")
    assert ended.code == 0
    (stub,) = yaml.safe_load(ended.out)["rules"]
    assert (stub["id"], stub["kind"], stub["clauses"]) == ("my-rule", kind, ["my-1"])
    text = f"pack: p\ntitle: {{en: a, ru: a, zh: a}}\n{ended.out}"
    assert parse_model(Pack, load_yaml(text, "stub"), "stub")[1] == []
    assert max(map(len, ended.out.splitlines())) <= 120


def test_coverage_as_table_json_and_page(capsys: pytest.CaptureFixture[str]) -> None:
    sp2 = ("rules", "coverage", "--rules", str(shipped_rules() / "sp2.yaml"))
    table, listed = command(capsys, *sp2), command(capsys, *sp2, "--format", "json")
    page = command(capsys, *sp2, "--format", "html", "--lang", "ru")
    assert {table.code, listed.code, page.code} == {0}
    clauses = {row["clause_id"]: row for row in json.loads(listed.out)}
    assert len(clauses) == 82, "as many as the register has"
    assert clauses["sp2-16d"]["became"] == "rule"
    assert clauses["sp2-11d"]["became"] == "embodied"
    assert clauses["sp2-11d"]["why"]
    assert page.out.startswith("<!doctype html>")
    assert page.out.count("<tr>") == 83
    assert "unplaced" not in table.out


def test_the_schema_for_editors_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(command(capsys, "rules", "schema").out)
    assert {"pack", "rules", "views", "parameters", "placed"} <= schema["properties"].keys()


def test_examples_of_one_rule(capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "rules", "test", "sp2-reply-30min")
    assert ended.code == 0
    assert ended.out.startswith("1 rules: ")
    assert ended.out.strip().endswith("0 failed")
