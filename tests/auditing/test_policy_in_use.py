"""compliance.yaml of the working folder is found, -v says what is in use, and reports print what differs."""

import json
import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from checker.auditing.changed_parameters import changed_parameters
from checker.cli import run
from checker.rulebook.book import load_book
from checker.rulebook.parameters import dated_values
from checker.rulebook.plain_world import plain_world
from tests.small_pack import PACK, write_pack, write_snapshot

POLICY = """\
packs: [small]
applied_packs: {small: {applies_from: 2024-01-15}}
time_zone: Europe/Moscow
working_calendar:
  public_holidays: RU
  hours: {default: [["09:00", "13:00"], ["14:00", "18:00"]], 5: [["09:00", "16:45"]]}
  holidays: [2024-03-04]
  units: {u1: {weekdays: [1, 2, 3, 6], hours: [["10:00", "19:00"]]}}
parameters: [{name: small.reply, value: 45, valid_from_on: 2024-03-01}]
role_map: {Менеджер: salesperson, Директор: chairman}
approval_authority: [{role: sales_manager, max_amount: 5000}]
not_expected: [survey, client.tier]
max_undetermined: 0.1
fail_on: high
"""
DIFFERING = "small.reply = 45 minutes (from 1 Mar 2024) (in the pack: 30 minutes): Minutes to reply"


def audited(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    """An audit from within the folder that holds the policy."""
    folder.joinpath("compliance.yaml").write_text(POLICY, encoding="utf-8")
    write_pack(folder)
    write_snapshot(folder)
    monkeypatch.chdir(folder)
    return run(["audit", "snapshot", "--rules", "small.yaml", "--period", "2024-03", "--chain", "python", *options])


def test_verbose_says_what_the_audit_judges_by(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    audited(tmp_path, monkeypatch, "-v", "--out", "report.txt")
    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"checker: policy: {tmp_path / 'compliance.yaml'}",
        "checker: packs in force:",
        "checker:   small: 2 rules, from 15 Jan 2024",
        "checker: parameters that differ from the packs:",
        f"checker:   {DIFFERING}",
        "checker: calendars:",
        "checker:   company, Europe/Moscow: Mon–Thu 09:00-13:00 14:00-18:00, Fri 09:00-16:45; official days RU; "
        "company holidays: 1",
        "checker:   unit u1 and those like it, Europe/Moscow: Mon–Wed 10:00-19:00, Sat 10:00-19:00; official days RU; "
        "company holidays: 1",
        "checker: role map: 2; department map: 0; permission matrix: 0; approval authority: 1; units: 0",
        "checker: must run: every rule of the packs that the policy names, and what ran in earlier audits",
        "checker: not expected: survey, client.tier",
        "checker: violations that count: from High; undetermined cases of a rule that are let pass: 10%",
    ]


def test_without_verbose_it_is_silent_and_without_a_policy_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    audited(tmp_path, monkeypatch, "--out", "report.txt")
    assert capsys.readouterr().err == ""
    (tmp_path / "compliance.yaml").unlink()
    run(["audit", "snapshot", "--rules", "small.yaml", "-v", "--lang", "ru", "--store", "t", "--out", "report.txt"])
    said = capsys.readouterr().err
    assert "checker: политика аудитора: файла нет" in said
    assert "checker: действующие наборы правил: все загруженные" in said
    assert "checker: параметры: все как в наборах правил" in said
    assert "checker: должно быть проверено: всё, что проверялось прежде" in said


def test_every_report_prints_what_differs_with_both_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    audited(tmp_path, monkeypatch, "--quiet", "--format", "console,json,html,xlsx", "--out", "reports")
    (console,) = tmp_path.glob("reports/*.txt")
    assert f"\nParameters that differ from the packs\n  {DIFFERING}\n" in console.read_text(encoding="utf-8")
    (page,) = tmp_path.glob("reports/*.html")
    said = re.sub(r"</?span[^>]*>", "", page.read_text(encoding="utf-8"))
    assert (
        "<td>small.reply</td><td>Minutes to reply</td><td>30 minutes</td><td>45 minutes (from 1 Mar 2024)</td>" in said
    )
    (path,) = tmp_path.glob("reports/*.json")
    (told,) = json.loads(path.read_text(encoding="utf-8"))["audit"]["configuration"]["changed_parameters"]
    assert (told["name"], told["unit"]) == ("small.reply", "minutes")
    assert told["default"] == [{"value": 30, "since": None, "until": None}]
    assert told["set"] == [{"value": 45, "since": "2024-03-01", "until": None}]
    (workbook,) = tmp_path.glob("reports/*.xlsx")
    rows = list(openpyxl.load_workbook(workbook)["Parameters"].values)
    assert rows[1] == ("small.reply", "Minutes to reply", "30 minutes", "45 minutes (from 1 Mar 2024)")


def test_a_value_that_only_repeats_the_pack_is_no_difference(tmp_path: Path) -> None:
    """30 for a while beside 30 is the same; 30 beside a pack that says 20 since May differs from May on."""
    dated = "{values: [{value: 30, until: 2024-04-30}, {value: 20, since: 2024-05-01}]"
    for text, entry, differs in (
        ("{value: 30", {"value": "30", "valid_from_on": "2024-03-01"}, False),
        ("{value: 30", {"value": "31", "valid_from_on": "2024-03-01"}, True),
        (dated, {"value": "30", "valid_until_on": "2024-04-30"}, False),
        (dated, {"value": "30"}, True),
        (dated, {"value": "20", "valid_from_on": "2024-05-01"}, False),
    ):
        book = load_book([write_pack(tmp_path, PACK.replace("{value: 30", text))])
        world = plain_world(book, datetime(2024, 6, 1))
        object.__setattr__(world, "parameters", dated_values(book.parameters, [{"name": "small.reply", **entry}]))
        assert bool(changed_parameters(book, world)) is differs, (text, entry)


def test_the_calendar_command_finds_the_policy_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compliance.yaml").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["calendar", "explain", "2024-03-01 16:00", "2024-03-01 17:00"]) == 0
    assert "45 min" in capsys.readouterr().out
