"""Which rules a snapshot lets run, and what to export for the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from checker.auditing.expected import is_expected
from checker.auditing.runnable import inactive, lacks
from checker.auditing.weakened import weakened
from checker.errors import Problem, UsageError
from checker.expressions.world import World
from checker.kinds.query import compile_rule
from checker.rulebook.book import BookRule, RuleBook

Progress = Callable[[str, int, int], None]
STATES = ("runs", "partly", "cannot", "inactive")


@dataclass(frozen=True)
class Judgeable:
    """Whether a rule can run on a snapshot.

    `state`: runs; partly, where cases may stay undetermined for want of `weaker`; cannot, for want of all of `lacks`;
    inactive, for want of a value of `parameter`. Names are tables and columns (`table.column`).
    """

    entry: BookRule
    state: str
    lacks: tuple[str, ...] = ()
    weaker: tuple[str, ...] = ()
    parameter: str = ""


@dataclass(frozen=True)
class Export:
    """One table or column to export next: with all before it in the list, `adds` can run, `total` rules altogether.

    `columns` are those of a table that rules need at least; `needed_by` are all rules that cannot run without it.
    """

    name: str
    columns: tuple[str, ...]
    adds: tuple[str, ...]
    total: int
    needed_by: tuple[str, ...]


def judgeable(book: RuleBook, rules: Sequence[BookRule], world: World, progress: Progress) -> list[Judgeable]:
    """Every rule with whether it can run, in their order. UsageError lists the mistakes of all rules."""
    found: list[Judgeable] = []
    problems: list[Problem] = []
    for done, entry in enumerate(rules):
        progress(entry.rule.id, done, len(rules))
        try:
            found.append(_state(book, entry, world))
        except UsageError as error:
            problems.extend(error.problems)
    if problems:
        raise UsageError(dict.fromkeys(problems))
    return found


def _state(book: RuleBook, entry: BookRule, world: World) -> Judgeable:
    query = compile_rule(entry.rule, book.relations, world, f"{entry.where}: {entry.rule.id}")
    lacking = lacks(book, query, world)
    unset = inactive(entry, world, book.parameters)
    weaker = tuple(sorted({*_folded(weakened(book, query, world), world)} - {*_folded(lacking, world)}))
    state = "inactive" if unset else "cannot" if lacking else "partly" if weaker else "runs"
    return Judgeable(entry, state, tuple(sorted(lacking)), weaker, unset)


def _folded(names: Iterable[str], world: World) -> tuple[str, ...]:
    """The names without the columns of tables that are not there at all."""
    return tuple(sorted({_unit(name, world) for name in names}))


def _unit(name: str, world: World) -> str:
    """What would have to be exported for a name: the column, or the table where that is not there at all."""
    table = name.partition(".")[0]
    return name if table in world.exported else table


def to_export(rules: Sequence[Judgeable], world: World, not_expected: Sequence[str] = ()) -> list[Export]:
    """What to export, in the order in which it lets most rules run: a table with its columns, or a column of a table
    that is there. Of those that let none run alone, the one that brings most rules nearest.

    Rules that need what the company does not have wait for nothing."""
    stopped = [rule for rule in rules if rule.state == "cannot"]
    stopped = [rule for rule in stopped if all(is_expected(name, not_expected) for name in rule.lacks)]
    waiting = {rule.entry.rule.id: set(_folded(rule.lacks, world)) for rule in stopped}
    columns = _columns(stopped, world)
    needed_by = {name: tuple(i for i, names in waiting.items() if name in names) for name in sorted(columns)}
    total = sum(rule.state in ("runs", "partly") for rule in rules)
    found: list[Export] = []
    while waiting:
        name = min(_worth(waiting).items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))[0]
        for names in waiting.values():
            names.discard(name)
        adds = tuple(rule_id for rule_id, names in waiting.items() if not names)
        total += len(adds)
        waiting = {rule_id: names for rule_id, names in waiting.items() if names}
        found.append(Export(name, tuple(sorted(columns[name])), adds, total, needed_by[name]))
    return found


def _worth(waiting: Mapping[str, set[str]]) -> dict[str, tuple[int, Fraction]]:
    """Of each name: how many rules wait for it alone, and how much nearer it brings all of them."""
    found: dict[str, tuple[int, Fraction]] = {}
    for names in waiting.values():
        for name in names:
            alone, nearer = found.get(name, (0, Fraction(0)))
            found[name] = (alone + (len(names) == 1), nearer + Fraction(1, len(names)))
    return found


def _columns(rules: Sequence[Judgeable], world: World) -> dict[str, set[str]]:
    """The columns of each table that rules cannot do without; a column that is to be exported alone has none."""
    found: dict[str, set[str]] = {}
    for name in (name for rule in rules for name in rule.lacks):
        table, _, column = name.partition(".")
        columns = found.setdefault(_unit(name, world), set())
        if column and table not in world.exported:
            columns.add(column)
    return found
