"""The console report: its lines, their alignment by cells, and what it does with hostile text."""

import io
from pathlib import Path
from typing import Any

import pytest
from cells import cells
from stored_audit import make_audit
from stored_cases import CASES

from checker.report.aligned import aligned, cut
from checker.report.content import read_report
from checker.report.formats import console
from checker.words.words import Words


class Terminal(io.BytesIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(audit: Path, lang: str = "en", stream: Any = None) -> str:
    out = stream or io.BytesIO()
    console.write(read_report(audit), out, Words(lang))
    return out.getvalue().decode()


def test_closing_line(audit: Path) -> None:
    assert printed(audit).splitlines()[-1] == (
        "Rules: 8 (6 ran, 1 not run, 1 inactive); violations: 7 (0 excused; 1 carried over); "
        "rate 93.4% (met 100 of 107); exit 1"
    )


def test_one_line_a_hit(audit: Path) -> None:
    line = next(line for line in printed(audit).splitlines() if "Inquiry Q-1" in line)
    parts = [part.strip() for part in line.split("  ") if part.strip()]
    assert parts == [
        "HIGH",
        "sp2-reply-30min",
        "sp2-16d, sp2-16e",
        "Q-1 ООО «Ромашка»",
        "Иванов Иван Иванович",
        "5 Oct 2026, 09:30",
        "1 min",
        "Inquiry Q-1 was answered one minute late. (inquiry.csv:2)",
    ]


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_columns_align_by_cells(audit: Path, lang: str) -> None:
    lines = [line for line in printed(audit, lang).splitlines() if "  sp2-" in line and "sp2-16" in line]
    assert len(lines) == 3
    places = {cells(line[: line.index("sp2-16d")]) for line in lines}
    dates = [line.index("2026", line.index("sp2-16e")) for line in lines]
    ends = {cells(line[:at]) for at, line in zip(dates, lines, strict=True)}
    assert len(places) == 1
    assert lang == "en" or len(ends) == 1


def test_aligned_measures_wide_characters() -> None:
    first, second = aligned([["王丽", "x"], ["Иванов", "y"]])
    assert cells(first[: first.index("x")]) == cells(second[: second.index("y")]) == 8


def test_numbers_stand_to_the_right() -> None:
    assert aligned([["7", "a"], ["1,204", "b"]], frozenset({0})) == ["    7  a", "1,204  b"]


@pytest.mark.parametrize(("text", "limit"), [("王小明贸易有限公司", 8), ("王小明贸易有限公司", 7), ("abcdefghij", 4)])
def test_a_cut_fits_and_shows(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert cells(shown) <= limit
    assert shown.endswith("…")


def test_hostile_text_cannot_steer_the_terminal(audit: Path) -> None:
    for lang in ("en", "ru", "zh"):
        text = printed(audit, lang)
        assert not any(ord(one) < 32 and one != "\n" for one in text)
        assert "\u2028" not in text


def test_colour_only_on_a_terminal(audit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[" not in printed(audit)
    assert "\x1b[" in printed(audit, stream=Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in printed(audit, stream=Terminal())


def test_a_cut_list_says_so(tmp_path: Path) -> None:
    many = [{**CASES[0], "case_id": f"{number:016x}", "subject_id": f"Q-{number}"} for number in range(25)]
    text = printed(make_audit(tmp_path, cases=many))
    assert "shown 20 of 25" in text
    assert sum(line.startswith("HIGH") for line in text.splitlines()) == 20


def test_incomplete_is_said_at_the_top(tmp_path: Path) -> None:
    problem = {"where": "contract.csv", "what": "is empty", "remedy": "export it again"}
    text = printed(make_audit(tmp_path, complete=False, incomplete=[problem]))
    assert text.splitlines()[1] == "INCOMPLETE: contract.csv: is empty; export it again"
    assert text.splitlines()[-1].endswith("exit 3")


def test_no_violations(tmp_path: Path) -> None:
    assert "No violations found" in printed(make_audit(tmp_path, cases=[]))
