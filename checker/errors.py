"""Problems a user can act on: where, what, and how to put it right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from checker.one_line import one_line

EXIT_OK = 0
EXIT_VIOLATIONS = 1
EXIT_USAGE = 2
EXIT_INCOMPLETE = 3
EXIT_NOT_WRITTEN = 4


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `where` is `file:line:column` or `file, row 3, column x`; `remedy` says how to put it right."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return one_line(f"{text}; {self.remedy}" if self.remedy else text)


class CheckerError(Exception):
    """Mistakes found together, reported together; `exit_code` is what the process ends with."""

    exit_code = EXIT_USAGE

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UsageError(CheckerError):
    """Wrong options, rules or configuration: nothing was evaluated."""


class IncompleteError(CheckerError):
    """The audit could not be finished: an input is incomplete or a stage failed."""

    exit_code = EXIT_INCOMPLETE


class NotWrittenError(CheckerError):
    """The result could not be written or the store refused it."""

    exit_code = EXIT_NOT_WRITTEN


def near(name: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known name, '' when none is near."""
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else ""


def nearest(name: str, known: Sequence[str] | Iterable[str]) -> str:
    """A remedy that names the nearest known name, or the known names when none is near and they are few."""
    names = sorted(known)
    return near(name, names) or (f"known: {', '.join(names)}" if 0 < len(names) <= 20 else "")
