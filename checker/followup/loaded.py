"""The auditor's files about violations, read before anything is judged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from checker.baselines.entry import Entry
from checker.baselines.file import read_baseline
from checker.disputes.reading import Disputes, load_disputes
from checker.errors import Problem, UsageError
from checker.followup.setting import Files
from checker.rulebook.policy import Policy
from checker.waivers.reading import Waivers, load_waivers

Content = TypeVar("Content")


@dataclass(frozen=True)
class Loaded:
    """What the files say; nothing of those that are not there."""

    waivers: Waivers = field(default_factory=Waivers)
    disputes: Disputes = field(default_factory=Disputes)
    baseline: tuple[Entry, ...] = ()


def load_files(files: Files, policy: Policy, known: Iterable[Problem] = ()) -> Loaded:
    """The waivers, disputes and baseline of an audit. UsageError with the mistakes of all files, and those `known`."""
    problems = list(known)

    def read(path: Path | None, load: Callable[[Path], Content], empty: Content) -> Content:
        try:
            return empty if path is None else load(path)
        except UsageError as error:
            problems.extend(error.problems)
            return empty

    waivers = read(files.waivers, lambda path: load_waivers(path, policy.waivers.max_days), Waivers())
    disputes = read(files.disputes, load_disputes, Disputes())
    none: tuple[Entry, ...] = ()
    baseline = read(files.baseline, read_baseline, none)
    if problems:
        raise UsageError(problems)
    return Loaded(waivers, disputes, baseline)
