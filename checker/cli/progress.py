"""Progress of long work: one line on stderr, on a terminal only."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from checker.one_line import one_line

TOLD = 10


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str, int, int], None]]:
    """A callback (what, done, total) that rewrites one line of stderr; silent when stderr is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda what, done, total: None
        return

    def show(what: str, done: int, total: int) -> None:
        print(f"\r\x1b[K{done}/{total} {what}"[:120], end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def tell(notes: Sequence[str], shown: int = TOLD) -> None:
    """Notes on stderr, the first of them; the report holds them all."""
    for note in notes[:shown]:
        print(f"checker: {one_line(note)}", file=sys.stderr)
    if len(notes) > shown:
        print(f"checker: shown {shown} of {len(notes)} notes; the json report holds all", file=sys.stderr)
