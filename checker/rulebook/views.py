"""Named views of the packs: parsed, checked for names, put in the order in which they build on one another."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from sqlglot import exp

from checker.errors import Problem, UsageError, nearest
from checker.expressions.syntax import parse_view
from checker.kinds.relations import Relations
from checker.rulebook.carried_along import UNREADABLE, handing_on, source_of_rows
from checker.rulebook.pack import View


@dataclass(frozen=True)
class ParsedView:
    """A view with its output columns and the relations it reads.

    `rows_of`: the alias in its SELECT of which each row is one row, with its `unreadable` handed on; '' for none.
    """

    name: str
    view: View
    columns: tuple[str, ...]
    reads: frozenset[str]
    where: str
    rows_of: str = ""

    @cached_property
    def tree(self) -> exp.Query:
        """The tree of the SELECT, parsed when it is first asked for."""
        return handing_on(parse_view(self.view.select, self.where), self.rows_of)

    def __getstate__(self) -> dict[str, Any]:
        # Parsing the text again costs no more than reading a stored tree, and most runs need few of them.
        return {name: value for name, value in vars(self).items() if name != "tree"}


class Trees(Mapping[str, exp.Query]):
    """The trees of views by name, each parsed when it is first asked for."""

    def __init__(self, views: Mapping[str, ParsedView]) -> None:
        self._views = views

    def __getitem__(self, name: str) -> exp.Query:
        return self._views[name].tree

    def __iter__(self) -> Iterator[str]:
        return iter(self._views)

    def __len__(self) -> int:
        return len(self._views)

    def __contains__(self, name: object) -> bool:
        return name in self._views


def parse_views(
    views: Mapping[str, tuple[View, str]], named: Collection[str] = ()
) -> tuple[dict[str, ParsedView], list[Problem]]:
    """Views by name in building order, given each with its place, and every mistake found.

    Those that are `named` by rules, and those below them, hand on what could not be read in the rows of their entity.
    """
    parsed: dict[str, ParsedView] = {}
    problems: list[Problem] = []
    for name, (view, where) in views.items():
        try:
            tree = parse_view(view.select, where)
        except UsageError as error:
            problems.extend(error.problems)
            continue
        parsed[name] = ParsedView(name, view, tuple(tree.named_selects), tables_read(tree), where)
        vars(parsed[name])["tree"] = tree
        problems.extend(_shape(parsed[name]))
    relations = relations_of(parsed.values())
    for view_ in parsed.values():
        problems.extend(_unknown_tables(view_, relations))
    ordered, cycle = _ordered(parsed)
    if cycle:
        problems.append(Problem(parsed[cycle[0]].where, f"views build on each other in a circle: {' > '.join(cycle)}"))
    return (ordered if problems else _handing_on(ordered, named)), problems


def _handing_on(ordered: Mapping[str, ParsedView], named: Collection[str]) -> dict[str, ParsedView]:
    wanted = set[str]()
    for view in reversed(list(ordered.values())):
        wanted |= {view.name, *view.reads} if view.name in {*named, *wanted} else set()
    found: dict[str, ParsedView] = {}
    for name, view in ordered.items():
        told = [one.name for one in found.values() if one.view.of == view.view.of and UNREADABLE in one.columns]
        alias = ""
        if view.view.of and name in wanted:
            alias = source_of_rows(view.tree, view.columns, {view.view.of, *told})
        found[name] = view
        if alias:
            found[name] = replace(view, columns=(*view.columns, UNREADABLE), rows_of=alias)
            vars(found[name])["tree"] = handing_on(view.tree, alias)
    return found


def relations_of(views: Iterable[ParsedView]) -> Relations:
    """The readable relations, with these views among them."""
    listed = list(views)
    return Relations(
        views={view.name: view.columns for view in listed},
        of={view.name: view.view.of for view in listed if view.view.of},
    )


def tables_read(tree: exp.Expr) -> frozenset[str]:
    """The relations a tree reads, without its own common table expressions."""
    own = {cte.alias for cte in tree.find_all(exp.CTE)}
    return frozenset(table.name for table in tree.find_all(exp.Table)) - own


def _shape(view: ParsedView) -> list[Problem]:
    if "*" in view.columns:
        return [Problem(view.where, f"view '{view.name}' selects *", "name its columns")]
    if any(not column for column in view.columns) or len(set(view.columns)) != len(view.columns):
        return [Problem(view.where, f"view '{view.name}' has unnamed or doubled columns", "give each its own name")]
    return []


def _unknown_tables(view: ParsedView, relations: Relations) -> list[Problem]:
    return [
        Problem(view.where, f"view '{view.name}' reads unknown table '{name}'", nearest(name, relations.names()))
        for name in sorted(view.reads)
        if relations.columns(name) is None
    ]


def _ordered(views: Mapping[str, ParsedView]) -> tuple[dict[str, ParsedView], list[str]]:
    """Views so that each stands after those it reads; a circle is returned as the path that closes it."""
    ordered: dict[str, ParsedView] = {}

    def visit(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in ordered:
            return []
        for read in sorted(views[name].reads & views.keys()):
            cycle = visit(read, [*path, name])
            if cycle:
                return cycle
        ordered[name] = views[name]
        return []

    for name in views:
        cycle = visit(name, [])
        if cycle:
            return dict(views), cycle
    return ordered, []
