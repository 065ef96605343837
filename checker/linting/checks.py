"""The registry of checks: one small file each, in the order in which their findings are listed."""

from collections.abc import Callable, Iterable

from checker.errors import Problem
from checker.linting.bench import Bench
from checker.linting.binding import unbound
from checker.linting.dated import ill_dated
from checker.linting.members import ill_listed
from checker.linting.never import never_decided
from checker.linting.placed import ill_placed
from checker.linting.readings import refused_readings, uncarried_readings
from checker.linting.shown import unshown
from checker.linting.unused import unused
from checker.linting.values import unknown_values, unknown_values_in_views
from checker.rulebook.entries import BookRule, RuleBook

RULE_CHECKS: tuple[Callable[[Bench, BookRule], Iterable[Problem]], ...] = (
    unbound,
    refused_readings,
    never_decided,
    unknown_values,
    unshown,
)
THOROUGH_CHECKS: tuple[Callable[[Bench, BookRule], Iterable[Problem]], ...] = (uncarried_readings,)
BOOK_CHECKS: tuple[Callable[[RuleBook], Iterable[Problem]], ...] = (
    unknown_values_in_views,
    ill_placed,
    ill_dated,
    ill_listed,
    unused,
)
