"""The canonical columns that a rule reads, through all its views."""

from sqlglot import exp

from checker.expressions.macros import expand
from checker.expressions.world import World
from checker.kinds.query import CaseQuery
from checker.kinds.relations import history_tables
from checker.rulebook.book import RuleBook

CHANGE_LOG = ("entity", "entity_id", "field", "old_value", "new_value", "changed_at", "effective_at")


def columns_read(book: RuleBook, query: CaseQuery, world: World) -> frozenset[str]:
    """The columns as `entity.column`; those of a history are its field and the columns of the change log."""
    found: set[str] = set()
    pending: list[exp.Expr] = [query.tree]
    seen: set[str] = set()
    while pending:
        tree = pending.pop()
        for table, column in _pairs(tree):
            found |= _canonical(book, table, column)
        for table in {node.name for node in tree.find_all(exp.Table)} - seen:
            seen.add(table)
            if table in book.views:
                pending.append(expand(book.views[table].tree, world))
    return frozenset(found)


def _canonical(book: RuleBook, table: str, column: str) -> set[str]:
    histories = history_tables(book.relations.schema)
    if table in histories:
        return {".".join(histories[table]), *(f"field_change.{name}" for name in CHANGE_LOG)}
    entity = book.relations.schema.entities.get(table)
    return {f"{table}.{column}"} if entity and column in entity.fields else set()


def _pairs(tree: exp.Expr) -> set[tuple[str, str]]:
    """Table and column of every column of the tree, aliases replaced by the tables they are given to."""
    found = set()
    for column in tree.find_all(exp.Column):
        table = _table_of(column)
        if table:
            found.add((table, column.name))
    return found


def _table_of(column: exp.Column) -> str | None:
    node = column.find_ancestor(exp.Select)
    while node is not None:
        for source in _sources(node):
            if source.alias_or_name == column.table:
                return source.name
        node = node.find_ancestor(exp.Select)
    return None


def _sources(select: exp.Select) -> list[exp.Table]:
    first = select.args.get("from_") or select.args.get("from")
    clauses = [first, *(select.args.get("joins") or [])]
    return [clause.this for clause in clauses if clause is not None and isinstance(clause.this, exp.Table)]
