"""What a command costs, from the operating system."""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

CHECKER = (sys.executable, "-m", "checker")


@dataclass(frozen=True)
class Spent:
    """Wall, CPU and user seconds, peak memory in megabytes (10^6 bytes), exit code."""

    wall: float
    cpu: float
    user: float
    memory: float
    code: int


def spend(command: Sequence[str], log: Path | None = None) -> Spent:
    """Run a command to its end; what it prints goes to `log`, or nowhere."""
    began = perf_counter()
    with open(log or os.devnull, "wb") as sink:
        process = subprocess.Popen(command, stdout=sink, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    return Spent(perf_counter() - began, cpu, used.ru_utime, used.ru_maxrss * 1024 / 1e6, process.returncode)


def user_time(command: Sequence[str], times: int) -> float:
    """User CPU of several runs together, in seconds: one short run is a few ticks of the clock, too few to compare."""
    return sum(spend(command).user for _ in range(times))
