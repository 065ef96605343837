"""What the commands that write into the auditor's files share: what was entered, the case meant, the file replaced."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from checker.errors import Problem, UsageError

if TYPE_CHECKING:
    from checker.report.cases import Case
    from checker.store.audits import StoredAudit


def today() -> date:
    """The day on the user's clock."""
    return datetime.now().astimezone().date()


def entered_day(option: str, given: str | None) -> date:
    """A day as entered, today without one. UsageError for what is no day."""
    from checker.rulebook.days import strict_day

    if given is None:
        return today()
    try:
        return strict_day(given.strip())
    except ValueError as error:
        what, _, remedy = str(error).partition("; ")
        raise UsageError(Problem(option, what, remedy or "write it as 2026-10-05")) from None


def past_day(option: str, given: str | None) -> date:
    """A day as entered that is not to come, today without one. UsageError."""
    day = entered_day(option, given)
    if day > today():
        raise UsageError(Problem(option, f"{day} is still to come", "name the day on which it was said"))
    return day


def entered(option: str, given: str) -> str:
    """A text as entered, on one line. UsageError for an empty one."""
    said = " ".join(given.split())
    if not said:
        raise UsageError(Problem(option, "is empty", "say it; it stands in the file for good"))
    return said


def text_in(path: Path) -> str:
    """The text of a file; empty where there is none yet."""
    from checker.rulebook.auditor_files import text_of

    return text_of(path) if path.exists() else ""


def replace_text(path: Path, text: str) -> None:
    """The file with this text, all at once or not at all. NotWrittenError where the place refuses."""
    from checker.report.output import to_file

    def produce(out: BinaryIO) -> None:
        out.write(text.encode())

    to_file(produce, path)


def latest_audit(store: Path) -> "StoredAudit | None":
    """The audit stored last; None where there is none."""
    from checker.store.audits import audits

    found = audits(store)
    return found[-1] if found else None


def violation(store: Path, name: str) -> "tuple[StoredAudit, Case]":
    """The violated case of that name, with the newest audit that holds it. UsageError."""
    from checker.query.find import find_case
    from checker.report.cases import read_case
    from checker.store.audits import audits

    stored = {one.folder: one for one in reversed(audits(store))}
    if not stored:
        raise UsageError(Problem(str(store), "holds no audit", "run `checker audit` first, or name another --store"))
    place = find_case(list(stored), name)
    case = read_case(place.folder, place.case_id)
    if case is None or case.verdict != "violated":
        found = case.verdict if case else "gone"
        raise UsageError(Problem("CASE", f"{place.case_id} is {found}, not violated", "name a violation"))
    return stored[place.folder], case


def named(case: "Case") -> str:
    """A case in one line, for the comment beside its id."""
    occurrence = f"@{case.occurrence}" if case.occurrence else ""
    client = f", client {case.client_id}" if case.client_id else ""
    return f"{case.rule_id}/{case.subject_id}{occurrence}{client}"
