"""The budgets of rules: which of them there are, and which rules stay inside."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from checker.errors import Problem, nearest
from checker.kinds.rule import Rule
from checker.rulebook.budget import Budget

NO_BUDGET = "critical"
"""The severity of which nothing is ever tolerated."""

PATTERN = frozenset("*?[")


def budget_mistakes(budgets: Mapping[str, Budget], rules: Iterable[Rule], places: Mapping[str, str]) -> list[Problem]:
    """Budgets of rules that are not there, and of critical ones; `places` says where each stands."""
    names = {name: rule for rule in rules for name in (rule.id, *rule.formerly)}
    problems: list[Problem] = []
    for name in budgets:
        place = places.get(name, f"budgets.{name}")
        if name in names:
            if names[name].severity == NO_BUDGET:
                problems.append(Problem(place, "a critical rule has no budget", "take the line out, or waive cases"))
        elif not (PATTERN & set(name) and any(fnmatchcase(known, name) for known in names)):
            what = f"no rule fits '{name}'" if PATTERN & set(name) else f"unknown rule '{name}'"
            problems.append(Problem(place, what, nearest(name, names) or "`checker rules list` names them"))
    return problems


def limit_of(budgets: Mapping[str, Budget], names: Iterable[str], judged: int) -> int | None:
    """The most violations that a rule of these names may have where so many cases were judged; None without a budget.

    A budget that names the rule stands alone; of patterns that fit, the narrowest limit holds.
    """
    called = list(names)
    exact = [budgets[name] for name in called if name in budgets]
    fitting = [budget for name, budget in budgets.items() if any(fnmatchcase(one, name) for one in called)]
    return min((budget.limit(judged) for budget in exact or fitting), default=None)
