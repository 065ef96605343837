"""The whole sample: company first, then block after block of clients, each block forgotten once written."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checker.errors import NotWrittenError, Problem, UsageError
from checker.sample.columns import COLUMNS
from checker.sample.company import write_company
from checker.sample.indicators import write_indicators
from checker.sample.industrial.columns import COLUMNS as INDUSTRIAL_COLUMNS
from checker.sample.industrial.generate import write_industrial
from checker.sample.industrial.house import House
from checker.sample.noise import spoiler
from checker.sample.papers import write_papers
from checker.sample.plants import plants
from checker.sample.routine import write_client
from checker.sample.sellers import write_sellers
from checker.sample.settings import header_text, policy_text
from checker.sample.story import Block
from checker.sample.surveys import plan_surveys, write_surveys
from checker.sample.world import BLOCK, MOST_MONTHS, World
from checker.sample.write import Tables, open_tables, to_parquet

Progress = Callable[[int], None]
TRADING, INDUSTRIAL = COMPANIES = ("trading", "industrial")


@dataclass(frozen=True)
class Order:
    """What is asked for. `share` and `noise` are parts of one; `truth` is the file that tells what was broken.

    `company` is one of COMPANIES. The truth about the industrial company names bad data only: its lapses are its own.
    """

    clients: int
    seed: int
    folder: Path
    truth: Path
    months: int = 3
    share: float = 0.05
    noise: float = 0.0
    format: str = "csv"
    company: str = TRADING


def generate(order: Order, progress: Progress = lambda done: None) -> dict[str, int]:
    """Write the sample and its truth file; returns the number of rows of each table.

    `progress` is told the number of clients written. The same order gives the same bytes.
    Raises UsageError for impossible arguments, NotWrittenError if the folder cannot be written.
    """
    _check(order)
    draft = order.folder.with_name(order.folder.name + ".partial")
    draft_truth = order.truth.with_name(order.truth.name + ".partial")
    try:
        draft.mkdir(parents=True)
        order.truth.parent.mkdir(parents=True, exist_ok=True)
        write = _write_industrial if order.company == INDUSTRIAL else _write_trading
        counts = write(order, draft, draft_truth, progress)
        if order.folder.exists():
            order.folder.rmdir()
        draft.rename(order.folder)
        draft_truth.replace(order.truth)
    except OSError as error:
        raise NotWrittenError(Problem(str(order.folder), f"cannot be written: {error.strerror or error}")) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        draft_truth.unlink(missing_ok=True)
    return counts


def _check(order: Order) -> None:
    folder = order.folder
    draft = folder.with_name(folder.name + ".partial")
    wrong = [
        (order.clients < 1, "--clients", f"{order.clients} is no number of clients", "give 1 or more"),
        (not 1 <= order.months <= MOST_MONTHS, "--months", f"{order.months} is out of range", f"1 to {MOST_MONTHS}"),
        (not 0 <= order.share <= 1, "--violations", f"{order.share} is no share", "give 0 to 1"),
        (not 0 <= order.noise <= 1, "--noise", f"{order.noise} is no share", "give 0 to 1"),
        (order.format not in ("csv", "parquet"), "--format", f"unknown format '{order.format}'", "csv or parquet"),
        (order.company not in COMPANIES, "--company", f"unknown company '{order.company}'", " or ".join(COMPANIES)),
        (
            folder.exists() and (not folder.is_dir() or any(folder.iterdir())), "--out", f"{folder} is not empty",
            "name a new folder",
        ),
        (draft.exists(), "--out", f"{draft} is in the way", "remove it: it was left by a run that was cut short"),
    ]  # fmt: skip
    problems = [Problem(where, what, remedy) for bad, where, what, remedy in wrong if bad]
    if problems:
        raise UsageError(problems)


def _write_trading(order: Order, draft: Path, truth: Path, progress: Progress) -> dict[str, int]:
    world = World(order.seed, order.months, order.share, order.noise)
    with open_tables(draft, truth, spoiler(world) if order.noise else None) as tables:
        _write_rows(world, tables, order.clients, progress)
        counts = dict(tables.counts)
    (draft / "snapshot.yaml").write_text(header_text(world), encoding="utf-8")
    (draft / "compliance.yaml").write_text(policy_text(), encoding="utf-8")
    if order.format == "parquet":
        to_parquet(draft, COLUMNS, typed=not order.noise)
    return counts


def _write_industrial(order: Order, draft: Path, truth: Path, progress: Progress) -> dict[str, int]:
    house = House(order.seed, order.months, order.share, order.noise, order.clients)
    counts = write_industrial(house, draft, truth, progress)
    if order.format == "parquet":
        to_parquet(draft, INDUSTRIAL_COLUMNS, typed=not order.noise)
    return counts


def _write_rows(world: World, tables: Tables, clients: int, progress: Progress) -> None:
    write_company(world, tables, plants(world, tables, "company"))
    write_papers(world, tables, plants(world, tables, "papers"))
    write_indicators(world, tables, plants(world, tables, "indicators"))
    surveys = plan_surveys(world, plants(world, tables, "surveys"))
    write_surveys(world, tables, plants(world, tables, "reports"), surveys)
    for start in range(0, clients, BLOCK):
        block = Block(start // BLOCK)
        for number in range(start, min(start + BLOCK, clients)):
            write_client(world, tables, block, surveys, number)
        write_sellers(world, tables, block)
        progress(min(start + BLOCK, clients))
