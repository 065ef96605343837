"""baseline.csv: read strictly, written in one order."""

import re
from datetime import date
from pathlib import Path

import pytest

from checker.baselines.entry import Entry
from checker.baselines.file import read_baseline, write_baseline
from checker.errors import NotWrittenError, UsageError

HEAD = "case_id,rule_id,subject,occurrence,accepted_on,reason\n"
LINE = "00000000000000aa,small-card,client:c2,,2026-11-02,agreed with the board\n"


def entry(number: int, rule: str = "small-card", subject: str = "client:c1", occurrence: str = "") -> Entry:
    return Entry(f"{number:016x}", rule, subject, occurrence, date(2026, 11, 2), "known")


def problems(folder: Path, text: str | bytes) -> list[str]:
    path = folder / "baseline.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError) as caught:
        read_baseline(path)
    return [str(problem) for problem in caught.value.problems]


def test_what_is_written_is_read_again_in_one_order(tmp_path: Path) -> None:
    path = tmp_path / "baseline.csv"
    entries = [
        entry(1, "small-reply", "inquiry:q1"),
        entry(2, subject='client:ООО «Ромашка», "л"', occurrence="2026-10-05"),
        entry(3, subject='client:ООО «Ромашка», "л"', occurrence="2026-10-04"),
        entry(4, subject="client:张伟"),
    ]
    write_baseline(path, entries)
    assert [int(one.case_id, 16) for one in read_baseline(path)] == [3, 2, 4, 1]
    assert set(read_baseline(path)) == set(entries)
    bytes_ = path.read_bytes()
    write_baseline(path, entries[::-1])
    assert path.read_bytes() == bytes_
    assert b"\r" not in bytes_
    assert [found.name for found in tmp_path.iterdir()] == ["baseline.csv"]


def test_an_empty_baseline_is_a_header(tmp_path: Path) -> None:
    write_baseline(tmp_path / "baseline.csv", [])
    assert (tmp_path / "baseline.csv").read_text(encoding="utf-8") == HEAD
    assert read_baseline(tmp_path / "baseline.csv") == ()


def test_marks_columns_in_another_order_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "baseline.csv"
    head = "rule_id,case_id,occurrence,subject,reason,accepted_on\r\n"
    path.write_text(
        f"\ufeff{head}small-card,00000000000000aa,,client:c2,why,2026-11-02\r\n", encoding="utf-8", newline=""
    )
    (found,) = read_baseline(path)
    assert found == Entry("00000000000000aa", "small-card", "client:c2", "", date(2026, 11, 2), "why")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "baseline.csv:1: the file is empty"),
        (HEAD.replace("reason", "reson"), "baseline.csv:1: unknown column 'reson'; did you mean 'reason'"),
        (HEAD.replace("reason", "case_id"), "baseline.csv:1: names a column twice"),
        (HEAD.replace(",reason", ""), "baseline.csv:1: column 'reason' is missing"),
        (HEAD.replace(",", ";"), "baseline.csv:1: unknown column 'case_id;rule_id"),
        (HEAD + LINE + LINE, "baseline.csv:3: case 00000000000000aa stands already in line 2"),
        (HEAD + LINE + "<<<<<<< ours\n", "baseline.csv:3: has 1 cells, the first line 6"),
        (HEAD + LINE + "\n", "baseline.csv:3: has 0 cells"),
        (HEAD + LINE.replace(",,", ","), "baseline.csv:2: has 5 cells"),
        (HEAD + LINE.replace("aa,", ","), "baseline.csv:2: '00000000000000' is no case id"),
        (HEAD + LINE.replace("aa,", "AA,"), "baseline.csv:2: '00000000000000AA' is no case id"),
        (HEAD + LINE.replace("2026-11-02", "02.11.2026"), "baseline.csv:2: '02.11.2026' is not a day"),
        (HEAD + LINE.replace("2026-11-02", "20261102"), "baseline.csv:2: '20261102' is not a day"),
        (HEAD + LINE.replace("2026-11-02", "2026-02-30"), "baseline.csv:2: '2026-02-30' is no day"),
        (HEAD + LINE.replace("agreed with the board", " "), "baseline.csv:2: 'reason' is empty"),
        (HEAD + LINE.replace("small-card", ""), "baseline.csv:2: 'rule_id' is empty"),
        (HEAD + LINE.replace("agreed", '"agreed" and'), "baseline.csv:2: is damaged"),
        (HEAD + LINE + '00000000000000ab,"small', "baseline.csv:3: is damaged"),
    ],
)
def test_every_mistake_has_its_line(tmp_path: Path, text: str, told: str) -> None:
    assert problems(tmp_path, text)[0].startswith(told)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    damaged = HEAD + LINE.replace("small-card", "") + "x\n" + LINE
    assert [re.match(r"baseline\.csv:(\d)", one)[1] for one in problems(tmp_path, damaged)] == ["2", "3", "4"]  # type: ignore[index]


def test_a_reason_over_two_lines_keeps_the_numbers_of_the_lines_right(tmp_path: Path) -> None:
    told = problems(tmp_path, HEAD + LINE.replace("agreed with", '"agreed\nwith').replace("board", 'board"') + "x\n")
    assert told == ["baseline.csv:4: has 1 cells, the first line 6; take the line out, or restore it"]


def test_other_encodings_and_files_that_are_not_there(tmp_path: Path) -> None:
    assert "not UTF-8" in problems(tmp_path, HEAD.encode() + "правило".encode("cp1251"))[0]
    with pytest.raises(UsageError, match=r"nothing\.csv"):
        read_baseline(tmp_path / "nothing.csv")


def test_a_place_that_refuses_is_exit_code_4_and_nothing_stays_behind(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError, match="cannot be written"):
        write_baseline(tmp_path / "no" / "baseline.csv", [entry(1)])
    assert list(tmp_path.iterdir()) == []
