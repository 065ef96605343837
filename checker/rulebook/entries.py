"""What a rule book holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from checker.kinds.relations import Relations
from checker.kinds.rule import Example, Rule
from checker.rulebook.pack import Pack, Parameter, Placement
from checker.rulebook.register import Clause
from checker.rulebook.views import ParsedView, Trees, relations_of


@dataclass(frozen=True)
class BookRule:
    """A rule with the pack it belongs to and its place in the file; its examples stand here, with their places."""

    rule: Rule
    pack: str
    where: str
    examples: Sequence[Example] = ()
    examples_at: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleBook:
    """Rules, parameters, views and clauses of all packs.

    `sources` are the files with their sha256, `parameters_at` the places of the parameters in them.
    """

    packs: Mapping[str, Pack]
    rules: Mapping[str, BookRule]
    parameters: Mapping[str, Parameter]
    views: Mapping[str, ParsedView]
    clauses: Mapping[str, Clause]
    placed: tuple[tuple[str, Placement], ...]
    sources: Mapping[str, str]
    parameters_at: Mapping[str, str] = field(default_factory=dict)

    @property
    def relations(self) -> Relations:
        """The relations that rules of this book may read."""
        return relations_of(self.views.values())

    @property
    def trees(self) -> Mapping[str, exp.Query]:
        """The views' trees by name, in building order, each parsed when it is first asked for."""
        return Trees(self.views)
