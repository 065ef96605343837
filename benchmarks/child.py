"""One measured piece of work in a process of its own; prints what it cost as JSON."""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.compare import CLAUSES, differences
from benchmarks.data import Sample
from benchmarks.hand import judge_by_hand
from benchmarks.stage import engine_of, read_once, settled_audit
from checker.auditing.judging import judge
from checker.auditing.settled import Settled
from checker.cases.engine import DuckDBEngine

SAME_CLAUSES = tuple(f"clause:{name}" for name in CLAUSES)


def silent(what: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


def pack(settled: Settled, engine: DuckDBEngine) -> None:
    """The judging stage of the pipeline, and the texts, which are made when the cases are read."""
    judge(settled, engine, silent)
    engine.execute('CREATE TABLE case_told AS SELECT * FROM "case"')


WORK: dict[str, tuple[tuple[str, ...], Callable[[Settled, DuckDBEngine], None]]] = {
    "pack": (SAME_CLAUSES, pack),
    "whole": (("pack:sp2",), pack),
    "hand": (SAME_CLAUSES, judge_by_hand),
}


def cost(what: str, found: Sample) -> dict[str, float]:
    """Wall and CPU seconds of the judging alone, peak memory of the whole process in megabytes (10^6 bytes)."""
    select, work = WORK[what]
    settled = settled_audit(found, found.folder.parent / "no-store", select)
    # The hand-written SQL is one statement after the other: all threads are the engine's own.
    engine = engine_of(settled, 1 if what == "hand" else None)
    wall, cpu = perf_counter(), process_time()
    work(settled, engine)
    spent = {"wall": perf_counter() - wall, "cpu": process_time() - cpu}
    return spent | {"memory": peak_memory()}


def peak_memory() -> float:
    """Peak memory of this process alone; ru_maxrss would begin with that of the process that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    line = next(text for text in status.read_text().splitlines() if text.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


def rows(found: Sample) -> dict[str, object]:
    """Both ways of judging on one engine, every case kept, and the rows that one side alone has."""
    settled = settled_audit(found, found.folder.parent / "no-store", SAME_CLAUSES, keep_all=True)
    engine = engine_of(settled)
    judge_by_hand(settled, engine)
    ran = judge(settled, engine, silent)
    failed = sorted(f"{r.rule_id} {r.status}: {r.reason}" for r in ran.values() if r.status != "ran")
    apart = differences(engine)
    sides = {"pack_only": apart.pack_only, "hand_only": apart.hand_only}
    shown = {name: [[str(value) for value in row] for row in side[:20]] for name, side in sides.items()}
    return {"pack": apart.pack, "hand": apart.hand, "equal": apart.equal and not failed, "failed": failed, **shown}


def answer(asked: str, found: Sample) -> dict[str, object]:
    """What a piece of work answers; `read` only puts the canonical tables in place."""
    if asked == "read":
        return {"rows": sum(table.rows for table in read_once(found).tables.values())}
    return rows(found) if asked == "rows" else dict(cost(asked, found))


if __name__ == "__main__":
    work_asked, snapshot, canonical_folder = sys.argv[1:]
    print(json.dumps(answer(work_asked, Sample(Path(snapshot), Path(canonical_folder)))))
