"""Work on several connections of one engine side by side: while one plans or waits, the others use the cores."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from threading import Lock
from typing import Generic, TypeVar

from checker.cases.engine import DuckDBEngine

Item = TypeVar("Item")
Done = TypeVar("Done")
# More at once would only share out the memory.
MOST = 2


def streams_of(threads: int) -> int:
    """How many streams share so many threads; 0 for all cores."""
    return min(MOST, threads or os.cpu_count() or 1)


def side_by_side(
    engine: DuckDBEngine,
    many: int,
    work: Callable[[DuckDBEngine, Item], Done],
    items: Sequence[Item],
    waits: Callable[[Item, Sequence[Item]], bool] = lambda item, running: False,
) -> Iterator[tuple[Item, Done]]:
    """What `work` gives for each item, in their order, worked out by `many` streams.

    `waits`: whether an item would wait for what running ones still make; others are begun before it. When one fails
    or the caller stops, what still runs is interrupted.
    """
    streams = [engine.stream() for _ in range(many)]
    free: SimpleQueue[DuckDBEngine] = SimpleQueue()
    for stream in streams:
        free.put(stream)
    queue = _Queue(items, waits)
    results: list[Future[Done]] = [Future() for _ in items]

    def next_done() -> None:
        stream, place = free.get(), queue.take()
        try:
            results[place].set_result(work(stream, items[place]))
        except BaseException as error:
            results[place].set_exception(error)
        finally:
            queue.end(place)
            free.put(stream)

    pool = ThreadPoolExecutor(many)
    begun = [pool.submit(next_done) for _ in items]
    try:
        for item, result in zip(items, results, strict=True):
            yield item, result.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        _stop(streams, begun)
        pool.shutdown(wait=True)
        for stream in streams:
            stream.close()


class _Queue(Generic[Item]):
    """The places of items that nobody has begun, and of those that run."""

    def __init__(self, items: Sequence[Item], waits: Callable[[Item, Sequence[Item]], bool]) -> None:
        self._items, self._waits = items, waits
        self._open = list(range(len(items)))
        self._running: list[int] = []
        self._lock = Lock()

    def take(self) -> int:
        """The first place that need not wait for a running one; else the first."""
        with self._lock:
            running = [self._items[place] for place in self._running]
            chosen = next((n for n in self._open if not self._waits(self._items[n], running)), self._open[0])
            self._open.remove(chosen)
            self._running.append(chosen)
            return chosen

    def end(self, place: int) -> None:
        with self._lock:
            self._running.remove(place)


def _stop(streams: Sequence[DuckDBEngine], begun: Sequence["Future[None]"]) -> None:
    """Interrupt until nothing runs: an interrupt between two statements of a stream stops neither."""
    while running := [future for future in begun if not future.done()]:
        for stream in streams:
            stream.connection.interrupt()
        wait(running, timeout=0.05)
