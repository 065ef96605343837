"""The pack against the SQL by hand, in turn, each run in a fresh process; and a whole audit."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks.data import PERIOD, ROOT, Sample
from benchmarks.process import CHECKER, Spent, spend

RATIO_LIMIT = 2.0
MEMORY_LIMIT = 1000.0


@dataclass(frozen=True)
class Line:
    """One line of the report: what was measured, the figure, its limit (None: only told), and whether it holds."""

    what: str
    figure: str
    limit: str = ""
    holds: bool = True


def child(what: str, found: Sample) -> dict[str, Any]:
    """The answer of `benchmarks.child` about this work."""
    command = [sys.executable, "-m", "benchmarks.child", what, str(found.folder), str(found.canonical)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def speed(found: Sample, rounds: int) -> list[Line]:
    """Pack and hand A B A B; ratios are medians of each round's ratio, memory is the highest of all runs."""
    pairs = [(child("pack", found), child("hand", found)) for _ in range(rounds)]
    whole = child("whole", found)
    lines = []
    for clock in ("wall", "cpu"):
        ratio = median(ours[clock] / theirs[clock] for ours, theirs in pairs)
        lines.append(Line(f"pack / by hand, {clock}", f"{ratio:.2f}", f"{RATIO_LIMIT:.1f}", ratio <= RATIO_LIMIT))
    hand = median(theirs["cpu"] for _, theirs in pairs)
    lines.append(Line("all of SP-2 / by hand, cpu", f"{whole['cpu'] / hand:.2f}"))
    memory = max(ours["memory"] for ours, _ in pairs)
    for what, peak in (("pack", memory), ("all of SP-2", whole["memory"])):
        lines.append(Line(f"memory of {what}, MB", f"{peak:.0f}", f"{MEMORY_LIMIT:.0f}", peak <= MEMORY_LIMIT))
    lines.append(Line("memory by hand, MB", f"{max(theirs['memory'] for _, theirs in pairs):.0f}"))
    return lines


def equality(found: Sample) -> list[Line]:
    """Whether both ways give the same rows."""
    answer = child("rows", found)
    lines = [Line("rows of the pack = rows by hand", f"{answer['pack']} = {answer['hand']}", "equal", answer["equal"])]
    for side in ("failed", "pack_only", "hand_only"):
        lines += [Line(f"  {side}", str(row), "none", False) for row in answer[side]]
    return lines


def whole_audit(found: Sample) -> list[Line]:
    """`checker audit` as a user runs it, from the delivered files to the store."""
    store = found.folder.parent / "audits"
    shutil.rmtree(store, ignore_errors=True)
    options = ["--config", str(found.policy), "--store", str(store), "--select", "pack:sp2"]
    options += ["--period", PERIOD, "--quiet"]
    spent = spend([*CHECKER, "audit", str(found.folder), *options], found.folder.parent / "audit.log")
    hand = child("hand", found)["cpu"]
    return [
        Line("whole audit / by hand, cpu", f"{spent.cpu / hand:.1f}"),
        Line("memory of the whole audit, MB", f"{spent.memory:.0f}", f"{MEMORY_LIMIT:.0f}", _fits(spent)),
    ]


def _fits(spent: Spent) -> bool:
    return spent.memory <= MEMORY_LIMIT and spent.code in (0, 1)
