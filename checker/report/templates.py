"""Templates of HTML: whatever stands in one is escaped, and a name that it lacks is a fault."""

from collections.abc import Callable
from typing import Any


def environment(shipped: Callable[[str], str]) -> Any:
    """A Jinja environment; `shipped` gives the text of a template by its name."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(shipped),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
