"""Stores of hand-made audits for the tests of `checker serve`."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from small_store import case, rule, store_audit, tally
from stored_audit import make_audit
from stored_cases import CASES

from checker.store.audits import MANIFEST
from checker.store.canonical import file_hash, folder_hashes
from checker.store.chain import CHAIN, append_link

SCRIPT = "<script>alert('x')</script>"
HOSTILE = f"\"'><img src=x onerror=alert(1)>{SCRIPT}&amp;{{{{7*7}}}}\u2028"
SEVERITIES = ("critical", "high", "medium", "low")
PER_MONTH = 40


def months_store(store: Path) -> Path:
    """January to March 2026: 40 violations each, 30 met; every third case is seen in two months."""
    store.mkdir(exist_ok=True)
    for number, month in enumerate(("2026-01", "2026-02", "2026-03")):
        told = rule("reply"), rule("card", severity="low")
        store_audit(
            store,
            month,
            f"2026-{number + 2:02d}-01T00:00:00",
            [_violation(number, place) for place in range(PER_MONTH)] + [_pending(number)],
            [tally(30), tally(PER_MONTH, verdict="violated"), tally(1, verdict="pending")],
            list(told),
            met=30,
            violated=PER_MONTH,
            earlier=[path.name for path in sorted(store.iterdir()) if path.is_dir()],
        )
    return store


def sealed(store: Path) -> None:
    """Let every manifest name the hashes of its files and the chain those of the manifests, as after real audits."""
    (store / CHAIN).unlink()
    for folder in sorted(path for path in store.iterdir() if path.is_dir()):
        manifest = folder / MANIFEST
        told = json.loads(manifest.read_text("utf-8"))
        manifest.unlink()
        manifest.write_text(json.dumps(told | {"outputs": folder_hashes(folder)}), "utf-8")
        append_link(store, folder.name, file_hash(manifest))


def _violation(number: int, place: int) -> dict[str, Any]:
    seen_before = place % 3 == 0 and number
    key = f"{number - 1 if seen_before else number}-{place}"
    return case(
        sha256(key.encode()).hexdigest()[:16],
        "card" if place % 4 == 3 else "reply",
        severity=SEVERITIES[place % 4],
        responsible_id=("e1", "e2", "")[place % 3],
        client_id="c1",
        unit_id="u1",
        tier="key" if place % 2 else "",
        due_at=f"2026-{number + 1:02d}-{place % 28 + 1:02d} 10:00:00",
        first_seen=f"2026-{number + 2:02d}-01 00:00:00",
        outcome=("late", "absent")[place % 2],
        change="persisting" if seen_before else "new",
        text_en=f"Reply {place} came late",
        text_ru=f"Ответ {place} опоздал",
        text_zh=f"答复 {place} 迟了",
        rectify_by=f"2026-{number + 2:02d}-20",
        rectification="due",
    )


def _pending(number: int) -> dict[str, Any]:
    return case(f"ffff{number:012d}", verdict="pending", due_at=f"2026-{number + 2:02d}-02 10:00:00")


def hostile_store(store: Path) -> Path:
    """One audit with the cases of the report's tests, and one whose every text is hostile."""
    wild = dict(CASES[0]) | {"case_id": "bad0000000000001", "subject_id": HOSTILE, "occurrence": HOSTILE}
    wild |= {f"text_{lang}": HOSTILE for lang in ("en", "ru", "zh")} | {"source_file": HOSTILE, "tier": HOSTILE}
    wild |= {"client_id": HOSTILE, "responsible_id": HOSTILE, "unit_id": HOSTILE, "verdict": "violated"}
    make_audit(store, cases=[*CASES, wild], company=HOSTILE, exit_code=1)
    return store


def state_of(store: Path) -> dict[str, tuple[int, int, str]]:
    """Every file with its size, time and hash."""
    found = sorted(path for path in store.rglob("*"))
    told = {}
    for path in found:
        stat = path.stat()
        told[str(path)] = stat.st_size, stat.st_mtime_ns, "" if path.is_dir() else sha256(path.read_bytes()).hexdigest()
    return told
