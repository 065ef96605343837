"""A stage: one snapshot and one audit of it, as the head of its company or a file of plants describes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

Mapping = dict[str, Any]


@dataclass(frozen=True)
class Stage:
    """One snapshot and one audit of it: period [start, end) of local days, moments as company-local text.

    `only` are patterns of the clauses declared in it, none for all. `parameters` and `policy` stand in place of those
    of the company: parameters by name, the rest by key.
    """

    company: str
    name: str
    start: str
    end: str
    as_of: str
    taken_at: str
    background: tuple[str, ...]
    lacks: frozenset[str]
    only: frozenset[str]
    parameters: tuple[Mapping, ...]
    policy: Mapping

    def judges(self, clause: str) -> bool:
        """Whether the truth of this clause is declared in this stage."""
        return not self.only or clause in self.only or any(fnmatchcase(clause, pattern) for pattern in self.only)

    def may_judge(self, prefix: str) -> bool:
        """Whether a clause whose id begins with the prefix and a hyphen can be declared in this stage."""
        return not self.only or any(pattern.startswith(f"{prefix}-") for pattern in self.only)


def read_stages(company: str, texts: Mapping, typed: Mapping) -> Iterator[Stage]:
    """The stages of a head or file, from its texts and from the same with typed values (for policy and parameters)."""
    for text, values in zip(texts.get("stages", ()), typed.get("stages", ()), strict=True):
        yield Stage(
            company=company,
            name=text["name"],
            start=text["period"][0],
            end=text["period"][1],
            as_of=text["as_of"],
            taken_at=text.get("taken_at", text["as_of"]),
            background=tuple(text.get("background", ())),
            lacks=frozenset(text.get("lacks", ())),
            only=frozenset(text.get("only", ())),
            parameters=tuple(values.get("parameters", ())),
            policy=values.get("policy", {}),
        )
