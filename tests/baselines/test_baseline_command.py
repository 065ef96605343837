"""The baseline from the command line: what it keeps from failing, how it grows, and what is taken out of it."""

import gzip
import json
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from checker.baselines.entry import Entry
from checker.baselines.file import read_baseline
from tests.cli.running import Ended, command
from tests.small_pack import CLIENTS, HEADER, INQUIRIES, PACK, write_pack, write_snapshot

Capsys = pytest.CaptureFixture[str]
APRIL = HEADER.replace("2024-03-05", "2024-04-05")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a pack and a snapshot in which q2 and q3 (replies) and c2 (a card) are violated."""
    monkeypatch.chdir(tmp_path)
    write_pack(tmp_path)
    write_snapshot(tmp_path)
    return tmp_path


def audit(
    capsys: Capsys, *options: str, period: str = "2024-03", snapshot: str = "snapshot", store: str = "s"
) -> Ended:
    where = [snapshot, "--rules", "small.yaml", "--store", store, "--period", period]
    return command(capsys, "audit", *where, "--chain", "python", "--quiet", *options)


def baseline(capsys: Capsys, verb: str, *options: str, store: str = "s") -> Ended:
    return command(capsys, "baseline", verb, *options, "--store", store)


def entries() -> dict[str, Entry]:
    return {entry.subject: entry for entry in read_baseline(Path("baseline.csv"))}


def manifest(store: str = "s") -> dict[str, object]:
    """Of the audit that was stored last."""
    last = json.loads((Path(store) / "chain.jsonl").read_text().splitlines()[-1])
    found: dict[str, object] = json.loads((Path(store) / last["audit_id"] / "manifest.json").read_text())
    return found


def known(store: str = "s") -> dict[str, object]:
    return manifest(store)["followed"]["known"]  # type: ignore[index,no-any-return]


def test_create_holds_every_violation_and_audits_no_longer_fail(capsys: Capsys) -> None:
    assert audit(capsys).code == 1
    ended = baseline(capsys, "create", "latest", "--reason", "  known\n since spring ")
    assert (ended.code, ended.err) == (0, "")
    assert "baseline.csv: entries: 3" in ended.out
    found = entries()
    assert list(found) == ["client:c2", "inquiry:q2", "inquiry:q3"]
    assert {entry.reason for entry in found.values()} == {"known since spring"}
    today = datetime.now().astimezone().date()
    assert {entry.accepted_on for entry in found.values()} == {today}
    ended = audit(capsys)
    assert ended.code == 0
    assert "No violation fails the audit; 3 in the baseline" in ended.out
    assert "violations: 3 (0 excused" in ended.out
    assert manifest()["rate"] == 0.4
    assert manifest()["rate_after_waivers"] == 0.4
    assert known() == {
        "entries": 3,
        "violated": 3,
        "gone": 0,
        "not_judged": 0,
        "unknown_rules": {},
        "renamed": {},
    }


def test_a_file_that_is_there_is_never_overwritten(folder: Path, capsys: Capsys) -> None:
    audit(capsys)
    (folder / "baseline.csv").write_text("mine\n")
    ended = baseline(capsys, "create", "latest")
    assert ended.code == 2
    assert "is there already" in ended.err
    assert (folder / "baseline.csv").read_text() == "mine\n"


def test_a_damaged_file_is_refused_before_anything_is_judged(folder: Path, capsys: Capsys) -> None:
    (folder / "baseline.csv").write_text("mine\n")
    ended = audit(capsys)
    assert ended.code == 2
    assert "baseline.csv:1: unknown column 'mine'" in ended.err
    assert not (folder / "s").exists()


def test_what_is_new_fails_until_it_is_accepted_with_a_reason(folder: Path, capsys: Capsys) -> None:
    audit(capsys)
    baseline(capsys, "create", "latest")
    write_snapshot(folder, client=CLIENTS + "c3,ООО Мак,,\nc4,ООО Ива,,\n")
    assert audit(capsys).code == 1
    before = Path("baseline.csv").read_bytes()
    for wrong, said in (
        (("--reason", " "), "--reason: is empty"),
        (("--reason", "x", "--rule", "small-crad"), "did you mean 'small-card'"),
        (("--reason", "x", "--case", "zz"), "--case: 'zz' fits no violation"),
        (("--reason", "x", "--subject", "c9"), "--subject: 'c9' fits no violation"),
        (("--rule", "small-card"), "--reason"),
    ):
        ended = baseline(capsys, "accept", "latest", *wrong)
        assert ended.code == 2
        assert said in ended.err
        assert Path("baseline.csv").read_bytes() == before
    ended = baseline(capsys, "accept", "latest", "--reason", "moved in", "--rule", "small-*", "--subject", "client:c3")
    assert "added: 1; entries: 4" in ended.out
    assert entries()["client:c3"].reason == "moved in"
    assert audit(capsys).code == 1
    assert "added: 1; entries: 5" in baseline(capsys, "accept", "latest", "--reason", "too", "--subject", "c4").out
    assert audit(capsys).code == 0
    assert "added: 0; entries: 5" in baseline(capsys, "accept", "latest", "--reason", "again").out


def test_accept_wants_a_file(capsys: Capsys) -> None:
    audit(capsys)
    ended = baseline(capsys, "accept", "latest", "--reason", "x")
    assert ended.code == 2
    assert "baseline.csv" in ended.err


def test_a_new_export_sorted_anew_under_other_names_is_the_same_violation(folder: Path, capsys: Capsys) -> None:
    """Other folder, rows backwards, columns in another order, one file packed, the other Parquet."""
    audit(capsys)
    baseline(capsys, "create", "latest")
    other = folder / "export of monday"
    other.mkdir()
    (other / "snapshot.yaml").write_text(HEADER, encoding="utf-8")
    head, *rows = [line.split(",") for line in INQUIRIES.splitlines()]
    lines = [",".join(row[::-1]) for row in [head, *rows[::-1]]]
    (other / "inquiry.csv.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    table = duckdb.read_csv(str(folder / "snapshot" / "client.csv"), all_varchar=True)
    table.order("id DESC").write_parquet(str(other / "client.parquet"))
    assert audit(capsys, snapshot=str(other), store="other").code == 0
    assert known("other")["violated"] == 3


def test_a_rule_of_another_name_keeps_its_entries(folder: Path, capsys: Capsys) -> None:
    audit(capsys)
    baseline(capsys, "create", "latest")
    renamed = PACK.replace("  - id: small-card\n", "  - id: small-filled\n    formerly: [small-card]\n")
    write_pack(folder, renamed)
    assert audit(capsys, store="t").code == 0
    assert known("t")["renamed"] == {"small-card": "small-filled"}
    assert known("t")["unknown_rules"] == {}
    write_snapshot(folder, client=CLIENTS.replace("-", "1"))
    assert audit(capsys, store="t").code == 0
    assert known("t")["gone"] == 1
    assert "removed: 1" in baseline(capsys, "prune", "latest", store="t").out
    assert list(entries()) == ["inquiry:q2", "inquiry:q3"]


def test_rules_that_nobody_knows_are_told(folder: Path, capsys: Capsys) -> None:
    audit(capsys)
    baseline(capsys, "create", "latest")
    write_pack(folder, PACK.replace("small-card", "small-other"))
    ended = audit(capsys, store="t")
    assert ended.code == 1
    assert known("t")["unknown_rules"] == {"small-card": 1}
    assert "Baseline: rules that nobody knows: small-card" in ended.out


def test_prune_takes_out_what_is_put_right_and_nothing_else(folder: Path, capsys: Capsys) -> None:
    """c2 has a telephone now. The replies of March are no business of an audit of April in a store of its own."""
    audit(capsys)
    baseline(capsys, "create", "latest")
    write_snapshot(folder, APRIL, client=CLIENTS.replace("-", "1") + "c5,ООО Дуб,,\n")
    ended = audit(capsys, period="2024-04", store="april")
    assert "still violated: 0, gone: 1, not judged: 2 (checker baseline prune" in ended.out
    shown = baseline(capsys, "show", "--audit", "latest", store="april")
    assert "still violated: 0, gone: 1, not judged: 2" in shown.out
    ended = baseline(capsys, "prune", "latest", store="april")
    assert ended.code == 0
    assert "small-card client:c2" in ended.out
    assert "removed: 1, no longer violated" in ended.out
    assert list(entries()) == ["inquiry:q2", "inquiry:q3"]
    before = Path("baseline.csv").read_bytes()
    assert "removed: 0" in baseline(capsys, "prune", "latest", store="april").out
    assert Path("baseline.csv").read_bytes() == before


def test_carried_violations_stay_and_revised_ones_go(folder: Path, capsys: Capsys) -> None:
    """In the same store the replies are judged again: q3 was late and stays; q2, the data now say, was in time."""
    audit(capsys)
    baseline(capsys, "create", "latest")
    inquiries = INQUIRIES.replace("10:30:01", "10:29:59").replace("17:50:00,,", "17:50:00,2024-03-11 10:00:00,")
    write_snapshot(folder, APRIL, inquiry=inquiries)
    audit(capsys, period="2024-04")
    assert "removed: 1" in baseline(capsys, "prune", "latest").out
    assert list(entries()) == ["client:c2", "inquiry:q3"]


def test_a_subject_that_is_no_longer_there_is_gone_but_not_one_that_could_not_be_read(
    folder: Path, capsys: Capsys
) -> None:
    audit(capsys)
    baseline(capsys, "create", "latest")
    write_snapshot(folder, client="id,name,phone,email\nc1,ООО Ромашка,,a@example.ru\n,ООО Лилия,-,\n")
    audit(capsys, "--max-undetermined", "1", store="t")
    assert known("t")["gone"] == 0
    baseline(capsys, "prune", "latest", store="t")
    assert "client:c2" in entries()
    write_snapshot(folder, client="id,name,phone,email\nc1,ООО Ромашка,,a@example.ru\n")
    audit(capsys, store="u")
    baseline(capsys, "prune", "latest", store="u")
    assert "client:c2" not in entries()


@pytest.mark.parametrize(
    ("tables", "options"),
    [
        ({}, ("--select", "small-reply")),
        ({"client": "id,name\nc1,ООО Ромашка\nc2,ООО Лилия\n"}, ()),
    ],
)
def test_a_rule_that_did_not_judge_lets_everything_be(
    folder: Path, capsys: Capsys, tables: dict[str, str], options: tuple[str, ...]
) -> None:
    audit(capsys)
    baseline(capsys, "create", "latest")
    write_snapshot(folder, **tables)
    audit(capsys, *options, "--max-undetermined", "1", store="t")
    assert known("t")["not_judged"] == 1
    baseline(capsys, "prune", "latest", store="t")
    assert "client:c2" in entries()


def test_an_incomplete_audit_prunes_nothing(folder: Path, capsys: Capsys) -> None:
    audit(capsys)
    baseline(capsys, "create", "latest")
    write_snapshot(folder, APRIL, client="id,name,phone,email\n")
    assert audit(capsys, period="2024-04").code == 3
    ended = baseline(capsys, "prune", "latest")
    assert ended.code == 2
    assert "incomplete" in ended.err
    assert len(entries()) == 3


def test_the_entries_are_shown_in_every_language(capsys: Capsys) -> None:
    audit(capsys)
    baseline(capsys, "create", "latest")
    for lang, said in (("en", "entries: 3"), ("ru", "записей: 3"), ("zh", "共 3 条")):
        ended = baseline(capsys, "show", "--lang", lang)
        assert said in ended.out
        assert "inquiry:q3" in ended.out
