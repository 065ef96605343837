"""Which rules are asked for, which can run on a snapshot, and why the others cannot."""

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from checker.auditing.request import Request
from checker.errors import Problem, UsageError, nearest
from checker.expressions.world import World
from checker.kinds.query import CaseQuery
from checker.kinds.rule import BASES
from checker.rulebook.book import BookRule, RuleBook
from checker.rulebook.views import tables_read

_PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)")


def selected(book: RuleBook, request: Request, packs: Iterable[str]) -> list[BookRule]:
    """The rules asked for, in the order of the files: of the packs in force, by --select patterns and --basis.

    A pattern is a rule id with * and ?, or `clause:`, `kind:`, `severity:`, `pack:` with a name. UsageError for one
    that selects nothing, and for a pack in force that is not there: no rule of it would be judged, and nobody told.
    """
    wanted = set(packs)
    problems = [
        Problem(
            "packs", f"there is no pack '{name}' among the rules", nearest(name, book.packs) or "load it with --rules"
        )
        for name in sorted(wanted - book.packs.keys())
    ]
    if problems:
        raise UsageError(problems)
    rules = [entry for entry in book.rules.values() if not wanted or entry.pack in wanted]
    unmatched = [text for text in request.select if not any(_matches(entry, text) for entry in rules)]
    if unmatched:
        names = [entry.rule.id for entry in rules]
        raise UsageError(Problem("--select", f"'{text}' selects no rule", nearest(text, names)) for text in unmatched)
    if request.select:
        rules = [entry for entry in rules if any(_matches(entry, text) for text in request.select)]
    if request.basis is None:
        return rules
    if request.basis not in BASES:
        raise UsageError(Problem("--basis", f"unknown basis '{request.basis}'", nearest(request.basis, BASES)))
    return [entry for entry in rules if entry.rule.rests_on(request.basis)]


def _matches(entry: BookRule, text: str) -> bool:
    key, colon, value = text.partition(":")
    if not colon:
        return fnmatchcase(entry.rule.id, text)
    kind: str = entry.rule.kind  # type: ignore[attr-defined]
    values: dict[str, list[str]] = {"pack": [entry.pack], "kind": [kind], "severity": [entry.rule.severity]}
    values |= {"id": [entry.rule.id], "clause": [ref.id for ref in entry.rule.clauses]}
    return any(fnmatchcase(found, value) for found in values.get(key, []))


def reads(book: RuleBook, query: CaseQuery) -> tuple[frozenset[str], frozenset[str]]:
    """The canonical tables a query needs, and those it tolerates the absence of, through all its views."""
    needed: set[str] = set()
    tolerated = set(query.rule.tolerates)
    for name in relations_read(book, query):
        if name in book.views:
            tolerated.update(book.views[name].view.tolerates)
        elif name in book.relations.schema.entities:
            needed.add(name)
        elif name.endswith("_history"):
            tolerated.add("field_change")
    return frozenset(needed), frozenset(tolerated)


def relations_read(book: RuleBook, query: CaseQuery) -> frozenset[str]:
    """Every table, history and view that a query reads, and those below the views."""
    pending = list(tables_read(query.tree) | tables_read_of(book, query.rule.subject))
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in seen:
            seen.add(name)
            pending.extend(book.views[name].reads if name in book.views else ())
    return frozenset(seen)


def tables_read_of(book: RuleBook, subject: str) -> frozenset[str]:
    """The subject itself, and the entity its rows stand for, without which there are no cases."""
    entity = book.relations.entity_of(subject)
    return frozenset({subject, entity} if entity else {subject})


def cannot_run(book: RuleBook, query: CaseQuery, world: World) -> str:
    """Why a rule cannot run: the names of `lacks` as a list in one text; empty when it can."""
    return ", ".join(sorted(lacks(book, query, world)))


def lacks(book: RuleBook, query: CaseQuery, world: World) -> frozenset[str]:
    """The tables and decisive columns (`table.column`) without whose data a rule cannot run; none when it can."""
    needed, tolerated = reads(book, query)
    own = tables_read_of(book, query.rule.subject)
    tolerated |= {name for item in query.items for way in item.ways for name in way if "." not in name} - own
    absent = {name for name in needed if not world.delivered(name)} - tolerated
    columns = {f"{fact.entity}.{fact.name}" for fact in query.facts if fact.decisive}
    absent |= {
        name for name in columns if name.partition(".")[0] in world.exported and not world.delivered(name)
    } - tolerated
    absent |= {name for name in query.needs if not world.delivered(name)} - frozenset(query.rule.tolerates)
    absent |= world.unfilled.intersection(query.rule.needs)
    return frozenset(absent | _never_known(query, world) - tolerated)


def _never_known(query: CaseQuery, world: World) -> frozenset[str]:
    """What all the things owed lack, where none of them can ever be known."""
    lacking: set[str] = set()
    for item in query.items:
        undelivered = [frozenset(name for name in way if not world.delivered(name)) for way in item.ways]
        if not undelivered or not all(undelivered):
            return frozenset()
        lacking.update(*undelivered)
    return frozenset(lacking)


def inactive(query_rule: BookRule, world: World, parameters: Mapping[str, object]) -> str:
    """The parameter that is not set, without which the rule says nothing; empty when all are."""
    named = set(_PARAMETER.findall(query_rule.rule.model_dump_json()))
    return next((name for name in parameters if name in named and _unset(world, name)), "")


def _unset(world: World, name: str) -> bool:
    return all(value.value is None for value in world.parameters[name])
