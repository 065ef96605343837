"""The data of the benchmark: a seeded sample company, and its canonical tables, kept under build/."""

from dataclasses import dataclass
from pathlib import Path

from checker.sample.generate import Order, generate
from checker.snapshot import read_snapshot
from checker.snapshot.model import Snapshot

ROOT = Path(__file__).resolve().parent.parent
# At scale 1: at least 100 thousand clients, 2 million interactions, 500 thousand inquiries, 300 thousand invoices.
CLIENTS = 122_000
SEED = 7
PERIOD = "2025-Q4"


@dataclass(frozen=True)
class Sample:
    """A generated snapshot folder with its policy, and where its canonical tables go."""

    folder: Path
    canonical: Path

    @property
    def policy(self) -> Path:
        """The auditor's compliance.yaml that the generator wrote."""
        return self.folder / "compliance.yaml"


def sample(scale: float, build: Path) -> Sample:
    """The sample of this scale under `build`; generated once, the same bytes every time."""
    clients = max(1, round(CLIENTS * scale))
    place = build / f"clients-{clients}"
    folder = place / "snapshot"
    if not folder.exists():
        place.mkdir(parents=True, exist_ok=True)
        generate(Order(clients, SEED, folder, place / "truth.csv", months=3, format="parquet"))
    return Sample(folder, place / "canonical")


def canonical(found: Sample) -> Snapshot:
    """The canonical tables of a sample, read anew."""
    found.canonical.mkdir(parents=True, exist_ok=True)
    return read_snapshot(found.folder, found.canonical)
