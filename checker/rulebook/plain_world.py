"""A world without data: everything delivered, every parameter at its default."""

from datetime import datetime

from checker.expressions.world import Offset, World
from checker.rulebook.book import RuleBook
from checker.rulebook.parameters import dated_values
from checker.schema.model import load_schema


def plain_world(book: RuleBook, as_of: datetime) -> World:
    """What rules are compiled against when there is no snapshot, in UTC."""
    return World(
        as_of=as_of,
        zone="UTC",
        offsets=(Offset(None, None, 0),),
        exported={name: frozenset(entity.fields) for name, entity in load_schema().entities.items()},
        parameters=dated_values(book.parameters, []),
        units={name: parameter.unit for name, parameter in book.parameters.items()},
    )
