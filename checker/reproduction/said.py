"""A proof as lines to read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from checker.one_line import one_line
from checker.report.arithmetic import said_figure
from checker.report.cases import Case
from checker.report.labels import said, said_fields
from checker.reproduction.difference import Difference
from checker.reproduction.proof import Proof
from checker.words.words import Words

CODED = ("verdict", "outcome", "standing", "severity", "reason")


def said_proof(proof: Proof, case: Case, words: Words) -> list[str]:
    """A title, what it came to, and every line that speaks against the verdict."""
    lines = [words.text(f"reproduction.{proof.outcome}"), *against(proof, case, words)]
    return [words.text("reproduction.title"), *(f"  {line}" for line in lines)]


def against(proof: Proof, case: Case, words: Words) -> Iterator[str]:
    """What speaks against the verdict, one line each."""
    for file in proof.unsealed:
        yield words.text("reproduction.unsealed", file=file)
    for one in proof.differences:
        told = {"stored": _value(one, one.stored, case, words), "follows": _value(one, one.follows, case, words)}
        yield one_line(words.text("reproduction.difference", name=_name(one, case, words), **told))


def _name(one: Difference, case: Case, words: Words) -> str:
    group, _, item = one.name.partition(".")
    if group == "items":
        return words.find("field", f"{case.subject_type}.{item}") or item
    return words.find("heading", one.name) or one.name


def _value(one: Difference, value: Any, case: Case, words: Words) -> str:
    if value is None or value in ("", []):
        return words.label("term", "unknown" if one.name.startswith("items.") else "empty").lower()
    if isinstance(value, bool):
        return words.label("term", "yes" if value else "no").lower()
    if isinstance(value, datetime):
        return words.instant(value, case.zone)
    if isinstance(value, float):
        return said_figure(value, case, words)
    if isinstance(value, list):
        return said_fields(words, value)
    if one.name in CODED:
        return "/".join(said(words, one.name, code) for code in str(value).split("/"))
    return str(value)
