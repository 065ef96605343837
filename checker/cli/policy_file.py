"""Where the auditor's files stand when no option names them."""

from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import Problem, UsageError

if TYPE_CHECKING:
    from checker.followup.setting import Files

NAME = "compliance.yaml"
WAIVERS = "waivers.yaml"
DISPUTES = "disputes.yaml"
BASELINE = "baseline.csv"


def discovered(name: str = NAME) -> Path | None:
    """The file of that name in the working folder; policy inside a snapshot is not the auditor's."""
    found = Path(name)
    return found if found.is_file() else None


def files_of(waivers: Path | None, no_waivers: bool, disputes: Path | None, baseline: Path | None) -> "Files":
    """The files about violations: as named, else as found in the working folder. UsageError where two options clash."""
    if waivers is not None and no_waivers:
        raise UsageError(Problem("--waivers", "does not go with --no-waivers", "give one of them"))
    from checker.followup.setting import Files

    return Files(
        waivers=None if no_waivers else waivers or discovered(WAIVERS),
        disputes=disputes or discovered(DISPUTES),
        baseline=baseline or discovered(BASELINE),
    )
