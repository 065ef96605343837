"""Work on several connections of one engine side by side: while one plans or waits, the others use the cores."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import TypeVar

from checker.cases.engine import DuckDBEngine

Item = TypeVar("Item")
Done = TypeVar("Done")
# More at once would only share out the memory.
MOST = 2


def streams_of(threads: int) -> int:
    """How many streams share so many threads; 0 for all cores."""
    return min(MOST, threads or os.cpu_count() or 1)


def side_by_side(
    engine: DuckDBEngine, many: int, work: Callable[[DuckDBEngine, Item], Done], items: Iterable[Item]
) -> Iterator[tuple[Item, Done]]:
    """What `work` gives for each item, in their order, worked out by `many` streams.

    When one fails or the caller stops, what still runs is interrupted.
    """
    streams = [engine.stream() for _ in range(many)]
    free: SimpleQueue[DuckDBEngine] = SimpleQueue()
    for stream in streams:
        free.put(stream)

    def done(item: Item) -> Done:
        stream = free.get()
        try:
            return work(stream, item)
        finally:
            free.put(stream)

    pool = ThreadPoolExecutor(many)
    begun = [(item, pool.submit(done, item)) for item in items]
    try:
        for item, future in begun:
            yield item, future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        _stop(streams, [future for _, future in begun])
        pool.shutdown(wait=True)
        for stream in streams:
            stream.close()


def _stop(streams: Sequence[DuckDBEngine], begun: Sequence["Future[Done]"]) -> None:
    """Interrupt until nothing runs: an interrupt between two statements of a stream stops neither."""
    while running := [future for future in begun if not future.done()]:
        for stream in streams:
            stream.connection.interrupt()
        wait(running, timeout=0.05)
