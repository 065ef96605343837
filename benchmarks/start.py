"""What starting the command costs, against starting Python."""

import sys

from benchmarks.pack import Line
from benchmarks.process import CHECKER, least_user

LIMIT = 4.0
TIMES = 9


def start() -> list[Line]:
    """User CPU of small commands as multiples of `python -c pass`; only --help has a limit."""
    bare = least_user([sys.executable, "-c", "pass"], TIMES)
    lines = []
    for words, limit in ((("--help",), LIMIT), (("version",), None), (("query", "--help"), None)):
        ratio = least_user([*CHECKER, *words], TIMES) / bare
        holds = limit is None or ratio <= limit
        lines.append(Line(f"checker {' '.join(words)} / python -c pass", f"{ratio:.1f}", f"{limit or ''}", holds))
    return lines
