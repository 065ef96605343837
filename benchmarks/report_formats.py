"""What writing reports costs: HTML against JSON, and the memory of the formats that hold every case."""

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.child import peak_memory
from benchmarks.data import ROOT
from benchmarks.pack import Line
from benchmarks.report_audit import stored_audit
from checker.report.cases import JOINS, NAMED, STORED, WORST_FIRST, Case
from checker.report.stored import opened

HTML_CASES, HTML_RATIO, HTML_SIZE = 100_000, 2.0, 30.0
DUMP = "dump"
WORKBOOK_CASES, FEW_CASES, WORKBOOK_MEMORY = 500_000, 5_000, 600.0


def reports(scale: float, rounds: int, build: Path) -> list[Line]:
    """HTML of 100,000 violations against dumping the same rows as JSON; the peaks of memory of JSON and XLSX."""
    store = build / "reports"
    many = stored_audit(round(HTML_CASES * scale), store)
    pairs = [(written("html", many), written(DUMP, many)) for _ in range(rounds)]
    lines = []
    for clock in ("cpu", "wall"):
        ratio = sorted(ours[clock] / theirs[clock] for ours, theirs in pairs)[rounds // 2]
        judged = clock == "cpu"
        limit = f"{HTML_RATIO:.1f}" if judged else ""
        lines.append(
            Line(f"HTML / JSON of its rows, {clock}", f"{ratio:.2f}", limit, not judged or ratio <= HTML_RATIO)
        )
    size = pairs[0][0]["size"]
    lines.append(Line("size of the HTML, MB", f"{size:.1f}", f"{HTML_SIZE:.0f}", size <= HTML_SIZE))
    few, most = stored_audit(FEW_CASES, store), stored_audit(round(WORKBOOK_CASES * scale), store)
    for name in ("xlsx", "json"):
        least, peak = written(name, few)["memory"], written(name, most)["memory"]
        lines.append(Line(f"memory of {name}, {FEW_CASES} cases, MB", f"{least:.0f}"))
        what = f"memory of {name}, {round(WORKBOOK_CASES * scale)} cases, MB"
        lines.append(Line(what, f"{peak:.0f}", f"{WORKBOOK_MEMORY:.0f}", peak <= WORKBOOK_MEMORY))
    return lines


def written(name: str, folder: Path) -> dict[str, float]:
    """Wall and CPU seconds, peak memory and size in megabytes of one report, written in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.report_formats", name, str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def write_one(name: str, folder: Path) -> dict[str, float]:
    """Write a report beside the audit, measure it, take it away."""
    from checker.report.content import read_report
    from checker.report.registry import write

    target = folder.parent / f"{folder.name}.{name}"
    wall, cpu = perf_counter(), process_time()
    if name == DUMP:
        dump(folder, target)
    else:
        write(name, read_report(folder), target)
    spent = {"wall": perf_counter() - wall, "cpu": process_time() - cpu, "memory": peak_memory()}
    size = target.stat().st_size / 1e6
    target.unlink()
    return spent | {"size": size}


def dump(folder: Path, target: Path) -> None:
    """The same rows as JSON and nothing else: read whole in the order of the report, one object each."""
    with opened(folder) as connection:
        sql = f"SELECT {STORED}, {NAMED} FROM cases c {JOINS} WHERE c.verdict = 'violated' ORDER BY {WORST_FIRST}"
        rows = [dict(zip(Case._fields, row, strict=True)) for row in connection.execute(sql).fetchall()]
    with target.open("w", encoding="utf-8") as out:
        json.dump(rows, out, ensure_ascii=False, default=str)


if __name__ == "__main__":
    asked, audit_folder = sys.argv[1:]
    print(json.dumps(write_one(asked, Path(audit_folder))))
