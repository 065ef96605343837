"""The story played through the command line: exports written, the auditor's acts done, every month audited."""

import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.story.company import Company, exports
from tests.story.expected import month
from tests.story.rules import pack

POLICY = """\
packs: [polyus]
time_zone: Europe/Moscow
working_calendar:
  holidays: ["2026-02-23", "2026-03-09", "2026-05-01", "2026-05-11", "2026-06-12"]
  units:
    u-vvo: {holidays: ["2026-02-09", "2026-02-23", "2026-03-09", "2026-05-01", "2026-05-11", "2026-06-12"]}
# Seven inquiries are few: one of unknown time is more than five in a hundred.
max_undetermined: 0.5
budgets: {po-contact: {count: 1}}
rectification: {critical: 2, high: 5, medium: 10, low: 20}
"""
AUDITORS_FILES = ("waivers.yaml", "disputes.yaml", "baseline.csv")
Run = Callable[..., tuple[int, str]]
Write = Callable[[Company, Path], None]


@dataclass(frozen=True)
class Played:
    """The working folder; by month the id of the audit, how it ended and what it said; the auditor's acts likewise."""

    folder: Path
    audits: dict[str, str] = field(default_factory=dict)
    exits: dict[str, int] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    exits_new_only: dict[str, int] = field(default_factory=dict)
    acts: list[tuple[str, int, str]] = field(default_factory=list)
    refused: list[tuple[str, int, str]] = field(default_factory=list)

    def stored(self, name: str) -> Path:
        """The folder of a month's audit."""
        return self.folder / "audits" / self.audits[name]


def play(folder: Path, run: Run, write: Write, files: Path | None = None, delivered: str = "exports") -> Played:
    """Audit month by month in `folder`, the working folder of `run`; the snapshots lie in its folder `delivered`.

    `files`: the folder of another play, whose auditor's files are taken instead of acting once more.
    """
    played = Played(folder)
    (folder / "rules").mkdir()
    (folder / "compliance.yaml").write_text(POLICY, encoding="utf-8")
    for name, company in exports().items():
        write(company, folder / delivered / name)
        (folder / "rules" / "polyus.yaml").write_text(pack(name), encoding="utf-8")
        if files:
            _take(files / "acted" / name, folder)
        else:
            _act(played, run, name)
        arguments = ("audit", f"{delivered}/{name}", "--rules", "rules", "--period", name[:7], "--chain", "python")
        if not files and "exit_new_only" in month(name).facts:
            played.exits_new_only[name] = run(*arguments, "--new-only", "--store", _store_as_it_stands(folder, name))[0]
        before = _audits(folder)
        played.exits[name], played.said[name] = run(*arguments)
        assert len(_audits(folder)) == len(before) + 1, played.said[name]
        (played.audits[name],) = _audits(folder) - before
    return played


def _act(played: Played, run: Run, name: str) -> None:
    """What the auditor does before the audit of a month; his files are kept as they stand then."""
    for line in month(name).facts.get("before", ()):
        played.acts.append((line, *run(*shlex.split(line))))
    for line in month(name).facts.get("refused", ()):
        before = _texts(played.folder)
        played.refused.append((line, *run(*shlex.split(line))))
        assert _texts(played.folder) == before, line
    (played.folder / "acted" / name).mkdir(parents=True)
    _take(played.folder, played.folder / "acted" / name)


def _texts(folder: Path) -> dict[str, str]:
    found = {name: folder / name for name in AUDITORS_FILES if (folder / name).exists()}
    return {name: path.read_text(encoding="utf-8") for name, path in found.items()}


def _take(source: Path, target: Path) -> None:
    for file in AUDITORS_FILES:
        if (source / file).exists():
            shutil.copy(source / file, target / file)


def _audits(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("audits/*/manifest.json")}


def _store_as_it_stands(folder: Path, name: str) -> str:
    """A copy: what is judged there the next month does not see."""
    beside = Path("beside") / name
    shutil.copytree(folder / "audits", folder / beside)
    return str(beside)
