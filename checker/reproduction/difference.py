"""Where what is stored and what follows from it part."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Difference:
    """A column of a case (or `items.<name>`, what was owed): the value stored, and the one that follows."""

    name: str
    stored: Any
    follows: Any
