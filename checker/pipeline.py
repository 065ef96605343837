"""Read this first: the stages of an audit in order. They meet only in tables."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from checker.auditing.conclusion import conclude
from checker.auditing.judging import judge
from checker.auditing.manifest import build_manifest, name_of
from checker.auditing.opened import open_engine
from checker.auditing.outputs import move_into, write_escalated, write_judged
from checker.auditing.readings_file import write_readings
from checker.auditing.request import Request
from checker.auditing.run_facts import run_facts
from checker.auditing.settled import Settled, settle
from checker.auditing.work_folder import work_folder
from checker.errors import Problem
from checker.followup.marking import mark
from checker.rulebook.book import load_book, shipped_rules
from checker.snapshot import read_snapshot
from checker.store.audits import StoredAudit
from checker.store.gaps import refuse_gaps
from checker.store.publish import publish

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Audited:
    """A finished audit: where it is stored, the exit code, what makes it incomplete, what is worth knowing."""

    stored: StoredAudit
    exit_code: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def silent(what: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


def unheard(settled: Settled) -> None:
    """The policy in use that nobody wants to hear of."""


def audit(request: Request, progress: Progress = silent, tell: Callable[[Settled], None] = unheard) -> Audited:
    """Rules and snapshot -> cases -> escalations -> store. CheckerError for whatever the user can put right.

    `tell` is given what the audit judges by, before it does.
    """
    started = datetime.now(UTC)
    with work_folder() as work:
        outputs = work / "outputs"
        book = load_book(list(request.rules) or [shipped_rules()])
        snapshot = read_snapshot(request.snapshot, work / "canonical", progress)
        settled = settle(request, book, snapshot)
        refuse_gaps(request.store, name_of(settled))
        tell(settled)
        engine = open_engine(settled, work)
        ran = judge(settled, engine, progress)
        followed = mark(engine, settled.follow)
        write_judged(settled, engine, ran, outputs)
        reasoner = write_escalated(settled, engine, outputs)
        conclusion = conclude(settled, engine, ran)
        write_readings(settled, engine, ran, outputs, progress)
        engine.close()
        manifest = build_manifest(settled, ran, conclusion, reasoner, followed)
        facts = run_facts(request, started, ran)
        stored = publish(request.store, manifest, lambda target: move_into(outputs, target), facts)
    return Audited(stored, conclusion.exit_code, conclusion.problems, settled.notes)
