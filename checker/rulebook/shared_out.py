"""Work on the rules of a book, shared out to several processes; what comes back is in the order of the rules."""

import atexit
import gc
import os
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from checker.errors import IncompleteError, Problem
from checker.rulebook.entries import BookRule, RuleBook

Result = TypeVar("Result")
Work = Callable[[RuleBook, BookRule], Result]
Progress = Callable[[str, int, int], None]
FEW = 4
CHUNKS = 16


def silent(what: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def for_each(
    book: RuleBook, entries: Sequence[BookRule], work: Work[Result], jobs: int = 0, progress: Progress = silent
) -> Iterator[Result]:
    """`work` on each of these rules of the book, in `jobs` processes (0: one for every core).

    `work` is a function of a module; few rules are done here. IncompleteError when a process ends before its time.
    """
    jobs = min(jobs or cores(), -(-len(entries) // FEW))
    results = _here(book, entries, work) if jobs <= 1 else _apart(book, entries, work, jobs)
    for done, (entry, result) in enumerate(zip(entries, results, strict=True), start=1):
        progress(entry.rule.id, done, len(entries))
        yield result


def _here(book: RuleBook, entries: Sequence[BookRule], work: Work[Result]) -> Iterator[Result]:
    return (work(book, entry) for entry in entries)


def _apart(book: RuleBook, entries: Sequence[BookRule], work: Work[Result], jobs: int) -> Iterator[Result]:
    """Neighbours go to one process: they read the same views."""
    names = [entry.rule.id for entry in entries]
    chunk = max(1, len(names) // (jobs * CHUNKS))
    with (
        # What they leave when they are ended goes with it.
        TemporaryDirectory(prefix="checker-rules-", ignore_cleanup_errors=True) as folder,
        # Started afresh: a copy of this process would share its database with it.
        ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (book, work, folder)) as processes,
    ):
        try:
            yield from processes.map(_one, names, chunksize=chunk)
        except BrokenProcessPool:
            problem = Problem("--jobs", "a process ended before its work was done", "run again with --jobs 1")
            raise IncompleteError(problem) from None
        except BaseException:
            processes.shutdown(wait=False, cancel_futures=True)
            raise


_given: list[tuple[RuleBook, Work[object]]] = []


def _begin(book: RuleBook, work: Work[object], folder: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked ends the others
    tempfile.tempdir = folder
    _given.append((book, work))
    # What was imported stays; syntax trees come and go by the million, and looking for them often costs most.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    atexit.register(gc.unfreeze)  # what is frozen is not taken apart at the end, and its libraries complain


def _one(name: str) -> Any:
    book, work = _given[-1]
    return work(book, book.rules[name])
