"""An audit settled and its engine opened, once for the pack and once for the hand-written SQL."""

import pickle
from collections.abc import Sequence
from pathlib import Path

from benchmarks.data import PERIOD, Sample, canonical
from checker.auditing.opened import open_engine
from checker.auditing.request import Request
from checker.auditing.settled import Settled, settle
from checker.cases.engine import DuckDBEngine
from checker.rulebook.book import load_book, shipped_rules
from checker.snapshot.model import Snapshot


def read_once(found: Sample) -> Snapshot:
    """The canonical snapshot of a sample, read at the first call and kept."""
    kept = found.canonical / "snapshot.pickle"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(canonical(found)))
    snapshot: Snapshot = pickle.loads(kept.read_bytes())
    return snapshot


def settled_audit(found: Sample, store: Path, select: Sequence[str] = (), keep_all: bool = False) -> Settled:
    """The audit that the benchmark asks for, over the quarter that the sample spans."""
    request = Request(
        found.folder, config=found.policy, store=store, period=PERIOD, select=tuple(select), keep_all=keep_all
    )
    return settle(request, load_book([shipped_rules()]), read_once(found))


def engine_of(settled: Settled, streams: int | None = None) -> DuckDBEngine:
    """An engine with the known world on it; it may read and spill beside the canonical tables."""
    return open_engine(settled, settled.snapshot.work, streams)
