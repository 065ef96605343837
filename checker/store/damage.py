"""What can be wrong with a store, told in every language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.errors import Problem


@dataclass(frozen=True)
class Damage(Problem):
    """A problem of a store; `code` is its name in words/store.yaml, `values` what the text mentions."""

    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict, compare=False)


def damage(code: str, where: Path | str, **values: Any) -> Damage:
    """The damage of that code, in English."""
    what, remedy = _texts(code, values, "en")
    return Damage(str(where), what, remedy, code, values)


def said(problem: Problem, lang: str) -> Problem:
    """A problem in a language (`en`, `ru`, `zh`), where it is a damage of a store; any other stays as it is."""
    if not isinstance(problem, Damage):
        return problem
    return Problem(problem.where, *_texts(problem.code, problem.values, lang))


def _texts(code: str, values: Mapping[str, Any], lang: str) -> tuple[str, str]:
    from checker.words.words import Words

    words = Words(lang)
    return words.text(f"store.damage.{code}.what", **values), words.text(f"store.damage.{code}.remedy", **values)
