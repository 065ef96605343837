"""SQL for the evidence of a case: the facts it rests on, the items owed, and what could not be known."""

import json
from collections.abc import Iterable, Iterator

from checker.kinds.query import CaseQuery
from checker.kinds.relations import Relations


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def source_sql(alias: str) -> str:
    """The subject's place in the data, as the middle of a JSON object."""
    place = {'"id":': f"{alias}.subject_id", ',"file":': f"{alias}.source_file", ',"row":': f"{alias}.source_row"}
    return f"concat({', '.join(f'{quoted(name)}, {_json(column)}' for name, column in place.items())})"


def evidence_sql(query: CaseQuery, relations: Relations) -> str:
    """JSON {"facts": [...], "items": [...]} over alias k with `source_json`; `clock` names a calendar that counted.

    The type of a fact is the schema's, else (of what a view works out) the engine's, in capitals: with it the value can
    be read again. Written piece by piece: JSON functions would parse every nested object again.
    """
    facts = []
    for index, fact in enumerate(query.facts):
        place = "k.source_json" if fact.entity == query.entity else quoted('"id":null,"file":null,"row":null')
        type_ = relations.type_of(fact.entity, fact.name) or relations.type_of(query.rule.subject, fact.name) or ""
        head, said = f'{{"entity":{_said(fact.entity)},', f',"field":{_said(fact.name)},"type":'
        typed = quoted(_said(type_)) if type_ else f"CAST(to_json(typeof(k.f_{index})) AS VARCHAR)"
        value = [quoted(',"value":'), _json(f"CAST(k.f_{index} AS VARCHAR)"), "'}'"]
        facts.append([quoted(head), place, quoted(said), typed, *value])
    items = [
        [quoted(f'{{"name":{_said(item.name)},"holds":'), f"COALESCE(CAST(k.i_{index} AS VARCHAR), 'null')", "'}'"]
        for index, item in enumerate(query.items)
    ]
    clock = f',"clock":{{"calendar":{_said(query.rule.calendar)}}}' if query.counts_work else ""
    pieces = [quoted('{"facts":['), *_listed(facts), quoted('],"items":['), *_listed(items), quoted(f"]{clock}")]
    pieces += [*_calendar_zone(query), "'}'"]
    return f"concat({', '.join(pieces)})"


def _calendar_zone(query: CaseQuery) -> list[str]:
    """The zone of the unit's calendar, where cases are counted on it and told in the company's."""
    if query.rule.calendar != "unit" or query.rule.zone != "company":
        return []
    units = "calendar_unit AS u JOIN calendar_zone AS z ON z.calendar = u.calendar"
    return [quoted(',"calendar_zone":'), _json(f"(SELECT MAX(z.zone) FROM {units} WHERE u.unit_id = k.unit_id)")]


def missing_sql(query: CaseQuery, relations: Relations) -> str:
    """What could not be known of an undetermined case: the gate's names, the doubt's, else empty facts and items."""
    named_by_facts = {fact.name for fact in query.facts}
    empty = [
        f"CASE WHEN k.i_{i} IS NULL THEN {quoted(item.name)} END"
        for i, item in enumerate(query.items)
        if item.name not in named_by_facts
    ]
    empty += [
        f"CASE WHEN k.f_{i} IS NULL THEN {quoted(f'{fact.entity}.{fact.name}')} END"
        for i, fact in enumerate(query.facts)
        if not fact.optional
    ]
    named = "string_split(trim(k.gate_missing || ' ' || k.doubts), ' ')"
    found = f"list_filter([{', '.join(empty)}], lambda x: x IS NOT NULL)" if empty else "CAST([] AS VARCHAR[])"
    return (
        "CASE WHEN k.verdict <> 'undetermined' THEN CAST([] AS VARCHAR[]) "
        f"WHEN trim(k.gate_missing || k.doubts) <> '' THEN {named} ELSE {found} END"
    )


def owing_sql(query: CaseQuery) -> str:
    """The names of the items that do not hold, over alias k; while a case is pending, also of those not known of."""
    owes = "COALESCE(NOT k.i_{}, k.verdict = 'pending')"
    lacking = [f"CASE WHEN {owes.format(i)} THEN {quoted(item.name)} END" for i, item in enumerate(query.items)]
    return f"list_filter([{', '.join(lacking)}], lambda x: x IS NOT NULL)" if lacking else "NULL"


def _said(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _json(column: str) -> str:
    return f"COALESCE(CAST(to_json({column}) AS VARCHAR), 'null')"


def _listed(objects: Iterable[list[str]]) -> Iterator[str]:
    """The pieces of every object, with commas between the objects."""
    for index, pieces in enumerate(objects):
        yield from (["','"] if index else []) + pieces
