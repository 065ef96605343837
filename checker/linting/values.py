"""Values that a column can never hold: a column of listed values compared with a text that is not among them."""

from collections.abc import Iterator

from sqlglot import exp

from checker.errors import Problem, UsageError, nearest
from checker.kinds.relations import Relations, history_tables
from checker.linting.bench import Bench
from checker.rulebook.entries import BookRule, RuleBook
from checker.schema.model import Field


def unknown_values(bench: Bench, entry: BookRule) -> Iterator[Problem]:
    """Comparisons in a rule's query."""
    try:
        tree = bench.compiled(entry).tree
    except UsageError:
        return
    yield from _unknown(tree, bench.relations, entry.where, entry.rule.id)


def unknown_values_in_views(book: RuleBook) -> Iterator[Problem]:
    """Comparisons in the views of a book."""
    relations = book.relations
    for name, view in book.views.items():
        yield from _unknown(view.tree, relations, view.where, f"view '{name}'")


def _unknown(tree: exp.Expr, relations: Relations, where: str, who: str) -> Iterator[Problem]:
    found: dict[tuple[str, str], Field] = {}
    for column, value in _compared(tree):
        field = _field(column, relations)
        if field and field.values and not field.open and value not in field.values:
            found[_said(column, field), value] = field
    for (name, value), field in found.items():
        what = f"{who}: '{name}' is compared with '{value}', which it never holds"
        yield Problem(where, what, nearest(value, field.values))


def _said(column: exp.Column, field: Field) -> str:
    """The column as the author wrote it: joined columns carry the path that leads to them in their name."""
    if column.name == "value":
        return field.name
    return column.name.removeprefix("ref_").replace("__", ".") if column.name.startswith("ref_") else column.name


def _compared(tree: exp.Expr) -> Iterator[tuple[exp.Column, str]]:
    """Every column compared with a text for equality."""
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.NullSafeEQ, exp.NullSafeNEQ, exp.In):
        if isinstance(node, exp.In):
            pairs = [(node.this, member) for member in node.expressions]
        else:
            pairs = [(node.this, node.expression), (node.expression, node.this)]
        for column, value in pairs:
            column, value = column.unnest(), value.unnest()
            if isinstance(column, exp.Column) and isinstance(value, exp.Literal) and value.is_string:
                yield column, value.name


def _field(column: exp.Column, relations: Relations) -> Field | None:
    """The field of the schema that a column is, where no expression stands between; None where it cannot be told."""
    select = column.find_ancestor(exp.Select)
    while select is not None:
        sources = _sources(select)
        if column.table in sources:
            return _of_source(sources[column.table], column.name, relations)
        if not column.table:
            return _of_source(next(iter(sources.values())), column.name, relations) if len(sources) == 1 else None
        select = select.find_ancestor(exp.Select)
    return None


def _sources(select: exp.Select) -> dict[str, exp.Expr]:
    clauses = [select.args.get("from_"), *(select.args.get("joins") or [])]
    return {clause.this.alias_or_name: clause.this for clause in clauses if clause is not None}


def _of_source(source: exp.Expr, name: str, relations: Relations) -> Field | None:
    """What a column of a table or a subquery is; columns that a subquery hands on keep their field."""
    if isinstance(source, exp.Table):
        history = history_tables(relations.schema).get(source.name)
        if history:
            entity, column = history
            return relations.schema.entities[entity].fields[column] if name == "value" else None
        known = relations.schema.entities.get(source.name)
        return known.fields.get(name) if known else None
    inner = source.this if isinstance(source, exp.Subquery) else None
    if not isinstance(inner, exp.Select):
        return None
    for chosen in inner.expressions:
        if chosen.alias_or_name == name:
            plain = chosen.unalias().unnest()
            return _field(plain, relations) if isinstance(plain, exp.Column) else None
    sources = _sources(inner)
    stars = [chosen.table for chosen in inner.expressions if isinstance(chosen, exp.Column) and chosen.is_star]
    return _of_source(sources[stars[0]], name, relations) if len(stars) == 1 and stars[0] in sources else None
