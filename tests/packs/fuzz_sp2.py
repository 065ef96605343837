"""SP-2 rules against the oracle on random worlds: `python -m tests.packs.fuzz_sp2 TOPIC [FIRST] [COUNT]`."""

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import duckdb

from checker.auditing.request import Request
from checker.pipeline import audit
from checker.rulebook.book import load_book
from checker.schema.model import load_schema
from tests.oracle.judge import judge
from tests.oracle.random_world import random_period, random_world
from tests.oracle.world import World
from tests.oracle.write_world import write_world

RULES = Path(__file__).parents[2] / "rules" / "sp2.yaml"
CLAUSES = {
    "territory": ("sp2-1b", "sp2-1c", "sp2-1d"),
    "lists": ("sp2-3a",),
    "contacts": ("sp2-4a", "sp2-13a", "sp2-6a", "sp2-8b", "sp2-15a", "sp2-18b"),
    "inquiries": ("sp2-16d", "sp2-16e"),
    "newcomers": ("sp2-17c", "sp2-17d"),
    "survey": ("sp2-9a",),
    "invoices": ("sp2-19c", "sp2-21a", "sp2-21c", "sp2-21d", "sp2-23a"),
    "looks": ("sp2-20a",),
    "indicators": ("sp2-s4-1a", "sp2-s4-2", "sp2-s4-3", "sp2-s4-4a"),
}
STATE = {"met": "satisfied"}
COLUMNS = {name: list(entity.fields) for name, entity in load_schema().entities.items()}

Row = tuple[str, str, str | None, str]


@dataclass(frozen=True)
class Told:
    """What one side says of a world: rows that apply, and the number of rows that do not, by clause."""

    rows: Counter[Row]
    not_applicable: Counter[str]


@cache
def book(paths: tuple[Path, ...]) -> Any:
    """The rule book, loaded once a process."""
    return load_book(list(paths))


@contextmanager
def one_book() -> Any:
    """The pipeline with a rule book that is loaded only once."""
    with patch("checker.pipeline.load_book", lambda paths: book(tuple(paths))):
        yield


def told_by_oracle(world: World, period: tuple[str, str], clauses: Iterable[str]) -> Told:
    """The oracle's verdicts on these clauses, without those on missing files."""
    found = [row for row in judge(world, *period) if row[0] in clauses and row[1] != "*"]
    return Told(
        Counter(row for row in found if row[3] != "not_applicable"),
        Counter(row[0] for row in found if row[3] == "not_applicable"),
    )


def told_by_checker(world: World, period: tuple[str, str], clauses: tuple[str, ...], folder: Path) -> Told:
    """The cases of an audit in the oracle's form. RuntimeError when a rule failed."""
    write_world(world, folder / "snapshot", COLUMNS)
    last = (date.fromisoformat(period[1]) - timedelta(days=1)).isoformat()
    request = Request(
        folder / "snapshot",
        rules=(RULES,),
        since=period[0],
        until=last,
        config=folder / "snapshot" / "compliance.yaml",
        store=folder / "store",
        select=tuple(f"clause:{clause}" for clause in clauses),
        keep_all=True,
        chain="python",
        threads=1,
    )
    stored = audit(request).stored
    with duckdb.connect() as connection:
        listed = connection.execute(
            f"SELECT rule_id, clauses, status, status_reason FROM '{stored.folder}/rules.parquet'"
        ).fetchall()
        cases = connection.execute(
            f"SELECT clauses, subject_id, window_at, verdict FROM '{stored.cases}' WHERE scope = 'period'"
        ).fetchall()
        tallies = connection.execute(
            f"SELECT rule_id, SUM(n) FROM '{stored.folder}/tallies.parquet' "
            "WHERE verdict = 'not_applicable' AND scope = 'period' GROUP BY ALL"
        ).fetchall()
    failed = [f"{name}: {reason}" for name, _, status, reason in listed if status == "failed"]
    if failed:
        raise RuntimeError("; ".join(failed))
    zone = ZoneInfo(world.header["time_zone"])
    rows = Counter(
        (clause, subject, shown(window, zone), STATE.get(verdict, verdict))
        for cited, subject, window, verdict in cases
        for clause in cited
        if clause in clauses
    )
    first = {name: next(clause for clause in cited if clause in clauses) for name, cited, *_ in listed}
    return Told(rows, Counter({first[name]: int(count) for name, count in tallies}))


def shown(instant: datetime | None, zone: ZoneInfo) -> str | None:
    """Company time to the second."""
    if instant is None:
        return None
    return instant.replace(tzinfo=UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def period_of(seed: int, world: World) -> tuple[str, str] | None:
    """A random period, None where it begins after the moment of judgement, which an audit refuses."""
    period = random_period(seed, world)
    return period if date.fromisoformat(period[0]) <= world.today else None


def differences(topic: str, seed: int) -> tuple[list[str], int]:
    """What the two sides say differently of one world, and how many rows they agree on."""
    world = random_world(seed, topic)
    period = period_of(seed, world)
    if period is None:
        return [], 0
    with TemporaryDirectory() as folder, one_book():
        ours = told_by_checker(world, period, CLAUSES[topic], Path(folder))
    theirs = told_by_oracle(world, period, CLAUSES[topic])
    found = [f"oracle only: {row}" for row in (theirs.rows - ours.rows).elements()]
    found += [f"checker only: {row}" for row in (ours.rows - theirs.rows).elements()]
    if theirs.not_applicable != ours.not_applicable:
        found.append(f"not applicable: oracle {theirs.not_applicable}, checker {ours.not_applicable}")
    agreed = (ours.rows & theirs.rows).total()
    return [f"{topic}/{seed} {period} as of {world.as_of}: {text}" for text in sorted(found)], agreed


def main(arguments: list[str]) -> int:
    """Compare COUNT seeds of a topic, print every difference and the agreement."""
    topic, first, count = arguments[0], int((arguments[1:] or ["0"])[0]), int((arguments[2:] or ["100"])[0])
    agreed, wrong = 0, 0
    for seed in range(first, first + count):
        found, same = differences(topic, seed)
        agreed, wrong = agreed + same, wrong + bool(found)
        for text in found:
            print(text, flush=True)
    print(f"{topic}: {count} worlds, {agreed} rows agree, {wrong} worlds differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
