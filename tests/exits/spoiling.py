"""A stage with one column or table taken away, and how a rule comes out of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from checker.expressions.world import World
from checker.schema.model import load_schema
from tests.planted.audits import Audit
from tests.planted.judging import Opened

EMPTIED, DELETED = "emptied", "deleted"
MODES = (EMPTIED, DELETED)


@contextmanager
def spoiled(opened: Opened, name: str, mode: str) -> Iterator[Callable[[World], World]]:
    """The stage without the values of `entity.column`, or the rows of `entity`; deleted: not exported at all."""
    entity, _, column = name.partition(".")
    whole = f"whole_{entity}"
    opened.engine.execute(f'ALTER VIEW "{entity}" RENAME TO "{whole}"')
    if column:
        type_ = load_schema().entities[entity].columns[column]
        left = f'* REPLACE (CAST(NULL AS {type_}) AS "{column}") FROM "{whole}"'
    else:
        left = f'* FROM "{whole}" WHERE false'
    opened.engine.execute(f'CREATE VIEW "{entity}" AS SELECT {left}')
    try:
        yield lambda world: _without(world, entity, column, mode)
    finally:
        opened.engine.execute(f'DROP VIEW "{entity}"')
        opened.engine.execute(f'ALTER VIEW "{whole}" RENAME TO "{entity}"')


def _without(world: World, entity: str, column: str, mode: str) -> World:
    if mode == EMPTIED:
        return replace(world, unfilled=world.unfilled | {f"{entity}.{column}"})
    if column:
        exported = {**world.exported, entity: world.exported[entity] - {column}}
    else:
        exported = {table: columns for table, columns in world.exported.items() if table != entity}
    return replace(world, exported=exported)


def accuses(audit: Audit, rule: str) -> bool:
    """Whether the rule says that something is wrong, cannot be told, or that it could not run."""
    if dict((name, status) for name, _, status in audit.rules)[rule] != "ran":
        return True
    return any(case.rule_id == rule and case.verdict in ("violated", "undetermined") for case in audit.cases)


def has_violations(audit: Audit, rule: str) -> bool:
    """Whether the rule has a violation."""
    return any(case.rule_id == rule and case.verdict == "violated" for case in audit.cases)
