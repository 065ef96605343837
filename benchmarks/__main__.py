"""`python -m benchmarks`: measure, print a table, exit 1 where a limit is exceeded or rows differ."""

import argparse
import sys
from pathlib import Path

from benchmarks.all_packs import all_packs
from benchmarks.data import ROOT, Sample, sample
from benchmarks.pack import Line, child, equality, speed, whole_audit
from benchmarks.query_store import query_store
from benchmarks.report_formats import reports
from benchmarks.start import start

COMPARED = 0.1
PARTS = ("start", "rows", "speed", "audit", "packs", "query", "reports")


def main() -> int:
    """Run what is asked for; what is judged is a ratio or a size, never a time."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--scale",
        type=float,
        default=1.0,
        help="1: 122 thousand clients, 2 million interactions; a million violations in each stored audit",
    )
    parser.add_argument("--rounds", type=int, default=3, help="runs of each side, in turn")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "benchmarks", help="where generated data lie")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    asked = parser.parse_args()
    lines: list[Line] = []
    if asked.only in (None, "start"):
        lines += start()
    if asked.only in (None, "rows"):
        lines += equality(ready(min(asked.scale, COMPARED), asked.build))
    if asked.only in (None, "speed"):
        lines += speed(ready(asked.scale, asked.build), asked.rounds)
    if asked.only in (None, "audit"):
        lines += whole_audit(ready(asked.scale, asked.build))
    if asked.only in (None, "packs"):
        lines += all_packs(asked.build)
    if asked.only in (None, "reports"):
        lines += reports(asked.scale, asked.rounds, asked.build)
    if asked.only in (None, "query"):
        lines += query_store(asked.build, asked.scale, asked.rounds)
    show(lines)
    return 0 if all(line.holds for line in lines) else 1


def ready(scale: float, build: Path) -> Sample:
    """The sample of this scale with its canonical tables in place."""
    found = sample(scale, build)
    child("read", found)  # apart, so that this process stays small: its children's peaks begin with its own
    return found


def show(lines: list[Line]) -> None:
    """Print the table."""
    width = max(len(line.what) for line in lines)
    for line in lines:
        verdict = ("ok" if line.holds else "EXCEEDED") if line.limit else ""
        print(f"{line.what:<{width}}  {line.figure:>16}  {line.limit:>6}  {verdict}")


if __name__ == "__main__":
    sys.exit(main())
