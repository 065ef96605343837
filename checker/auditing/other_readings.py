"""What another reading of the text would change: rules judged again, one other reading at a time, all else equal."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import duckdb

from checker.auditing.alternatives import Alternative, alternatives
from checker.auditing.runnable import cannot_run, inactive
from checker.auditing.settled import Settled
from checker.cases.compared import Doubled, Flips, flips, keep_nothing, keep_ours
from checker.cases.engine import DuckDBEngine
from checker.cases.evaluation import Evaluation
from checker.cases.judge import Ran
from checker.errors import UsageError
from checker.kinds.query import CaseQuery
from checker.rulebook.reads import views_by_parameter
from checker.rulebook.views import tables_read

Progress = Callable[[str, int, int], None]
JUDGED, UNREAD, FAILED = "judged", "unread", "failed"


@dataclass(frozen=True)
class Compared:
    """What became of one other reading: `judged` with its flips, else why it is not; `detail` says more of that."""

    alternative: Alternative
    status: str
    flips: Flips | None = None
    detail: str = ""


@dataclass(frozen=True)
class _Task:
    alternative: Alternative
    ours: CaseQuery
    theirs: CaseQuery


def compare_readings(
    settled: Settled, engine: DuckDBEngine, ran: Mapping[str, Ran], progress: Progress
) -> list[Compared]:
    """Every other reading of the rules of an audit that has been judged; its verdicts and tables stay as they are."""
    base = Evaluation(engine, settled.book.relations, settled.book.trees, settled.world)
    found: dict[int, Compared] = {}
    tasks: dict[int, _Task] = {}
    listed = alternatives(settled)
    changed = views_by_parameter(settled.book)
    for number, alternative in enumerate(listed):
        prepared = _prepared(alternative, settled, base, ran, changed.get(alternative.param, frozenset()))
        if isinstance(prepared, _Task):
            tasks[number] = prepared
        else:
            found[number] = prepared
    found |= _judged(tasks, changed, base, ran, progress)
    return [found[number] for number in range(len(listed))]


def _prepared(
    alternative: Alternative, settled: Settled, base: Evaluation, ran: Mapping[str, Ran], changed: frozenset[str]
) -> _Task | Compared:
    """The queries of a rule under both readings, or why the other cannot be judged. `changed`: views that differ."""
    entry, before = alternative.entry, ran[alternative.entry.rule.id]
    if alternative.status:
        return Compared(alternative, alternative.status)
    if before.status in ("not_run", FAILED):
        return Compared(alternative, before.status, detail=before.reason)
    world = alternative.world(settled.world)
    where = f"{entry.where}: {entry.rule.id}"
    try:
        theirs = Evaluation(base.engine, base.relations, base.views, world).compile(entry.rule, where)
    except UsageError as error:
        return Compared(alternative, FAILED, detail=str(error.problems[0]))
    if unset := inactive(entry, world, settled.book.parameters):
        return Compared(alternative, "inactive", detail=unset)
    if lacking := cannot_run(settled.book, theirs, world):
        return Compared(alternative, "not_run", detail=lacking)
    ours = base.compile(entry.rule, where)
    if ours.tree == theirs.tree and not tables_read(ours.tree) & changed:
        return Compared(alternative, UNREAD)
    return _Task(alternative, ours, theirs)


def _judged(
    tasks: Mapping[int, _Task],
    changed: Mapping[str, frozenset[str]],
    base: Evaluation,
    ran: Mapping[str, Ran],
    progress: Progress,
) -> dict[int, Compared]:
    first = {task.ours.rule.id: task.ours for task in tasks.values()}
    total = len(first) + len(tasks)
    failed: dict[str, str] = {}
    waiting = {number: task.theirs for number, task in tasks.items()}
    for done, (rule_id, query) in enumerate(first.items()):
        progress(rule_id, done, total)
        keep = keep_nothing if ran[rule_id].status == "inactive" else keep_ours
        try:
            keep(base, query)
        except (duckdb.Error, UnicodeDecodeError) as error:
            failed[rule_id] = str(error).splitlines()[0]
        base.forget([*list(first.values())[done + 1 :], *waiting.values()])
    found: dict[int, Compared] = {}
    for numbers in _same_world(tasks):
        alternative = tasks[numbers[0]].alternative
        stale = changed.get(alternative.param, frozenset())
        base.give_back(stale)
        other = base.within(alternative.world(base.world))
        for number in numbers:
            task = tasks[number]
            rule_id = task.ours.rule.id
            progress(f"{rule_id} {alternative.param}: {task.alternative.choice.says}", len(first) + len(found), total)
            found[number] = _compared(task, other, failed.get(rule_id, ""))
            del waiting[number]
        base.give_back(stale)
        base.forget(waiting.values())
    return found


def _same_world(tasks: Mapping[int, _Task]) -> Iterable[list[int]]:
    """The numbers of the tasks, those with one parameter and value together."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for number, task in tasks.items():
        grouped.setdefault(task.alternative.key, []).append(number)
    return grouped.values()


def _compared(task: _Task, other: Evaluation, failed: str) -> Compared:
    if failed:
        return Compared(task.alternative, FAILED, detail=failed)
    try:
        return Compared(task.alternative, JUDGED, flips(other, task.theirs))
    except (duckdb.Error, UnicodeDecodeError, Doubled) as error:
        return Compared(task.alternative, FAILED, detail=str(error).splitlines()[0])
