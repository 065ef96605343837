"""An audit narrowed to the matters of one addressee: their cases, their counts, what is concluded for them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from checker.report.addressed import Addressee
from checker.report.content import Report, read_report
from checker.report.derived import (
    Connection,
    folder_aside,
    quoted,
    text_of_sql,
    write_changed,
    write_manifest,
    write_selected,
)
from checker.report.figures import VERDICTS
from checker.report.mentions import Mentions
from checker.report.narrowed_manifest import narrowed_manifest
from checker.report.own_matters import Own, own_case, own_escalation
from checker.report.stored import opened


class Source:
    """An audit opened once for all its documents, with all whom it knows: people and clients by id and name."""

    def __init__(self, report: Report, connection: Connection) -> None:
        self.report, self.connection = report, connection
        self.names: dict[str, str | None] = dict(connection.execute(_EVERYBODY).fetchall())
        self.mentions = Mentions([name for name in self.names.values() if name], self.names)

    def own(self, ids: Iterable[str], cases: Iterable[str], more: Iterable[str]) -> Own:
        """What a document may speak of; `more`: names and ids told otherwise, as of the reader."""
        mine = frozenset(one for one in ids if one)
        names = {name for one in mine if (name := self.names.get(one))}
        return Own(mine, frozenset(cases), self.mentions, frozenset({*mine, *names, *more}), frozenset(self.names))

    @contextmanager
    def narrowed(self, whose: Addressee, covered: Sequence[str]) -> Iterator[Report]:
        """The report with the matters of one addressee alone; its folder is gone afterwards.

        `covered`: the escalations that go with it."""
        with folder_aside() as folder:
            _write(self, whose, covered, folder)
            yield replace(read_report(folder), showing=self.report.showing, addressed=whose)


@contextmanager
def narrowing(report: Report) -> Iterator[Source]:
    """An audit to take documents from."""
    with opened(report.folder) as connection:
        yield Source(report, connection)


def escalations_of(report: Report, addressed: Sequence[Addressee]) -> dict[str, list[str]]:
    """Ids of escalations by the key of the addressee: the person told, or the unit whose head that is.

    Of nested units with one head the lowest one takes it; where the head is not known, the unit itself. What reaches
    nobody stands under ''."""
    found: dict[str, list[str]] = {one.key: [] for one in addressed}
    for escalation in report.escalations:
        told, unit = escalation.addressee_id, escalation.unit_id or ""
        readers = [one for one in addressed if told and one.reader == told]
        if any(one.by == "unit" for one in addressed):
            readers = sorted((one for one in readers if unit in one.keys), key=lambda one: len(one.keys))
            readers = readers or [one for one in addressed if unit and one.key == unit]
        found.setdefault(readers[0].key if readers else "", []).append(escalation.escalation_id)
    return found


def _write(source: Source, whose: Addressee, covered: Sequence[str], target: Path) -> None:
    connection, mine = source.connection, f"coalesce({whose.column}, '') IN {_listed(whose.keys)}"
    cases, nobody = f"SELECT * FROM cases WHERE {mine}", not whose.key
    told = f"escalation_id IN {_listed(covered)}"
    spoken = {str(one) for (one,) in connection.execute(_SPOKEN.format(cases=cases, told=told)).fetchall()}
    ids = [str(one) for (one,) in connection.execute(f"SELECT case_id FROM ({cases})").fetchall()]
    more = [one for one in (whose.reader, whose.head_name, whose.name) if one]
    own = source.own({*spoken, whose.reader or ""}, ids, more)
    escalated = f"SELECT * FROM escalations WHERE {told} ORDER BY escalation_id"
    write_changed(connection, f"{cases} ORDER BY case_id", lambda row: own_case(row, own), target / "cases.parquet")
    write_changed(connection, escalated, lambda row: own_escalation(row, own), target / "escalations.parquet")
    for table, sql in (
        ("tallies", f"SELECT * FROM tallies WHERE {mine}"),
        ("people", f"SELECT * FROM people WHERE id IN {_listed(sorted({*own.people, *whose.keys}))}{_head(whose)}"),
        ("quarantine", f"SELECT * FROM quarantine WHERE {nobody}"),
        ("rules", _RULES.format(mine=mine, nobody=nobody, counts=_COUNTS)),
        ("clauses", _CLAUSES.format(rules=quoted(target / "rules.parquet"))),
    ):
        write_selected(connection, sql, target / f"{table}.parquet")
    write_manifest(narrowed_manifest(source.report.manifest, target, connection, whose), target)


def _head(whose: Addressee) -> str:
    """The head of a unit has a name there although the head may answer for no case."""
    if not whose.head_id or not whose.head_name:
        return ""
    return f" UNION ALL SELECT {text_of_sql(whose.head_id)}, 'employee', {text_of_sql(whose.head_name)}"


def _listed(texts: Iterable[str]) -> str:
    listed = ", ".join(map(text_of_sql, texts))
    return f"({listed})" if listed else "(NULL)"


# Whoever is the subject of an own case belongs to it: a head answers for the plans of the unit's people.
_SPOKEN = """
SELECT DISTINCT id FROM (
  SELECT unnest([client_id, responsible_id, CASE WHEN subject_type IN ('employee', 'client') THEN subject_id END]) AS id
  FROM ({cases}) UNION ALL
  SELECT subject_id FROM escalations WHERE {told} AND subject_type IN ('employee', 'client'))
WHERE id <> ''
"""
_EVERYBODY = """
SELECT id, min(name) FROM (
  SELECT id, name FROM people WHERE entity IN ('employee', 'client') UNION ALL
  SELECT unnest([client_id, responsible_id, CASE WHEN subject_type IN ('employee', 'client') THEN subject_id END]), NULL
  FROM cases UNION ALL SELECT responsible_id, NULL FROM tallies UNION ALL
  SELECT unnest([subject_id, addressee_id]), NULL FROM escalations)
WHERE id <> '' GROUP BY id
"""
_COUNTS = ", ".join(
    f"coalesce(sum(t.n) FILTER (t.scope = 'period' AND t.verdict = '{verdict}'), 0)::BIGINT AS {verdict}"
    for verdict in VERDICTS
)
_RULES = """
WITH mine AS (SELECT t.rule_id, {counts} FROM tallies t WHERE {mine} GROUP BY t.rule_id)
SELECT r.* REPLACE (coalesce(m.met, 0) AS met, coalesce(m.violated, 0) AS violated, coalesce(m.pending, 0) AS pending,
  coalesce(m.undetermined, 0) AS undetermined, coalesce(m.not_applicable, 0) AS not_applicable)
FROM rules r LEFT JOIN mine m ON m.rule_id = r.rule_id
WHERE m.rule_id IS NOT NULL OR r.rule_id IN (SELECT rule_id FROM cases WHERE {mine}) OR ({nobody} AND r.status <> 'ran')
"""
_CLAUSES = """
SELECT * FROM clauses WHERE list_contains(
  (SELECT coalesce(list(clause), []) FROM (SELECT unnest(clauses) AS clause FROM read_parquet({rules}))), clause_id)
"""
