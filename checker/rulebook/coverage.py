"""Coverage: what became of every clause of the registers."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from checker.rulebook.book import RuleBook
from checker.rulebook.pack import Became
from checker.rulebook.register import Clause

UNPLACED = "unplaced"
FATES: tuple[str, ...] = (*get_args(Became), UNPLACED)
CHECKS = frozenset({"rule", "indicator", "advice"})
CHAPTERS = tuple(
    map(re.compile, (r"§ ?\d+", r"第[^条章]{1,5}章", r"第[^条章]{1,5}条", r"[一二三四五六七八九十]+(?=、)"))
)


@dataclass(frozen=True)
class Placed:
    """One clause and what it became; `unplaced` when the pack is silent about it, which a test refuses.

    `rule_ids` are the rules that judge it, those of the clause that it was merged `into` among them.
    """

    clause: Clause
    became: str
    rule_ids: tuple[str, ...]
    why: str
    pack: str = ""
    into: str = ""

    @property
    def chapter(self) -> str:
        """The part of the regulation that the locator begins with: chapter, section or article, as printed there."""
        locator = self.clause.locator
        found = next((match for pattern in CHAPTERS if (match := re.match(pattern, locator))), None)
        return found[0] if found else re.split(r"[ (《]", locator)[0] or locator

    @property
    def is_checked(self) -> bool:
        """Whether rules look at it in its own right."""
        return self.became in CHECKS


def placements(book: RuleBook, packs: Iterable[str] = ()) -> list[Placed]:
    """Every clause of the registers of these packs (none named: all), in the order of the registers."""
    wanted, owners = set(packs), _owners(book)
    citing: dict[str, list[str]] = {}
    for entry in book.rules.values():
        for ref in entry.rule.clauses:
            citing.setdefault(ref.id, []).append(entry.rule.id)
    reasons = {clause: item for _, item in book.placed for clause in item.clauses}
    found = []
    for clause in book.clauses.values():
        pack = owners.get(clause.source, "")
        if wanted and pack not in wanted:
            continue
        rule_ids = citing.get(clause.id, [])
        item = reasons.get(clause.id)
        if item is not None:
            into = item.into or ""
            judging = citing.get(into, []) if into in book.clauses else [into] if into else []
            rules = tuple(dict.fromkeys([*rule_ids, *judging]))
            found.append(Placed(clause, item.as_, rules, item.why, pack, into if into in book.clauses else ""))
        elif rule_ids:
            found.append(Placed(clause, _became(book, rule_ids), tuple(rule_ids), "", pack))
        else:
            found.append(Placed(clause, UNPLACED, (), "", pack))
    return found


def exceptions(book: RuleBook) -> list[Placed]:
    """Clauses that the register calls automatic and that no rule looks at in their own right, in its order."""
    return [item for item in placements(book) if item.clause.checkability == "automatic" and not item.is_checked]


def doubly_placed(book: RuleBook) -> list[str]:
    """Clauses placed as something else although a rule cites them, or placed twice."""
    cited = {ref.id for entry in book.rules.values() for ref in entry.rule.clauses}
    listed = [clause for _, item in book.placed for clause in item.clauses]
    return sorted({clause for clause in listed if clause in cited or listed.count(clause) > 1})


def _owners(book: RuleBook) -> dict[str, str]:
    """The pack of every regulation: the one whose rules and placements speak of most of its clauses."""
    spoken = [(entry.pack, ref.id) for entry in book.rules.values() for ref in entry.rule.clauses]
    spoken += [(pack, clause) for pack, item in book.placed for clause in item.clauses]
    votes = Counter((book.clauses[clause].source, pack) for pack, clause in spoken if clause in book.clauses)
    return {source: pack for (source, pack), _ in sorted(votes.items(), key=lambda vote: (vote[1], vote[0]))}


def _became(book: RuleBook, rule_ids: Iterable[str]) -> str:
    rules = [book.rules[rule_id].rule for rule_id in rule_ids]
    kinds = {rule.kind for rule in rules}  # type: ignore[attr-defined]
    if kinds == {"indicator"}:
        return "indicator"
    return "advice" if all(rule.effect == "advice" for rule in rules) else "rule"
