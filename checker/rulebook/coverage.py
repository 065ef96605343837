"""Coverage: what became of every clause of the registers."""

from collections.abc import Iterable
from dataclasses import dataclass

from checker.rulebook.book import RuleBook
from checker.rulebook.register import Clause


@dataclass(frozen=True)
class Placed:
    """One clause and what it became; `unplaced` when the pack is silent about it, which a test refuses."""

    clause: Clause
    became: str
    rule_ids: tuple[str, ...]
    why: str


def placements(book: RuleBook, packs: Iterable[str] = ()) -> list[Placed]:
    """Every clause of the registers of these packs (none named: all), in the order of the registers."""
    wanted = set(packs) or set(book.packs)
    foreign = _sources(book, set(book.packs) - wanted) - _sources(book, wanted)
    citing: dict[str, list[str]] = {}
    for entry in book.rules.values():
        for ref in entry.rule.clauses:
            citing.setdefault(ref.id, []).append(entry.rule.id)
    reasons = {clause: item for pack, item in book.placed if pack in wanted for clause in item.clauses}
    found = []
    for clause in book.clauses.values():
        if clause.source in foreign:
            continue
        rule_ids = tuple(citing.get(clause.id, ()))
        item = reasons.get(clause.id)
        if item is not None:
            into = (item.into,) if item.into else ()
            found.append(Placed(clause, item.as_, tuple(dict.fromkeys([*rule_ids, *into])), item.why))
        elif rule_ids:
            found.append(Placed(clause, _became(book, rule_ids), rule_ids, ""))
        else:
            found.append(Placed(clause, "unplaced", (), ""))
    return found


def _sources(book: RuleBook, packs: set[str]) -> set[str]:
    """The regulations that the rules and placements of these packs speak of."""
    cited = {ref.id for entry in book.rules.values() if entry.pack in packs for ref in entry.rule.clauses}
    cited |= {name for pack, item in book.placed if pack in packs for name in item.clauses}
    return {book.clauses[name].source for name in cited if name in book.clauses}


def doubly_placed(book: RuleBook) -> list[str]:
    """Clauses placed as something else although a rule cites them, or placed twice."""
    cited = {ref.id for entry in book.rules.values() for ref in entry.rule.clauses}
    listed = [clause for _, item in book.placed for clause in item.clauses]
    return sorted({clause for clause in listed if clause in cited or listed.count(clause) > 1})


def _became(book: RuleBook, rule_ids: tuple[str, ...]) -> str:
    rules = [book.rules[rule_id].rule for rule_id in rule_ids]
    kinds = {rule.kind for rule in rules}  # type: ignore[attr-defined]
    if kinds == {"indicator"}:
        return "indicator"
    return "advice" if all(rule.effect == "advice" for rule in rules) else "rule"
