"""Which materialised views and histories later rules still read, so that the others can be given back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlglot import exp


def is_plain(view: exp.Query) -> bool:
    """Whether a view only picks rows and columns of one relation, so that reading it costs less than keeping it."""
    return isinstance(view, exp.Select) and not view.args.get("distinct") and view.find(*_COSTLY) is None


_COSTLY = (exp.With, exp.Join, exp.Group, exp.Window, exp.Subquery, exp.SetOperation, exp.AggFunc)


@dataclass
class Reads:
    """What each rule and each view reads among `known` names; the tree of a name is walked once."""

    views: Mapping[str, exp.Expr]
    known: Callable[[str], bool]
    found: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, name: str, tree: exp.Expr) -> frozenset[str]:
        """The known names that this tree names itself."""
        if name not in self.found:
            self.found[name] = frozenset(table.name for table in tree.find_all(exp.Table) if self.known(table.name))
        return self.found[name]

    def needed(self, direct: Iterable[frozenset[str]], built: set[str]) -> set[str]:
        """The built names that `direct` readers need, themselves or through views that are not built yet."""
        open_, seen = [name for names in direct for name in names], set[str]()
        while open_:
            name = open_.pop()
            if name not in seen:
                seen.add(name)
                if name not in built and name in self.views:
                    open_.extend(self.of(f"view {name}", self.views[name]))
        return seen & built
