"""The line of a report, the marks of the cases and the comparison of two audits tell one story."""

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checker.query.diff import CHANGES, COLUMNS, diff
from checker.query.diff_sides import Side
from checker.words.words import Words
from tests.followup.in_turn import DATE_RULE, InTurn, cases
from tests.small_pack import PACK

ANSWERS = {
    "open": "",
    "late": "2024-03-20_10:00:00",
    "in_time": "2024-03-01_10:05:00",
    "unreadable": "Monday",
}
# An answer becomes unreadable only while none is known: what it was before nobody could say.
AFTER = {
    "open": ("open", "open", "late", "in_time", "unreadable", "gone"),
    "late": ("late", "late", "open", "gone"),
    "in_time": ("in_time", "open", "late"),
    "unreadable": ("unreadable", "open", "late", "in_time"),
    "gone": ("gone", "open"),
}
DATES = {"filled": "2024-01-01", "empty": "", "unreadable": "soon"}
MONTHS = [("2024-03-31", "2024-03"), *((f"2024-{n:02d}-28", f"2024-{n:02d}") for n in range(4, 10))]


def inquiries(said: dict[str, str]) -> str:
    rows = (f"{name},email,2024-03-01_10:00:00,{ANSWERS[one]},e1" for name, one in said.items() if one != "gone")
    return " ".join(rows)


def clients(said: dict[str, str]) -> str:
    return " ".join(f"{name},Lily,1,{DATES[one]}" for name, one in said.items() if one != "gone")


@pytest.mark.parametrize("seed", [1, 2])
def test_months_at_random(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    turn = InTurn(tmp_path, PACK + DATE_RULE)
    answers = {f"q{n}": "open" for n in range(8)}
    dates = {f"c{n}": dice.choice(["filled", "empty"]) for n in range(8)}
    seen: Counter[str] = Counter()
    for month in MONTHS:
        before = turn.last if turn.named else None
        turn.audit(*month, inquiries(answers), clients(dates))
        if before:
            seen += agreed(turn, before)
        answers = {name: dice.choice(AFTER[one]) for name, one in answers.items()}
        dates = {name: dice.choice([*DATES, one, "gone"]) for name, one in dates.items()}
    assert all(seen[change] for change in CHANGES), seen


def agreed(turn: InTurn, before: Path) -> Counter[str]:
    """What the comparison counts, which the line of the report must count as well."""
    found = diff(_side(before), _side(turn.last), Words("en"))
    counted = {change: found.count(change, ["violation"]) for change in CHANGES}
    facts = turn.facts()
    assert {change: facts[change] for change in CHANGES} == counted
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found.rows]
    told = {f"{row['rule_id']}/{row['subject_id']}": row["change"] for row in rows}
    marks = {case: (verdict, standing, change) for case, (verdict, _, standing, change) in cases(turn.last).items()}
    for case, (verdict, standing, change) in marks.items():
        if verdict == "violated" and standing == "open":
            assert told[case] == change
    return Counter(counted)


def _side(folder: Path) -> Side:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Side(folder, manifest)
