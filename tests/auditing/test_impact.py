"""What changed rules and parameters would have done to stored months: counted by hand on the small pack.

Replies of the small snapshot, 30 minutes of working time: q1 after exactly 30 (met), q2 a second later (violated), q3
never (violated), q5 still has time. Cards: c1 filled, c2 with a dash for its telephone (violated). So 2 of 5 are met.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from checker.cli import run
from tests.cli.running import Ended, command
from tests.small_pack import CLIENTS, PACK, write_pack, write_snapshot


def _judged(folder: Path) -> Path:
    """The folder with the pack, the snapshot and a store with its audit of March 2024."""
    pack, snapshot = write_pack(folder), write_snapshot(folder)
    options = ["--rules", str(pack), "--period", "2024-03", "--store", str(folder / "store"), "--chain", "python", "-q"]
    assert run(["audit", str(snapshot), *options]) == 1
    return folder


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests: none of them changes it."""
    return _judged(tmp_path_factory.mktemp("judged"))


def changed(folder: Path, old: str, new: str) -> Path:
    """The pack with one text replaced by another."""
    assert PACK.count(old) == 1
    return write_pack(folder, PACK.replace(old, new))


def asked(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> Ended:
    return command(capsys, "rules", "impact", "--store", str(folder / "store"), "-q", *options)


def told(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> dict[str, Any]:
    """The one audit of the JSON answer."""
    ended = asked(capsys, folder, "--format", "json", *options)
    assert ended.code == 0, ended.err
    (one,) = json.loads(ended.out)["audits"]
    return dict(one)


def rule(impact: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in impact["rules"] if one["rule_id"] == name)


def subjects(found: dict[str, Any], sort: str) -> list[str]:
    return sorted(flip["subject_id"] for flip in found["examples"][sort])


def test_a_longer_limit(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """60 minutes: q2 is in time, q3 falls due later and is still not answered."""
    found = told(capsys, judged, "--set", "small.reply=60")
    assert found["before"] == {"met": 2, "violated": 3, "rate": 0.4}
    assert found["after"] == {"met": 3, "violated": 2, "rate": 0.6}
    assert found["unaffected_rules"] == 1
    assert [one["rule_id"] for one in found["rules"]] == ["small-reply"]
    reply = rule(found, "small-reply")
    assert reply["why"] == [{"what": "parameter", "name": "small.reply"}]
    assert reply["before"] == {"met": 1, "violated": 2, "pending": 1, "undetermined": 0}
    assert reply["after"] == {"met": 2, "violated": 1, "pending": 1, "undetermined": 0}
    assert (reply["vanished"], reply["appeared"], reply["changed"]) == (1, 0, 1)
    (flip,) = reply["examples"]["vanished"]
    assert (flip["subject_id"], flip["before"], flip["after"]) == ("q2", "violated", "met")
    (other,) = reply["examples"]["changed"]
    assert (other["subject_id"], other["changed"]) == ("q3", ["due_at"])


def test_a_shorter_limit(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """10 minutes: q1 is late, and q5, asked at 11:45, is overdue at 12:00."""
    found = told(capsys, judged, "--set", "small.reply=10")
    assert found["after"] == {"met": 1, "violated": 5, "rate": 0.166667}
    reply = rule(found, "small-reply")
    assert subjects(reply, "appeared") == ["q1", "q5"]
    assert {flip["subject_id"]: flip["before"] for flip in reply["examples"]["appeared"]} == {"q1": "", "q5": "pending"}
    assert subjects(reply, "changed") == ["q2", "q3"]


def test_a_changed_rule_alone_is_judged_again(judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = changed(tmp_path, "fields: [name, {any: [phone, email]}]", "fields: [name]")
    found = told(capsys, judged, "--rules", str(pack))
    assert [one["rule_id"] for one in found["rules"]] == ["small-card"]
    assert rule(found, "small-card")["why"] == [{"what": "rule", "name": ""}]
    assert subjects(rule(found, "small-card"), "vanished") == ["c2"]
    assert found["after"] == {"met": 3, "violated": 2, "rate": 0.6}


def test_a_severity_is_a_change_that_moves_no_verdict(
    judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = changed(tmp_path, "severity: low", "severity: critical")
    found = told(capsys, judged, "--rules", str(pack))
    (flip,) = rule(found, "small-card")["examples"]["changed"]
    assert flip["changed"] == ["severity"]
    assert found["after"] == found["before"]


def test_new_titles_change_nothing(judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = changed(tmp_path, "Card filled", "The card is filled")
    assert told(capsys, judged, "--rules", str(pack))["rules"] == []


def test_a_renamed_rule_keeps_its_cases(judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = changed(tmp_path, "  - id: small-card\n", "  - id: small-filled\n    formerly: [small-card]\n")
    found = told(capsys, judged, "--rules", str(pack))
    (one,) = found["rules"]
    assert (one["rule_id"], one["vanished"], one["appeared"], one["changed"]) == ("small-filled", 0, 0, 0)
    assert one["before"] == one["after"]


def test_a_rule_that_is_gone_and_one_that_is_new(
    judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = changed(tmp_path, "  - id: small-card\n", "  - id: small-other\n")
    found = told(capsys, judged, "--rules", str(pack))
    gone, new = rule(found, "small-card"), rule(found, "small-other")
    assert (gone["status"], gone["vanished"], gone["after"]["violated"]) == ("retired", 1, 0)
    assert (new["why"], new["appeared"], new["status_before"]) == ([{"what": "new", "name": ""}], 1, "")
    assert found["after"] == found["before"]


def test_only_a_retired_rule(judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = write_pack(tmp_path, PACK[: PACK.index("  - id: small-card")])
    found = told(capsys, judged, "--rules", str(pack))
    assert [one["status"] for one in found["rules"]] == ["retired"]
    assert found["after"] == {"met": 1, "violated": 2, "rate": 0.333333}


def test_a_calendar_touches_every_rule(judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With hours until 20:00, q3 (17:50) falls due the same day; it is a violation either way."""
    policy = tmp_path / "new.yaml"
    policy.write_text("working_calendar:\n  hours: [['09:00', '20:00']]\n", encoding="utf-8")
    found = told(capsys, judged, "--config", str(policy))
    assert found["unaffected_rules"] == 0
    assert rule(found, "small-card")["why"] == [{"what": "policy", "name": "working_calendar"}]
    assert subjects(rule(found, "small-reply"), "changed") == ["q3"]


def test_the_same_value_again_is_no_change(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, judged, "--set", "small.reply=30")
    assert (found["rules"], found["parameters"]) == ([], {})


def test_nothing_is_stored(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(path.relative_to(judged).as_posix() for path in judged.rglob("*"))
    told(capsys, judged, "--set", "small.reply=60")
    assert sorted(path.relative_to(judged).as_posix() for path in judged.rglob("*")) == before


def test_a_snapshot_that_changed_is_not_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged = _judged(tmp_path)
    (judged / "snapshot" / "client.csv").write_text(CLIENTS.replace("Лилия", "Роза"), encoding="utf-8")
    ended = asked(capsys, judged, "--set", "small.reply=60")
    assert ended.code == 3
    assert "client.csv (changed)" in ended.err


def test_a_snapshot_that_moved_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged = _judged(tmp_path)
    (judged / "snapshot").rename(judged / "elsewhere")
    assert asked(capsys, judged, "--set", "small.reply=60").code == 3
    found = told(
        capsys, judged, "--set", "small.reply=60", "--audit", "latest", "--snapshot", str(judged / "elsewhere")
    )
    assert found["after"]["met"] == 3


def test_a_snapshot_judged_twice_needs_no_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack, snapshot = write_pack(tmp_path), write_snapshot(tmp_path)
    options = ("--snapshot", str(snapshot), "--old-rules", str(pack), "--period", "2024-03", "--set", "small.reply=60")
    found = told(capsys, tmp_path, *options)
    assert (found["before"]["met"], found["after"]["met"]) == (2, 3)
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "no change is named"),
        (("--set", "small.repl=60"), "unknown parameter 'small.repl'"),
        (("--set", "small.reply=60", "--period", "2024-03"), "belong to a snapshot that is judged twice"),
        (("--set", "small.reply=60", "--snapshot", "x", "--last", "2"), "counts stored audits"),
    ],
)
def test_mistakes(judged: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], says: str) -> None:
    ended = asked(capsys, judged, *options)
    assert ended.code == 2
    assert says in ended.err


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Rate: 40% (met 2 of 5) → 60% (met 3 of 5)", "would vanish (shown 1 of 1)", "Violated → Met"]),
        ("ru", ["Соблюдение: 40 % (соблюдено 2 из 5)", "исчезли бы (показано 1 из 1)", "Нарушено → Соблюдено"]),
        ("zh", ["合规率：40%（合规 2 / 5）", "将消失（显示 1 / 1）", "违规 → 合规"]),
    ],
)
def test_three_languages(judged: Path, capsys: pytest.CaptureFixture[str], lang: str, words: list[str]) -> None:
    ended = asked(capsys, judged, "--set", "small.reply=60", "--lang", lang)
    text = ended.out.replace("\xa0", " ")
    assert ended.code == 0
    assert [word for word in words if word not in text] == []


def test_exit_code_on_demand(judged: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, judged, "--set", "small.reply=60", "--exit-code").code == 1
    assert asked(capsys, judged, "--set", "small.reply=30", "--exit-code").code == 0
