"""A small company audited month after month into one store; each test decides which months and what is in them."""

from pathlib import Path

from checker.cli import run
from tests.small_pack import CLIENTS, INQUIRIES, write_pack, write_snapshot

HEAD = INQUIRIES.splitlines()[0]
Q2 = "q2,email,2024-03-01 10:00:00,2024-03-01 10:30:01,e1"
Q3 = "q3,fax,2024-03-01 17:50:00,,e2"
Q3_LATE = "q3,fax,2024-03-01 17:50:00,2024-04-08 10:00:00,e2"
Q6 = "q6,email,2024-04-02 10:00:00,,e1"
FIXED = CLIENTS.replace("c2,ООО Лилия,-,", "c2,ООО Лилия,+7 495 000,")

# By month: what the snapshot holds that was taken on the fifth of the month after.
INQUIRIES_IN = {3: [Q2, Q3], 4: [Q2, Q3_LATE, Q6], 5: [Q3_LATE, Q6], 6: [Q6]}
CLIENTS_IN = {3: CLIENTS, 4: FIXED, 5: CLIENTS, 6: CLIENTS}


def snapshot_of(folder: Path, month: int) -> Path:
    """The snapshot of a month, in a folder of its own."""
    place = folder / f"export-{month:02}"
    place.mkdir(parents=True, exist_ok=True)
    header = f"taken_at: 2024-{month + 1:02}-05 12:00:00\ntime_zone: Europe/Moscow\ncompany: Проба\n"
    inquiries = "\n".join([HEAD, *INQUIRIES_IN[month]]) + "\n"
    return write_snapshot(place, header, inquiry=inquiries, client=CLIENTS_IN[month])


def arguments(folder: Path, month: int, *options: str, store: str = "s") -> list[str]:
    """The command line that audits a month."""
    if not (folder / "small.yaml").exists():
        write_pack(folder)
    named = ["audit", str(snapshot_of(folder, month)), "--rules", str(folder / "small.yaml")]
    named += ["--store", str(folder / store), "--period", f"2024-{month:02}"]
    return [*named, "--chain", "python", "--quiet", *options]


def audit_month(folder: Path, month: int, *options: str, store: str = "s") -> int:
    """Audit a month in this process; its exit code."""
    return run(arguments(folder, month, *options, store=store))


def stored(store: Path, month: int) -> Path:
    """The folder of a month's only audit."""
    (folder,) = store.glob(f"2024-{month:02}_*")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Every file of an audit that follows from its inputs."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != "run.json"}
