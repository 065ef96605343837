"""`checker diff` as a user types it."""

import csv
import io
import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from checker.query.diff import CHANGES
from tests.cli.running import command
from tests.followup.two_audits import DECEMBER, NOVEMBER, OCTOBER, event, put, state


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """October to December; in November one violation is new, one put right, one revised; December finds one more."""
    put(tmp_path, "october", OCTOBER, [event("q1", "open"), event("q2", "open"), state("s1", "open")])
    november = [event("q1", "cured"), event("q2", "met", change="revised"), state("s1", "open")]
    put(tmp_path, "november", NOVEMBER, [*november, state("s2", "open", "november", unit_id="")])
    suspicion = event("q9", "open", effect="suspicion", first_seen=None)
    put(tmp_path, "december", DECEMBER, [event("q1", "cured"), state("s1", "open"), suspicion])
    return tmp_path


def asked(capsys: pytest.CaptureFixture[str], store: Path, *arguments: str) -> tuple[int, str]:
    ended = command(capsys, "diff", *arguments, "--store", str(store))
    assert not ended.err, ended.err
    return ended.code, ended.out


def changes(capsys: pytest.CaptureFixture[str], store: Path, *names: str) -> dict[str, str]:
    _, said = asked(capsys, store, *names, "--format", "json")
    return {row["case_id"]: row["change"] for row in json.loads(said)["cases"]}


def test_names_of_audits(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    last = {"s1": "persisting", "s2": "resolved", "q9": "new"}
    middle = {"q1": "resolved", "q2": "revised", "s1": "persisting", "s2": "new"}
    assert changes(capsys, store) == last
    assert changes(capsys, store, "november") == last
    assert changes(capsys, store, "previous", "december") == last
    assert changes(capsys, store, "previous", "nov") == middle
    assert changes(capsys, store, "oct", "previous") == middle
    assert changes(capsys, store, "october", "latest") == {
        "q1": "resolved", "q2": "revised", "s1": "persisting", "q9": "new",
    }  # fmt: skip


def test_the_first_audit_has_none_before_it(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "diff", "previous", "october", "--store", str(store))
    assert ended.code == 2
    assert "october has no earlier audit in the store" in ended.err


@pytest.mark.parametrize("arguments", [["nowhere"], ["--format", "xml"], ["--lang", "de"]])
def test_mistakes(store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    ended = command(capsys, "diff", *arguments, "--store", str(store))
    assert (ended.code, ended.out) == (2, "")


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("october", "november"), 1),
        (("november", "december"), 0),  # a suspicion is no violation
        (("october", "december"), 0),  # what was revised is met now
        (("december", "october"), 1),
    ],
)
def test_the_exit_code_minds_violations_that_are_news(
    store: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, str], code: int
) -> None:
    assert asked(capsys, store, *names, "--exit-code")[0] == code
    assert asked(capsys, store, *names)[0] == 0


def test_a_revision_that_finds_a_violation_is_news(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "october", OCTOBER, [event("q1", "met")])
    put(tmp_path, "november", NOVEMBER, [event("q1", "open", "november", change="revised")])
    assert asked(capsys, tmp_path, "--exit-code")[0] == 1


def test_json_holds_all_counts(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(asked(capsys, store, "october", "november", "--format", "json", "--top", "1")[1])
    counted = {change: told["counts"][change]["violation"] for change in CHANGES}
    assert counted == {"new": 1, "reopened": 0, "revised": 1, "not_judged": 0, "resolved": 1, "persisting": 1}
    assert (told["before"]["audit_id"], told["after"]["audit_id"]) == ("october", "november")
    by_rule = {line["rule_id"]: {name: line[name] for name in CHANGES if line[name]} for line in told["by_rule"]}
    assert by_rule == {"po-card": {"new": 1, "persisting": 1}, "po-reply": {"revised": 1, "resolved": 1}}
    by_unit = {line["unit_id"]: (line["name"], line["new"], line["persisting"]) for line in told["by_unit"]}
    assert by_unit == {"": ("", 1, 0), "u1": ("北京办事处", 0, 1)}
    assert (told["total"], told["shown"]) == (4, 4)
    (revised,) = (row for row in told["cases"] if row["change"] == "revised")
    assert {name: revised[name] for name in ("verdict_before", "verdict", "responsible_name", "due_at")} == {
        "verdict_before": "violated", "verdict": "met", "responsible_name": "Иванов И. И.",
        "due_at": "2026-10-05T10:00:00",
    }  # fmt: skip


def test_lists_are_cut_by_change_and_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "october", OCTOBER, [state(f"s{n}", "open") for n in range(3)])
    put(tmp_path, "november", NOVEMBER, [state(f"s{n}", "open", "november") for n in range(1, 6)])
    _, table = asked(capsys, tmp_path, "--top", "2")
    assert [line for line in table.splitlines() if "shown" in line] == [
        "New, shown 2 of 3",
        "Resolved, shown 1 of 1",
        "Persisting, shown 2 of 2",
    ]
    ended = command(capsys, "diff", "--store", str(tmp_path), "--format", "csv", "--top", "2")
    assert len(list(csv.DictReader(io.StringIO(ended.out, newline="")))) == 5
    assert "shown 5 of 6" in ended.err
    assert len(asked(capsys, tmp_path, "--format", "jsonl")[1].splitlines()) == 6


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_columns_stand_under_one_another(store: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    """Numbers end in the same cell of the terminal, whatever the script of what stands before them."""
    _, said = asked(capsys, store, "october", "november", "--lang", lang)
    blocks = said.split("\n\n")
    assert len(blocks) == 8  # the audits, all, by rule, by unit, four changes
    for block in blocks[1:4]:
        _, head, *lines = block.splitlines()
        assert {cell_len(line[: line.rindex(number) + 1]) for line in lines for number in [_last(line)]} == {
            cell_len(head.rstrip())
        }


def _last(line: str) -> str:
    return [word for word in line.split() if word.isdigit()][-1]


def test_what_happened_is_said(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = asked(capsys, store, "october", "november", "--lang", "ru")
    lines = {words[2]: line for line in said.splitlines() if len(words := line.split()) > 2}
    assert "Нарушено → Соблюдено" in lines["q2"]
    assert "устранено" in lines["q1"]
    assert "выявлено 01.11.2026" in lines["s1"]


def test_why_a_rule_no_longer_judges(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "october", OCTOBER, [event("q1", "open"), state("s1", "open")])
    put(tmp_path, "november", NOVEMBER, [], rules={"po-reply": "not_run:inquiry.answered_at"})
    _, said = asked(capsys, tmp_path)
    lines = {words[2]: line for line in said.splitlines() if len(words := line.split()) > 2}
    assert "the rule could not run: inquiry.answered_at" in lines["q1"]
    assert "the rule was not asked for" in lines["s1"]


def test_nothing_to_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "october", OCTOBER)
    put(tmp_path, "november", NOVEMBER)
    assert asked(capsys, tmp_path)[1].splitlines()[-1] == "Nothing changed and nothing is open"


def test_a_file_is_written(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "diff.json"
    assert asked(capsys, store, "--format", "json", "--out", str(target)) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["total"] == 3
