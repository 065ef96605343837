"""One case judged again: the stored rule over the stored facts."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from checker.calendars.build import Calendars
from checker.cases.carried import create_earlier
from checker.cases.engine import DuckDBEngine
from checker.cases.evaluation import Evaluation
from checker.cases.evidence import quoted
from checker.cases.keeping import kept_sql
from checker.cases.world import create_calendars, create_periods
from checker.errors import UsageError
from checker.kinds.query import CaseQuery, compile_rule
from checker.kinds.relations import CALENDAR_TABLES
from checker.kinds.rule import Rule
from checker.report.cases import Case
from checker.reproduction.one_subject import NotEnough, lay, row_of
from checker.reproduction.stored_rule import StoredRule
from checker.reproduction.stored_world import Manifest, calendars_of, days_of, period_of, world_of
from checker.tables import CASES

INSTANTS = ("window_at", "opened_at", "due_at", "done_at")


def judged_again(
    case: Case, evidence: Mapping[str, Any], manifest: Manifest, stored: StoredRule, as_of: datetime
) -> list[dict[str, Any]]:
    """The rows of cases.parquet, as mappings, to which the facts lead: one, or none where the rule binds nobody.

    Several where facts can be read in two ways that the store does not tell apart: an instant given as a bare date, or
    a cell that could not be read. NotEnough: the rule reads more than the facts (rows of other tables, histories).
    """
    facts = [one for one in evidence.get("facts") or () if isinstance(one, Mapping)]
    days = days_of(as_of, _moments(case, facts))
    world = world_of(manifest, stored, as_of, days)
    calendars = calendars_of(manifest, case, evidence, stored, days)
    rule = _named(stored.rule, case)
    try:
        query = compile_rule(rule, stored.relations, world)
    except UsageError as error:
        raise NotEnough(str(error.problems[0])) from None
    row = row_of(query, facts)
    row.own |= _source(case)
    tables = _tables(query, stored, set(row.beyond))
    with TemporaryDirectory(prefix="checker-") as folder:
        engine = DuckDBEngine(Path(folder), threads=1)
        try:
            _surround(engine, calendars, manifest, tables)
            lay(engine, row, query, stored.relations, {})
            engine.shut_in()
            evaluation = Evaluation(engine, stored.relations, {}, world)
            found = []
            for flags in _flags(query, evidence, case):
                lay(engine, row, query, stored.relations, flags)
                found += _kept(evaluation, query, case)
            return found
        except duckdb.Error as error:
            raise NotEnough(str(error).splitlines()[0]) from None
        finally:
            engine.close()


def _named(rule: Rule, case: Case) -> Rule:
    """The rule with what only names a case (its key, its people) as the case has it; that decides no verdict."""
    said = {
        "key": case.subject_id,
        "occurrence": case.occurrence,
        "responsible": case.responsible_id,
        "client": case.client_id,
        "unit": case.unit_id,
    }
    named: dict[str, str | None] = {name: quoted(value) if value else None for name, value in said.items()}
    return rule.model_copy(update={**named, **({"window": None} if rule.window_is_moment else {})})


def _source(case: Case) -> dict[str, str]:
    """Where the subject stands in the data, as SQL."""
    file = "NULL" if case.source_file is None else quoted(case.source_file)
    return {"source_file": file, "source_row": "NULL" if case.source_row is None else str(case.source_row)}


def _tables(query: CaseQuery, stored: StoredRule, references: set[str]) -> set[str]:
    """The calendars that the query reads. NotEnough where it reads rows of other relations."""
    subject = query.rule.subject
    targets = {stored.relations.target(subject, f"{reference}_id") for reference in references}
    read = {table.name for table in query.tree.find_all(_table_node())}
    others = read - CALENDAR_TABLES.keys() - targets - {subject}
    if others or "period_bound" in read:
        raise NotEnough(", ".join(sorted(others)))
    return read & CALENDAR_TABLES.keys()


def _table_node() -> Any:
    from sqlglot import exp

    return exp.Table


def _surround(engine: DuckDBEngine, calendars: Calendars, manifest: Manifest, tables: set[str]) -> None:
    if tables:
        create_calendars(engine, calendars, tables)
    create_periods(engine, period_of(manifest), sorted({str(manifest["zone"]), *calendars.zones()}))
    create_earlier(engine, [])
    engine.execute('CREATE VIEW "client" AS SELECT NULL::VARCHAR AS id, NULL::VARCHAR AS tier LIMIT 0')


def _flags(query: CaseQuery, evidence: Mapping[str, Any], case: Case) -> Iterator[dict[str, list[str]]]:
    """What the subject's row may say beside its values: nothing, or which instants were bare dates or unreadable."""
    yield {}
    bare = [fact.name for fact in query.facts if fact.column == fact.name]
    unknown = [str(one.get("name")) for one in evidence.get("items") or () if one.get("holds") is None]
    yield {"bare_dates": bare}
    if unknown or case.missing:
        yield {"unreadable": [*unknown, *(name.rpartition(".")[2] for name in case.missing or ())]}


def _kept(evaluation: Evaluation, query: CaseQuery, case: Case) -> list[dict[str, Any]]:
    judging = evaluation.judging(query, query.tree)
    sql = kept_sql(query, case.pack, evaluation.relations, judging, "TRUE")
    typed = ", ".join(f'CAST("{name}" AS {type_}) AS "{name}"' for name, type_ in CASES.items())
    return [dict(zip(CASES, row, strict=True)) for row in evaluation.engine.execute(f"SELECT {typed} FROM ({sql})")]


def _moments(case: Case, facts: list[Mapping[str, Any]]) -> Iterator[datetime]:
    yield from (moment for name in INSTANTS if (moment := getattr(case, name)) is not None)
    for fact in facts:
        try:
            moment = datetime.fromisoformat(str(fact.get("value")))
        except ValueError:
            continue
        if moment.tzinfo is None:
            yield moment
