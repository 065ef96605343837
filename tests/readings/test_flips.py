"""Another reading of the text, judged beside the audit: what vanishes, what appears, what else changes, by hand."""

from pathlib import Path

import pytest

from checker.auditing.request import Request
from checker.cli import run
from checker.pipeline import audit as run_audit
from tests.readings.small import PACK, audit, outputs, prepare, stored

COUNTS = ("violated", "vanished", "appeared", "changed", "violated_then")


def flips(folder: Path, store: str = "s") -> dict[str, tuple[int, ...]]:
    return {
        row["other"]: tuple(row[name] for name in COUNTS)
        for row in stored(folder, store)
        if row["vanished"] is not None
    }


def test_every_flip_of_the_small_pack(tmp_path: Path) -> None:
    """Ours: `late` and `never` are violated; `exact` and `monday` met at the limit; `open` is pending.

    1 minute: exact, monday and open (11:46) are late. Telephone too: `phone` was never answered. Calendar: monday was
    due on Friday at 18:20. A whole hour: late is in time. Fax alone: late owes nothing, nor do exact, monday and open.
    The first day alone: open owes nothing. Clients of any age: c1 has a tier, c2 has none.
    """
    prepare(tmp_path)
    assert audit(tmp_path, "--readings") == 1
    assert flips(tmp_path) == {
        "1 minute": (2, 0, 3, 0, 5),
        "a whole hour": (2, 1, 0, 0, 1),
        "by fax alone": (2, 1, 0, 3, 1),
        "calendar": (2, 0, 1, 0, 3),
        "telephone too": (2, 0, 1, 0, 3),
        "the first day alone": (2, 0, 0, 1, 2),
        "0": (0, 0, 1, 1, 1),
    }


def test_most_flips_come_first_and_each_names_its_cases(tmp_path: Path) -> None:
    prepare(tmp_path)
    audit(tmp_path, "--readings")
    rows = stored(tmp_path)
    assert rows[0]["other"] == "1 minute"
    assert rows[0]["appeared_subjects"] == ["exact", "monday", "open"]
    assert [row["value"] for row in rows[:1]] == ["1"]
    of_rule = [row["other"] for row in rows if row["rule_id"] == "small-reply" and row["status"] == "judged"]
    assert of_rule == ["1 minute", "calendar", "a whole hour", "by fax alone", "telephone too", "the first day alone"]


def test_a_case_that_moves_to_another_period_neither_vanishes_nor_appears(tmp_path: Path) -> None:
    """By working time `never` and `monday` are due on Monday at 09:20, by calendar time on Friday at 18:20."""
    prepare(tmp_path)
    audit(tmp_path, "--readings", "--period", "2024-03-04..2024-03-04")
    assert flips(tmp_path)["calendar"] == (1, 0, 0, 2, 0)
    audit(tmp_path, "--readings", "--period", "2024-03-01..2024-03-01", store="friday")
    assert flips(tmp_path, "friday")["calendar"] == (1, 0, 1, 1, 3)


def test_sentences_are_listed_as_not_judged(tmp_path: Path) -> None:
    prepare(tmp_path)
    audit(tmp_path, "--readings")
    silent = [(row["param"], row["other"], row["status"]) for row in stored(tmp_path) if row["status"] != "judged"]
    assert silent == [
        ("small.clock", "the clock of the client", "no_value"),
        ("small.moment", "the moment of reading", "no_value"),
    ]


def test_verdicts_exit_code_and_bytes_are_those_of_the_audit_without(tmp_path: Path) -> None:
    prepare(tmp_path)
    for options in ((), ("--keep-all",), ("--fail-on", "none")):
        name = "-".join(("s", *options)).replace("--", "")
        plain = audit(tmp_path, *options, store=name)
        assert audit(tmp_path, *options, "--readings", store=f"{name}-with") == plain
        assert outputs(tmp_path, name) == outputs(tmp_path, f"{name}-with")


def test_the_same_audit_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    prepare(tmp_path)
    audit(tmp_path, "--readings")
    before = {path: path.read_bytes() for path in (tmp_path / "s").rglob("*") if path.is_file()}
    assert audit(tmp_path, "--readings") == 1
    assert {path: path.read_bytes() for path in (tmp_path / "s").rglob("*") if path.is_file()} == before
    audit(tmp_path, "--readings", "--threads", "1", store="again")
    (one,), (two,) = (list((tmp_path / store).glob("*/readings.parquet")) for store in ("s", "again"))
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("other", "setting"),
    [
        ("calendar", "small.clock=calendar"),
        ("a whole hour", "small.reply=60"),
        ("1 minute", "small.reply=1"),
        ("telephone too", "small.channels=email;fax;phone"),
        ("the first day alone", "small.first=true"),
    ],
)
def test_violations_then_are_those_of_an_audit_with_that_value(tmp_path: Path, other: str, setting: str) -> None:
    prepare(tmp_path)
    audit(tmp_path, "--readings", "--select", "small-reply")
    audit(tmp_path, "--readings", "--select", "small-reply", "--set", setting, store="set")
    (then,) = {row["violated"] for row in stored(tmp_path, "set") if row["violated"] is not None}
    assert flips(tmp_path)[other][-1] == then


def test_a_value_that_the_auditor_set_is_in_force_and_ours_becomes_another(tmp_path: Path) -> None:
    """By calendar time `monday`, `late` and `never` are violated; by working time monday is in time."""
    prepare(tmp_path)
    audit(tmp_path, "--readings", "--set", "small.clock=calendar", "--select", "small-reply")
    rows = {row["other"]: row for row in stored(tmp_path) if row["param"] == "small.clock"}
    assert rows["calendar"]["status"] == "in_force"
    assert tuple(rows["working"][name] for name in COUNTS) == (3, 1, 0, 0, 2)
    assert rows["working"]["in_force"] == '"calendar"'


def test_a_rule_that_cannot_run_is_not_judged(tmp_path: Path) -> None:
    prepare(tmp_path)
    (tmp_path / "snapshot" / "inquiry.csv").unlink()
    assert audit(tmp_path, "--readings") == audit(tmp_path, store="plain")
    assert {row["status"] for row in stored(tmp_path) if row["rule_id"] == "small-reply"} == {"no_value", "not_run"}


def test_a_value_that_nothing_reads_is_not_judged(tmp_path: Path) -> None:
    prepare(tmp_path, PACK.replace("WHERE NOT $small.first OR CAST(a.received_at AS DATE) = DATE '2024-03-01'", ""))
    audit(tmp_path, "--readings")
    assert {row["status"] for row in stored(tmp_path) if row["param"] == "small.first"} == {"unread"}


def test_a_rule_that_fails_under_another_reading_fails_alone(tmp_path: Path) -> None:
    """The clock takes only two values, and free text would be let through without `one_of`."""
    loose = PACK.replace("one_of: [working, calendar], ", "").replace(
        "other: [calendar,", "other: [{says: x, value: moon},"
    )
    prepare(tmp_path, loose)
    assert audit(tmp_path, "--readings") == 1
    rows = {row["other"]: row for row in stored(tmp_path)}
    assert rows["x"]["status"] == "failed"
    assert "moon" not in rows["1 minute"]["detail"]
    assert rows["1 minute"]["status"] == "judged"


def test_without_the_option_nothing_is_judged_again(tmp_path: Path) -> None:
    prepare(tmp_path)
    audit(tmp_path)
    assert not list((tmp_path / "s").glob("*/readings.parquet"))


def test_progress_names_each_reading_that_is_judged(tmp_path: Path) -> None:
    """Two rules as they are, then seven other readings of them, after the rules of the audit itself."""
    prepare(tmp_path)
    told: list[tuple[str, int, int]] = []
    snapshot, rules, store = (tmp_path / name for name in ("snapshot", "small.yaml", "s"))
    request = Request(snapshot, (rules,), period="2024-03", store=store, readings=True, chain="python")
    run_audit(request, lambda what, done, total: told.append((what, done, total)))
    again = told[-9:]
    assert [what for what, _, _ in again[:3]] == ["small-reply", "small-old", "small-reply small.clock: calendar"]
    assert [(done, total) for _, done, total in again] == [(done, 9) for done in range(9)]


def test_changed_readings_are_told_by_verify(tmp_path: Path) -> None:
    prepare(tmp_path)
    audit(tmp_path, "--readings")
    assert run(["verify", "--store", str(tmp_path / "s")]) == 0
    (path,) = (tmp_path / "s").glob("*/readings.parquet")
    path.write_bytes(path.read_bytes() + b" ")
    assert run(["verify", "--store", str(tmp_path / "s")]) == 4
