"""baseline.csv: read strictly, written in one order, so that version control shows what came and what went."""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from checker.baselines.entry import COLUMNS, Entry
from checker.errors import NotWrittenError, Problem, UsageError, nearest
from checker.rulebook.auditor_files import text_of
from checker.rulebook.days import strict_day

FINGERPRINT = re.compile(r"[0-9a-f]{16}")
NEEDED = ("rule_id", "subject", "reason")
HEADER = ",".join(COLUMNS)


def read_baseline(path: Path) -> tuple[Entry, ...]:
    """The entries of a file, in its order. UsageError names every mistake with file:line."""
    problems: list[Problem] = []
    entries = list(_entries(path.name, text_of(path), problems))
    if problems:
        raise UsageError(problems)
    return tuple(entries)


def write_baseline(path: Path, entries: Iterable[Entry]) -> None:
    """The entries in order, all or nothing. NotWrittenError where the place refuses."""
    ordered = sorted(entries, key=lambda entry: entry.place)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(ordered)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(text.getvalue().encode())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        problem = Problem(str(path), f"cannot be written: {error.strerror}", "name another with --baseline")
        raise NotWrittenError(problem) from None


def _entries(name: str, text: str, problems: list[Problem]) -> Iterator[Entry]:
    rows = _rows(name, text, problems)
    _, head = next(rows, (0, []))
    if faults := list(_header_faults(f"{name}:1", head)):
        problems.extend(faults)
        return
    lines: dict[str, int] = {}
    for line, cells in rows:
        where = f"{name}:{line}"
        if len(cells) != len(head):
            what = f"has {len(cells)} cells, the first line {len(head)}"
            problems.append(Problem(where, what, "take the line out, or restore it"))
            continue
        said = dict(zip(head, cells, strict=True))
        faults = list(_faults(where, said))
        first = lines.setdefault(said["case_id"], line)
        if first != line:
            faults.append(Problem(where, f"case {said['case_id']} stands already in line {first}", "keep one of them"))
        problems.extend(faults)
        if not faults:
            yield Entry(**{**said, "accepted_on": strict_day(said["accepted_on"])})  # type: ignore[arg-type]


def _rows(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Every record with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(f"{name}:{begins}", f"is damaged: {error}", "restore the line"))


def _header_faults(where: str, head: Sequence[str]) -> Iterator[Problem]:
    if not head:
        yield Problem(where, "the file is empty", f"its first line is {HEADER}")
        return
    if len(set(head)) < len(head):
        yield Problem(where, "names a column twice", f"the first line is {HEADER}")
    for column in head:
        if column not in COLUMNS:
            yield Problem(where, f"unknown column '{column}'", nearest(column, COLUMNS))
    for column in COLUMNS:
        if column not in head:
            yield Problem(where, f"column '{column}' is missing", f"the first line is {HEADER}")


def _faults(where: str, said: dict[str, str]) -> Iterator[Problem]:
    if not FINGERPRINT.fullmatch(said["case_id"]):
        yield Problem(where, f"'{said['case_id']}' is no case id", "16 digits of 0-9 and a-f, as reports print them")
    for column in NEEDED:
        if not said[column].strip():
            yield Problem(where, f"'{column}' is empty", "restore the line")
    try:
        strict_day(said["accepted_on"])
    except ValueError as error:
        yield Problem(where, str(error))
