"""Every rule compiled, then judged, on the engine of a judgement."""

from collections.abc import Callable, Sequence

from checker.auditing.runnable import cannot_run, inactive
from checker.auditing.settled import Settled
from checker.auditing.undecided import for_want_of_data
from checker.cases.before import note_ran
from checker.cases.carried import keep_gone
from checker.cases.engine import DuckDBEngine
from checker.cases.implied import mark_implied
from checker.cases.judge import NOT_MET, Judgement, Ran
from checker.cases.streams import side_by_side, streams_of
from checker.errors import Problem, UsageError
from checker.kinds.query import CaseQuery
from checker.rulebook.book import BookRule, RuleBook
from checker.tables import VERDICTS

Progress = Callable[[str, int, int], None]


def judge(settled: Settled, engine: DuckDBEngine, progress: Progress) -> dict[str, Ran]:
    """Every rule compiled (all mistakes at once), then judged in the order of the files."""
    book, rules = settled.book, settled.rules
    views = book.trees
    kept = VERDICTS if settled.request.keep_all else NOT_MET
    judgement = Judgement(engine, book.relations, views, settled.world, kept)
    queries, ran = compiled(book, judgement, rules)
    later = dict(queries)
    packs = {entry.rule.id: entry.pack for entry in rules}

    def run(stream: DuckDBEngine, query: CaseQuery) -> Ran:
        return judgement.run(query, packs[query.rule.id], stream)

    reads = {name: judgement.reads(query) for name, query in queries.items()}

    def waits(query: CaseQuery, running: Sequence[CaseQuery]) -> bool:
        return any(judgement.unmade(reads[other.rule.id] & reads[query.rule.id]) for other in running)

    many = streams_of(settled.request.threads)
    for query, result in side_by_side(engine, many, run, list(queries.values()), waits):
        ran[query.rule.id] = result
        del later[query.rule.id]
        progress(query.rule.id, len(queries) - len(later), len(queries))
        judgement.forget(later.values())
    for name in [name for name, result in ran.items() if result.status == "failed"]:
        # Alone it has the whole memory, and nothing that ran beside it can have been in its way.
        ran[name] = judgement.run(queries[name], packs[name])
    keep_gone(engine, [name for name, result in ran.items() if result.status == "ran"])
    ran |= for_want_of_data(engine, settled, queries, ran)
    mark_implied(engine, {name: query.rule.implied_by for name, query in queries.items()})
    judgement.tell()
    note_ran(engine, [name for name, result in ran.items() if result.status == "ran"])
    return ran


def compiled(
    book: RuleBook, judgement: Judgement, rules: Sequence[BookRule]
) -> tuple[dict[str, CaseQuery], dict[str, Ran]]:
    """Queries of the rules that can run, and what became of the others. UsageError lists the mistakes of all rules."""
    queries: dict[str, CaseQuery] = {}
    ran: dict[str, Ran] = {}
    problems: list[Problem] = []
    for entry in rules:
        try:
            query = judgement.compile(entry.rule, f"{entry.where}: {entry.rule.id}")
        except UsageError as error:
            problems.extend(error.problems)
            continue
        unset = inactive(entry, judgement.world, book.parameters)
        lacking = cannot_run(book, query, judgement.world)
        if unset:
            ran[entry.rule.id] = Ran(entry.rule.id, "inactive", unset)
        elif lacking:
            ran[entry.rule.id] = Ran(entry.rule.id, "not_run", lacking)
        else:
            queries[entry.rule.id] = query
    if problems:
        raise UsageError(dict.fromkeys(problems))
    return queries, ran
