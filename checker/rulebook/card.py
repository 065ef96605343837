"""The card of a rule: all that there is to say about it, for a reader at the terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from checker.kinds.query import CaseQuery, compile_rule
from checker.kinds.rule import Gate, Rule
from checker.rulebook.book import BookRule, RuleBook
from checker.rulebook.in_words import in_force, words_of
from checker.rulebook.listing import kind_of
from checker.rulebook.parameters import dated_values
from checker.rulebook.plain_world import plain_world
from checker.rulebook.reads import parameters_of
from checker.words.conditions import in_words, is_sayable
from checker.words.words import Words

GRADES = ("kind", "severity", "basis", "effect")


@dataclass(frozen=True)
class _Card:
    book: RuleBook
    entry: BookRule
    words: Words
    day: date

    @property
    def rule(self) -> Rule:
        return self.entry.rule

    @property
    def entity(self) -> str:
        rule = self.rule
        return rule.reported_as or self.book.relations.entity_of(rule.subject) or rule.subject

    def title(self, name: str) -> str:
        return self.words.text(f"rule_card.{name}")


def rule_card(book: RuleBook, entry: BookRule, lang: str, day: date) -> str:
    """Everything about one rule, with its parameters as in force on a day. UsageError when it cannot be compiled."""
    it = _Card(book, entry, Words(lang), day)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    query = compile_rule(it.rule, book.relations, plain_world(book, moment), f"{entry.where}: {it.rule.id}")
    head = [f"{it.rule.id}  {getattr(it.rule.title, lang)}", "", words_of(book, it.rule, lang, None, day), ""]
    sections = {
        "clauses": _clauses(it),
        "gates": _gates(it),
        "unknown": _unknown(it),
        "parameters": _parameters(it),
        "readings": _readings(it),
        "fields": _fields(it, query),
        "implied_by": _implied_by(it),
        "examples": iter([example.name for example in it.entry.examples]),
    }
    lines = [*head, *_grades(it), f"{it.title('file')}: {entry.where}"]
    for name, rows in sections.items():
        said = list(rows)
        lines += ["", f"{it.title(name)}:", *(f"  {row}" for row in said)] if said else []
    return "\n".join(lines)


def _grades(it: _Card) -> Iterator[str]:
    for name in GRADES:
        value = kind_of(it.rule) if name == "kind" else str(getattr(it.rule, name))
        label = it.words.find("rule_kind" if name == "kind" else name, value) or value
        yield f"{it.words.label('heading', name)}: {label}"
    judged = "state" if it.rule.is_state else "event"
    yield f"{it.words.label('heading', 'judged')}: {it.words.label('judged', judged)}"


def _clauses(it: _Card) -> Iterator[str]:
    for ref in it.rule.clauses:
        clause = it.book.clauses.get(ref.id)
        yield f"{ref.id}, {clause.locator}: {clause.title[it.words.lang]}" if clause else ref.id


def _gates(it: _Card) -> Iterator[str]:
    for gate in it.rule.gates:
        verdict = it.words.label("verdict", gate.verdict)
        reason = it.words.find("reason", gate.reason) or gate.reason
        yield f"{verdict}{f' ({reason})' if reason else ''}: {_condition(it, gate)}"


def _condition(it: _Card, gate: Gate) -> str:
    return in_words(it.words.lang, it.entity, gate.when) if is_sayable(gate.when) else gate.when


def _unknown(it: _Card) -> Iterator[str]:
    for name in dict.fromkeys(name for unknown in it.rule.unknown for name in unknown.missing):
        label = it.words.find("field" if "." in name else "entity", name)
        yield f"{label} ({name})" if label else name


def _parameters(it: _Card) -> Iterator[str]:
    values = dated_values(it.book.parameters, [])
    for name in parameters_of(it.book, it.rule):
        parameter, value = it.book.parameters[name], in_force(values[name], it.day)
        said = it.title("unset") if value is None else _plain(value)
        if parameter.unit and value is not None:
            said = it.words.quantity(Decimal(str(value)), parameter.unit)
        says = getattr(parameter.says, it.words.lang)
        yield it.words.text("rule_card.parameter", name=name, value=said, says=says)


def _implied_by(it: _Card) -> Iterator[str]:
    for name in it.rule.implied_by:
        yield f"{name}: {getattr(it.book.rules[name].rule.title, it.words.lang)}"


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _readings(it: _Card) -> Iterator[str]:
    for reading in it.rule.readings:
        other = ", ".join(map(str, reading.other)) or "—"
        yield it.words.text("rule_card.reading", param=reading.param, ours=reading.ours, other=other)


def _fields(it: _Card, query: CaseQuery) -> Iterator[str]:
    """Each field with its role: the acts that are owed, the facts that must be known, what is shown beside them."""
    acts = {item.name: query.entity for item in query.items}
    shown = [("act", name, entity) for name, entity in acts.items()]
    plain = "view" if it.rule.subject in it.book.views else "fact"
    others = [fact for fact in query.facts if fact.name not in acts]
    shown += [("optional" if fact.optional else plain, fact.name, fact.entity) for fact in others]
    for role, name, entity in shown:
        label = it.words.find("field", f"{entity}.{name}") or name
        yield it.words.text("rule_card.field", label=label, name=name, role=it.title(f"role.{role}"))
