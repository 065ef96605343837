"""SARIF: valid, every rule listed, what fails first, and each violation with what became of it."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from stored_audit import AUDIT_ID, make_audit
from stored_cases import CASES
from stored_marks import CALL, CARD, FAILING, KNOWN, MARGIN, OPEN, RESOLVED, SUSPICION, UPHELD, WAIVED, marked_audit

from checker.report.content import Showing, read_report
from checker.report.formats import sarif
from checker.words.words import Words
from tests.published import faults, published


def logged(folder: Path, lang: str = "en", **showing: Any) -> dict[str, Any]:
    """The log, which is valid whatever the audit holds."""
    out = io.BytesIO()
    sarif.write(replace(read_report(folder), showing=Showing(**showing)), out, Words(lang))
    document: dict[str, Any] = json.loads(out.getvalue())
    assert faults(published("sarif-2.1.0"), document) == []
    return document


def run(folder: Path, lang: str = "en", **showing: Any) -> dict[str, Any]:
    return dict(logged(folder, lang, **showing)["runs"][0])


def by_case(one: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {result["partialFingerprints"]["caseId/v1"]: result for result in one["results"]}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return marked_audit(tmp_path_factory.mktemp("marked"))


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_it_is_valid_in_every_language_and_says_which(marked: Path, lang: str) -> None:
    document = logged(marked, lang)
    assert document["version"] == "2.1.0"
    assert document["runs"][0]["language"] == {"en": "en", "ru": "ru", "zh": "zh-CN"}[lang]
    assert by_case(document["runs"][0])[CARD]["message"]["text"] == "=cmd|' /C calc'!A0"


def test_the_schema_finds_what_is_wrong(marked: Path) -> None:
    document = logged(marked)
    document["runs"][0]["results"][0]["kind"] = "violated"
    document["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = 7
    assert len(faults(published("sarif-2.1.0"), document)) == 2


def test_violations_and_what_cannot_be_judged_are_results_what_fails_first(marked: Path) -> None:
    one = run(marked)
    order = [result["partialFingerprints"]["caseId/v1"] for result in one["results"]]
    assert len(order) == 12
    assert set(order[:3]) == FAILING
    assert order[:3] == [OPEN, MARGIN, CARD]
    assert order[-2:] == ["c900000000000009", "a300000000000003"]
    assert one["properties"]["results"] == {"shown": 12, "total": 12}


def test_every_rule_is_listed_with_its_clauses_and_whether_it_ran(marked: Path) -> None:
    one = run(marked)
    rules = one["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(rule["id"] for rule in rules)
    assert len(rules) == 8
    enabled = {rule["id"]: rule["defaultConfiguration"]["enabled"] for rule in rules}
    assert [name for name, on in enabled.items() if not on] == ["sp2-approval", "sp2-survey"]
    reply = next(rule for rule in rules if rule["id"] == "sp2-reply-30min")
    assert "§3 оп. 16 (sp2-16d): Paraphrase of sp2-16d." in reply["help"]["text"]
    assert reply["defaultConfiguration"]["level"] == "error"
    assert (reply["properties"]["met"], reply["properties"]["violated"]) == (40, 3)
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_clause_without_a_register_is_named_by_its_id(tmp_path: Path) -> None:
    folder = make_audit(tmp_path)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{folder / 'clauses.parquet'}' LIMIT 0")
        connection.execute(f"COPY t TO '{folder / 'clauses.parquet'}' (FORMAT parquet)")
    rules = {rule["id"]: rule for rule in run(folder)["tool"]["driver"]["rules"]}
    assert rules["sp2-reply-30min"]["help"]["text"].splitlines()[1] == "§3 оп. 16 sp2-16d"


def test_rules_that_did_not_run_are_told_as_notifications(marked: Path) -> None:
    (invocation,) = run(marked)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)
    told = invocation["toolConfigurationNotifications"]
    assert [(one["associatedRule"]["id"], one["level"], one["descriptor"]["id"]) for one in told] == [
        ("sp2-approval", "warning", "not_run"),
        ("sp2-survey", "note", "inactive"),
    ]
    assert "contract.signed_at" in told[0]["message"]["text"]
    assert invocation["toolExecutionNotifications"] == []


def test_an_incomplete_audit_did_not_succeed(tmp_path: Path) -> None:
    problem = {"where": "rule-1", "what": "failed", "remedy": "report it"}
    folder = make_audit(tmp_path, complete=False, incomplete=[problem])
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{folder / 'rules.parquet'}'")
        connection.execute("UPDATE t SET status = 'failed', status_reason = 'boom' WHERE rule_id = 'sp2-hint'")
        connection.execute(f"COPY t TO '{folder / 'rules.parquet'}' (FORMAT parquet)")
    (invocation,) = run(folder)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    told = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert told == ["Rule sp2-hint failed: boom", "rule-1: failed; report it"]


def test_kind_and_level_follow_verdict_effect_and_severity(marked: Path) -> None:
    found = {name: (one["kind"], one["level"]) for name, one in by_case(run(marked)).items()}
    assert found[CALL] == ("fail", "error")
    assert found[OPEN] == ("fail", "error")
    assert found[CARD] == ("fail", "warning")
    assert found[SUSPICION] == ("review", "none")
    assert found["d300000000000012"] == ("informational", "none")
    assert found["a300000000000003"] == ("open", "none")


def test_the_state_against_earlier_audits(marked: Path) -> None:
    found = by_case(run(marked))
    states = {WAIVED: "new", OPEN: "unchanged", UPHELD: "new", RESOLVED: "absent"}
    assert {name: found[name]["baselineState"] for name in states} == states
    assert found[CALL]["baselineState"] == "unchanged", "new to the store, known to the baseline"
    assert found[KNOWN]["baselineState"] == "updated"
    assert found[MARGIN]["baselineState"] == "new", "where one result has a state, all must"
    assert found["a300000000000003"]["baselineState"] == "new", "nobody knows whether it could be judged before"


def test_what_fails_the_audit_is_never_absent(tmp_path: Path) -> None:
    """Put right since an audit in the midst of the period told it; it still fails that period."""
    one = run(marked_audit(tmp_path, {RESOLVED: {"change": "resolved", "gates": True}}))
    assert by_case(one)[RESOLVED]["baselineState"] == "unchanged"


def test_either_all_results_have_a_state_or_none(tmp_path: Path, marked: Path) -> None:
    for folder, wanted in ((marked, {True}), (make_audit(tmp_path), {False})):
        assert {"baselineState" in result for result in run(folder)["results"]} == wanted


def test_either_all_results_tell_of_suppressions_or_none(marked: Path) -> None:
    assert {type(result["suppressions"]) for result in run(marked)["results"]} == {list}


def test_suppressions_say_who_excused_it_and_why(marked: Path) -> None:
    found = {name: one.get("suppressions", []) for name, one in by_case(run(marked)).items()}
    (waiver,) = found[WAIVED]
    assert (waiver["kind"], waiver["status"]) == ("external", "accepted")
    assert waiver["justification"] == (
        "Waived until 31 Dec 2026 by e9 (w-1): "
        'Agreed | <b>with</b> "them" ::error::x ]]> `rm` [a](http://evil) @everyone'
    )
    assert [one["status"] for one in found[UPHELD]] == ["accepted"]
    assert [(one["status"], one["justification"]) for one in found[OPEN]] == [
        ("underReview", "Disputed, answer due by 10 Nov 2026")
    ]
    assert [one["status"] for one in found[MARGIN]] == ["rejected"]
    assert [one["properties"]["by"] for one in found[KNOWN]] == ["baseline"], "a rejected one would undo the accepted"
    assert found[CARD] == []


def test_nothing_that_fails_is_suppressed_and_all_that_is_excused_is(marked: Path) -> None:
    for name, result in by_case(run(marked)).items():
        listed = result.get("suppressions", [])
        suppressed = bool(listed) and all(one["status"] == "accepted" for one in listed)
        assert suppressed == (name in {WAIVED, UPHELD, KNOWN, CALL}), name
        assert not (suppressed and result["properties"]["gates"])


def place(result: dict[str, Any]) -> tuple[str, int | None]:
    (location,) = result["locations"]
    physical = location["physicalLocation"]
    return physical["artifactLocation"]["uri"], physical.get("region", {}).get("startLine")


def test_a_result_points_at_the_row_and_where_there_is_none_at_the_table(marked: Path) -> None:
    found = by_case(run(marked))
    assert place(found[WAIVED]) == ("inquiry.csv", 2)
    assert place(found[CALL]) == ("client.csv", None), "a call that was never made has no row"
    assert place(found[MARGIN]) == ("snapshot.yaml", None), "employees were not delivered"


@pytest.mark.parametrize(
    ("sources", "wanted"),
    [
        ("", "inquiry.csv"),
        (".", "inquiry.csv"),
        ("./exports/2026-10/", "exports/2026-10/inquiry.csv"),
        ("exports\\октябрь 1", "exports/%D0%BE%D0%BA%D1%82%D1%8F%D0%B1%D1%80%D1%8C%201/inquiry.csv"),
        ("/data/a#b?c%", "file:///data/a%23b%3Fc%25/inquiry.csv"),
        ("lone\udcff", "lone%3F/inquiry.csv"),
    ],
)
def test_paths_are_addresses_from_where_the_snapshot_lies(marked: Path, sources: str, wanted: str) -> None:
    one = run(marked, sources=sources)
    assert place(by_case(one)[WAIVED])[0] == wanted
    assert wanted in {artifact["location"]["uri"] for artifact in one["artifacts"]}


@pytest.mark.parametrize(
    ("file", "row", "line"),
    [
        ("inquiry.parquet", 7, None),
        ("inquiry.csv.gz", 7, None),
        ("Заявки.CSV", 7, 7),
        ("a.csv", None, None),
        ("a.csv", 0, None),
    ],
)
def test_only_the_rows_of_texts_are_lines(tmp_path: Path, file: str, row: int | None, line: int | None) -> None:
    folder = make_audit(tmp_path)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS FROM '{folder / 'cases.parquet'}'")
        connection.execute("UPDATE t SET source_file = ?, source_row = ? WHERE case_id = ?", [file, row, WAIVED])
        connection.execute(f"COPY t TO '{folder / 'cases.parquet'}' (FORMAT parquet)")
    assert place(by_case(run(folder))[WAIVED])[1] == line


def test_the_fingerprint_is_the_case_and_never_the_row(marked: Path) -> None:
    prints = by_case(run(marked))[WAIVED]["partialFingerprints"]
    assert prints == {"caseId/v1": WAIVED, "primaryLocationLineHash": f"{WAIVED}:1"}


def test_properties_are_named_as_in_json(marked: Path) -> None:
    told = by_case(run(marked))[WAIVED]["properties"]
    assert told["due_at"] == "2026-10-05T09:30:00+03:00"
    assert (told["overdue"], told["overdue_unit"]) == (60.0, "seconds")
    assert told["clauses"] == ["sp2-16d", "sp2-16e"]
    assert (told["gates"], told["waiver"]) == (False, "w-1")


def test_a_cut_is_asked_for_and_says_so(marked: Path) -> None:
    one = run(marked, most=3)
    assert {result["partialFingerprints"]["caseId/v1"] for result in one["results"]} == FAILING
    assert one["properties"]["results"] == {"shown": 3, "total": 12}
    (told,) = one["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"] == "Shown 3 of 12 cases, the worst first (--max-results)"
    assert len(run(marked, most=12)["results"]) == len(run(marked, most=99)["results"]) == 12
    assert run(marked, most=99)["invocations"][0]["toolExecutionNotifications"] == []
    assert run(marked, most=0)["results"] == []


def test_no_control_character_or_turning_of_the_line_is_left_in_a_message(marked: Path) -> None:
    texts = [result["message"]["text"] for result in run(marked)["results"]]
    assert all(text and not any(ord(sign) < 32 or sign in "\u2028\u202e" for sign in text) for text in texts)


def test_nothing_in_a_message_is_a_place_for_an_argument_or_a_link(tmp_path: Path) -> None:
    (first,) = [case for case in CASES if case["case_id"] == WAIVED]
    folder = make_audit(tmp_path, cases=[{**first, "text_en": "{0} [a](http://evil.example) [b]"}])
    assert run(folder)["results"][0]["message"]["text"] == "{{0}} [a] (http://evil.example) [b]"


@pytest.mark.parametrize("standing", ["lost", "void"])
def test_a_record_that_is_gone_has_no_row_in_this_export(tmp_path: Path, standing: str) -> None:
    (first,) = [case for case in CASES if case["case_id"] == WAIVED]
    folder = make_audit(tmp_path, cases=[{**first, "scope": "carried", "standing": standing, "source_file": "q.csv"}])
    assert place(run(folder)["results"][0]) == ("inquiry.csv", None)


def test_half_a_surrogate_pair_is_no_fault(tmp_path: Path) -> None:
    one = run(make_audit(tmp_path, company="A\ud800O"))
    assert one["properties"]["company"] == "A?O"


def test_alerts_of_successive_audits_are_of_one_category(marked: Path) -> None:
    assert run(marked)["automationDetails"]["id"] == f"checker/{AUDIT_ID}"


def test_an_audit_without_cases_has_an_empty_list(tmp_path: Path) -> None:
    one = run(make_audit(tmp_path, cases=[]))
    assert one["results"] == []
    assert len(one["tool"]["driver"]["rules"]) == 8


def test_an_audit_stored_before_there_were_marks_fails_by_its_flags(tmp_path: Path) -> None:
    folder = make_audit(tmp_path, configuration={"flags": {"fail_on": "high"}})
    failing = {name for name, one in by_case(run(folder)).items() if one["properties"]["gates"]}
    assert failing == {WAIVED, OPEN, KNOWN, CALL}
