"""What was not delivered: quiet where nobody asked for it, told once where somebody did, never a pass."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checker.cli import run
from tests.small_pack import CLIENTS, INQUIRIES, PACK, write_pack, write_snapshot

# Nobody violates anything: q1 was answered in time, and both cards are filled.
IN_TIME = "\n".join(INQUIRIES.splitlines()[:2]) + "\n"
FILLED = CLIENTS.replace("c2,ООО Лилия,-,", "c2,ООО Лилия,1,")
REACHABLE = """\
views:
  reachable:
    why: The phone may stand on the card or in the list of contact persons.
    of: client
    tolerates: [contact_person]
    select: SELECT c.id, c.phone, c.email, c.source_file, c.source_row FROM client AS c
"""
RULE = """\
  - id: small-reachable
    clauses: [small-3]
    title: {en: Reachable, ru: Доступен, zh: 可联系}
    severity: low
    basis: explicit
    kind: invariant
    subject: reachable
    holds: "CASE WHEN FILLED(phone) THEN TRUE WHEN EXPORTED('client.email') AND FILLED(email) THEN TRUE WHEN EXPORTED('contact_person') THEN FALSE END"
    outcome: absent
"""  # noqa: E501
TOLD = """\
  - id: small-told
    clauses: [small-4]
    title: {en: Told of, ru: Известно, zh: 已知}
    severity: low
    basis: explicit
    kind: required_fields
    subject: client
    fields: [phone]
    unknown: [{when: "NOT EXPORTED('contact_person')", missing: [contact_person]}]
"""
WITH_VIEW = PACK.replace("rules:\n", f"{REACHABLE}rules:\n") + RULE


def prepared(folder: Path, policy: str = "", pack: str = PACK, **tables: str | None) -> Path:
    """Pack, policy and snapshot in a folder; a table given as None is not delivered."""
    folder.mkdir(exist_ok=True)
    write_pack(folder, pack)
    snapshot = write_snapshot(
        folder, **({"inquiry": IN_TIME, "client": FILLED} | {k: v for k, v in tables.items() if v})
    )
    for name, text in tables.items():
        if text is None:
            (snapshot / f"{name}.csv").unlink(missing_ok=True)
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    return folder


def audited(folder: Path, *options: str) -> int:
    paths = [
        "--rules",
        str(folder / "small.yaml"),
        "--config",
        str(folder / "policy.yaml"),
        "--store",
        str(folder / "s"),
    ]
    chosen = ["--period", "2024-03", "--chain", "python", *options]
    return run(["audit", str(folder / "snapshot"), *paths, *chosen])


def manifest(folder: Path) -> dict[str, Any]:
    (path,) = (folder / "s").glob("2024*/manifest.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def told(folder: Path, table: str, column: str = "rule_id") -> list[tuple[Any, ...]]:
    (path,) = (folder / "s").glob(f"2024*/{table}.parquet")
    return duckdb.connect().execute(f"SELECT {column} FROM '{path}' ORDER BY ALL").fetchall()


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ("", 0),
        ("packs: [small]\n", 3),
        ("packs: [small]\nnot_expected: [inquiry]\n", 0),
        ("packs: [small]\nnot_expected: [inquiry.received_at]\n", 3),
        ("packs: [small]\nmust_run: []\n", 0),
        ("must_run: [small-reply]\n", 3),
        ("must_run: [small-reply]\nnot_expected: [inquiry, survey]\n", 0),
    ],
)
def test_a_table_that_never_came_counts_only_where_it_was_asked_for(tmp_path: Path, policy: str, code: int) -> None:
    prepared(tmp_path, policy, inquiry=None)
    assert audited(tmp_path, "--quiet") == code
    assert dict(told(tmp_path, "rules", "rule_id, status"))["small-reply"] == "not_run"
    assert len(manifest(tmp_path)["incomplete"]) == (code == 3)


def test_what_a_pack_in_force_lacks_is_said_once_with_the_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    another = PACK.partition("rules:\n")[2].partition("  - id: small-card")[0]
    copies = "".join(another.replace("small-reply", f"small-reply-{n}") for n in range(9))
    prepared(tmp_path, "packs: [small]\n", PACK + copies, inquiry=None)
    assert audited(tmp_path) == 3
    said = capsys.readouterr()
    (line,) = [line for line in said.err.splitlines() if line.startswith("checker:")]
    assert "small-reply, small-reply-0, small-reply-1 and 7 more rules: must run and did not" in line
    assert "no data of inquiry;" in line
    assert "not_expected" in line
    assert "checker data inspect" in line
    assert said.out.count("INCOMPLETE") == 1


def test_a_table_of_an_earlier_audit_is_missed_unless_the_auditor_gives_it_up_since(tmp_path: Path) -> None:
    given_up = "not_expected: [inquiry]\n"
    for name, before, now, code in (
        ("lost", "", "", 3),
        ("given up since", "", given_up, 0),
        ("came though unexpected", given_up, given_up, 3),
    ):
        folder = prepared(tmp_path / name, before)
        assert audited(folder, "--quiet") == 0
        (folder / "snapshot" / "inquiry.csv").unlink()
        (folder / "policy.yaml").write_text(now, encoding="utf-8")
        assert audited(folder, "--quiet") == code, name


def test_a_rule_that_can_decide_no_case_tells_them_unless_nobody_expects_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither phone nor e-mail nor contact persons: two cards, and of neither can anything be said."""
    bare = "id,name\nc1,ООО Ромашка\nc2,ООО Лилия\n"
    folder = prepared(tmp_path / "expected", "", WITH_VIEW, client=bare)
    assert audited(folder, "--select", "small-rea*") == 3
    assert told(folder, "cases", "verdict") == [("undetermined",), ("undetermined",)]
    assert "2 of 2 cases cannot be judged" in manifest(folder)["incomplete"][0]["what"]
    capsys.readouterr()
    policy = "not_expected: [client.email, client.phone, contact_person]\n"
    folder = prepared(tmp_path / "not expected", policy, WITH_VIEW, client=bare)
    assert audited(folder, "--select", "small-rea*") == 0
    assert told(folder, "rules", "status, status_reason") == [("not_run", "client.email, client.phone, contact_person")]
    assert told(folder, "cases") == told(folder, "tallies") == []
    assert "1 rule not run" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rules", "told_of"),
    [
        (3, ["small-reachable: 2 of 2 cases", "small-reachable-1: 2 of 2 cases", "small-reachable-2: 2 of 2 cases"]),
        (4, ["small-reachable, small-reachable-1, small-reachable-2 and 1 more rules: none of their 8 cases"]),
    ],
)
def test_many_rules_that_can_decide_nothing_are_told_in_one_line(
    tmp_path: Path, rules: int, told_of: list[str]
) -> None:
    copies = "".join(RULE.replace("id: small-reachable", f"id: small-reachable-{n}") for n in range(1, rules))
    folder = prepared(tmp_path, "", WITH_VIEW + copies, client="id,name\nc1,ООО Ромашка\nc2,ООО Лилия\n")
    assert audited(folder, "--quiet", "--select", "small-rea*") == 3
    problems = [f"{one['where']}: {one['what']}" for one in manifest(folder)["incomplete"]]
    assert [problem.partition(" cannot")[0].partition(" can be")[0] for problem in problems] == told_of


def test_rules_without_a_case_take_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The one inquiry is of the month before: only cards are judged."""
    folder = prepared(tmp_path, inquiry=IN_TIME.replace("2024-03", "2024-02"))
    assert audited(folder) == 0
    out = capsys.readouterr().out
    assert "1 rule without a case to judge" in out
    assert "small-card" in out
    assert "small-reply" not in out


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        ("not_expected: [client.email, client.phone, contact_person]\n", 0),
        ("not_expected: [client.email, client.phone]\n", 3),
        ("packs: [small]\nnot_expected: [client.email, client.phone, contact_person]\n", 0),
    ],
)
def test_undecided_cases_of_what_is_not_expected_are_let_pass(tmp_path: Path, policy: str, code: int) -> None:
    bare = "id,name\nc1,ООО Ромашка\nc2,ООО Лилия\n"
    prepared(tmp_path, policy, WITH_VIEW, client=bare)
    assert audited(tmp_path, "--quiet", "--select", "small-rea*") == code


def test_cases_that_can_be_decided_keep_the_others_beside_them(tmp_path: Path) -> None:
    """c1 has a phone. Of c2 only the e-mail, which was not exported, or a contact person could tell."""
    phones = "id,name,phone\nc1,ООО Ромашка,1\nc2,ООО Лилия,\n"
    for name, policy, code in (
        ("expected", "", 3),
        ("not expected", "not_expected: [client.email, contact_person]\n", 3),
        ("nor the phone", "not_expected: [client.email, client.phone, contact_person]\n", 3),
    ):
        folder = prepared(tmp_path / name, policy, WITH_VIEW, client=phones)
        assert audited(folder, "--quiet", "--select", "small-rea*", "--keep-all") == code, name
        assert told(folder, "cases", "subject_id, verdict") == [("c1", "met"), ("c2", "undetermined")]


@pytest.mark.parametrize(("policy", "code"), [("", 3), ("not_expected: [contact_person]\n", 0)])
def test_single_cases_wait_for_nothing_that_is_not_expected(tmp_path: Path, policy: str, code: int) -> None:
    """c2 has no phone on the card; where contact persons are not there, that proves nothing."""
    phones = "id,name,phone\nc1,ООО Ромашка,1\nc2,ООО Лилия,\n"
    folder = prepared(tmp_path, policy, PACK + TOLD, client=phones)
    assert audited(folder, "--quiet", "--select", "small-told", "--keep-all") == code
    assert told(folder, "cases", "subject_id, verdict") == [("c1", "met"), ("c2", "undetermined")]


def test_an_empty_cell_is_no_missing_table(tmp_path: Path) -> None:
    """Every phone is blank: that is the finding of no export, so all cases stay, and the audit is incomplete."""
    blank = "id,name,phone,email\nc1,ООО Ромашка,,\nc2,ООО Лилия,,\n"
    folder = prepared(tmp_path, "not_expected: [contact_person]\n", WITH_VIEW, client=blank)
    assert audited(folder, "--quiet", "--select", "small-rea*") == 3
    assert told(folder, "rules", "status") == [("ran",)]
    assert told(folder, "cases", "verdict") == [("undetermined",), ("undetermined",)]


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("packs: [smal]\n", "did you mean 'small'"),
        ("packs: [other]\n", "known: small"),
        ("not_expected: [inquirys]\n", "policy.yaml:1:1: 'not_expected': 'inquirys' is no table or column"),
        ("not_expected: [client.fone]\n", "did you mean 'client.phone'"),
    ],
)
def test_names_that_do_not_exist_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], policy: str, wanted: str
) -> None:
    prepared(tmp_path, policy)
    assert audited(tmp_path) == 2
    assert wanted in capsys.readouterr().err
