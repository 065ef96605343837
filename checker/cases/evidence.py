"""SQL for the evidence of a case: the facts it rests on, the items owed, and what could not be known."""

from collections.abc import Iterable

from checker.kinds.query import CaseQuery
from checker.kinds.relations import Relations


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def evidence_sql(query: CaseQuery, relations: Relations) -> str:
    """JSON {"facts": [...], "items": [...]} over alias k; `clock` names the calendar where working time was counted."""
    facts = []
    for index, fact in enumerate(query.facts):
        own = fact.entity == query.entity
        place = ("k.subject_id", "k.source_file", "k.source_row") if own else ("NULL", "NULL", "NULL")
        type_ = relations.type_of(fact.entity, fact.name) or relations.type_of(query.rule.subject, fact.name) or ""
        facts.append(
            f"json_object('entity', {quoted(fact.entity)}, 'id', {place[0]}, 'file', {place[1]}, 'row', {place[2]}, "
            f"'field', {quoted(fact.name)}, 'type', {quoted(type_)}, 'value', CAST(k.f_{index} AS VARCHAR))"
        )
    items = [
        f"json_object('name', {quoted(item.name)}, 'holds', k.i_{index})" for index, item in enumerate(query.items)
    ]
    clock = f", 'clock', json_object('calendar', {quoted(query.rule.calendar)})" if query.counts_work else ""
    return f"CAST(json_object('facts', {_array(facts)}, 'items', {_array(items)}{clock}) AS VARCHAR)"


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


def _array(objects: Iterable[str]) -> str:
    return f"json_array({', '.join(objects)})"
