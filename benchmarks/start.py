"""What starting the command costs, against starting Python."""

import sys

from benchmarks.pack import Line
from benchmarks.process import CHECKER, user_time

LIMIT = 4.0
TIMES = 15


def start() -> list[Line]:
    """User CPU of small commands as multiples of `python -c pass`; only --help has a limit."""
    bare = user_time([sys.executable, "-c", "pass"], TIMES)
    lines = []
    for words, limit in ((("--help",), LIMIT), (("version",), None), (("query", "--help"), None)):
        ratio = user_time([*CHECKER, *words], TIMES) / bare
        holds = limit is None or ratio <= limit
        lines.append(Line(f"checker {' '.join(words)} / python -c pass", f"{ratio:.1f}", f"{limit or ''}", holds))
    return lines
