"""What a rule can do without, and judges less surely for want of."""

import re

from checker.auditing.runnable import relations_read
from checker.expressions.world import World
from checker.kinds.query import CaseQuery
from checker.rulebook.book import RuleBook

EXPORTED = re.compile(r"EXPORTED\(\s*'([^']+)'\s*\)", re.IGNORECASE)


def weakened(book: RuleBook, query: CaseQuery, world: World) -> frozenset[str]:
    """Tables and columns that were not delivered and that a rule asks after, reads where they are, or shows its
    cases to rest on."""
    read = relations_read(book, query)
    log = {"field_change" for name in read if name.endswith("_history")}
    texts = [query.rule.model_dump_json(), *(book.views[name].view.select for name in read if name in book.views)]
    asked = {name for text in texts for name in EXPORTED.findall(text)}
    rests_on = {f"{fact.entity}.{fact.name}" for fact in query.facts if not fact.optional}
    known = (read | log | asked | rests_on) & book.relations.schema.names
    return frozenset(name for name in known if not world.delivered(name))
