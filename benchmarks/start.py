"""What starting costs: the command against Python alone, the rule book from the cache against importing DuckDB."""

import os
import subprocess
import sys

from benchmarks.data import ROOT
from benchmarks.pack import Line
from benchmarks.process import CHECKER, user_time
from checker.cache_folder import VARIABLE

LIMIT = 4.0
BOOK_LIMIT = 1.0
TIMES = 15

_ADDED = """
import resource
{before}
begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
{measured}
print(resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun)
"""
_BOOK = "from checker.rulebook.book import load_book, shipped_rules"
_LOAD = "book = load_book([shipped_rules()]); rules = list(book.rules.values())"


def start() -> list[Line]:
    """User CPU of small commands as multiples of `python -c pass`; only --help has a limit."""
    bare = user_time([sys.executable, "-c", "pass"], TIMES)
    lines = []
    for words, limit in ((("--help",), LIMIT), (("version",), None), (("query", "--help"), None)):
        ratio = user_time([*CHECKER, *words], TIMES) / bare
        holds = limit is None or ratio <= limit
        lines.append(Line(f"checker {' '.join(words)} / python -c pass", f"{ratio:.1f}", f"{limit or ''}", holds))
    return [*lines, kept_book()]


def kept_book() -> Line:
    """User CPU of the rule book from the cache, every rule unpacked, as a multiple of that of `import duckdb`."""
    _added(_BOOK, _LOAD, 1)  # which leaves it in the cache
    ratio = _added(_BOOK, _LOAD, TIMES) / _added("", "import duckdb", TIMES)
    return Line("rule book from the cache / import duckdb", f"{ratio:.2f}", f"{BOOK_LIMIT}", ratio < BOOK_LIMIT)


def _added(before: str, measured: str, times: int) -> float:
    """User CPU in seconds that statements add to a process, of several processes together."""
    command = [sys.executable, "-c", _ADDED.format(before=before, measured=measured)]
    apart = {**os.environ, VARIABLE: str(ROOT / "build" / "cache")}
    return sum(float(subprocess.check_output(command, cwd=ROOT, env=apart, text=True)) for _ in range(times))
