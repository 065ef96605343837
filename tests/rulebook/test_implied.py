"""Mistakes in `implied_by` are told when a rule book is loaded."""

from pathlib import Path

import pytest

from checker.errors import UsageError
from checker.rulebook.book import load_book

HEAD = "pack: {pack}\ntitle: {{en: Own, ru: Своё, zh: 自有}}\nrules:\n"
RULE = """\
  - id: {id}
    clauses: [own-1]
    title: {{en: Filled, ru: Заполнено, zh: 已填}}
    severity: {severity}
    basis: explicit
    effect: {effect}
    kind: required_fields
    subject: {subject}
    fields: [name]
    implied_by: [{implied_by}]
"""
USUAL = {"severity": "low", "effect": "violation", "subject": "client", "implied_by": ""}


def rule(name: str, implied_by: str = "", **changed: str) -> str:
    return RULE.format(id=name, **(USUAL | {"implied_by": implied_by} | changed))


def problems(folder: Path, *rules: str, other: str = "") -> list[str]:
    """Whatever is wrong with the pack `own` of these rules, beside the pack `other`, without the places."""
    (folder / "own.yaml").write_text(HEAD.format(pack="own") + "".join(rules), encoding="utf-8")
    files = [folder / "own.yaml"]
    if other:
        files.append(folder / "other.yaml")
        files[-1].write_text(HEAD.format(pack="other") + other, encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        load_book(files)
    assert all(problem.where.startswith(f"{folder / 'own.yaml'}:") for problem in raised.value.problems)
    return [f"{problem.what}; {problem.remedy}" for problem in raised.value.problems]


def test_rules_of_one_pack_may_imply_one_another(tmp_path: Path) -> None:
    rules = (rule("own-a"), rule("own-b", "own-a"), rule("own-c", "own-a, own-b"))
    (tmp_path / "own.yaml").write_text(HEAD.format(pack="own") + "".join(rules), encoding="utf-8")
    assert load_book([tmp_path / "own.yaml"]).rules["own-c"].rule.implied_by == ["own-a", "own-b"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("own-aa", "own-b: implied_by names unknown rule 'own-aa'; did you mean 'own-a'?"),
        ("own-b", "own-b: implied_by names the rule itself; name the rule that it follows from"),
        ("other-a", "own-b: implied_by names 'other-a', a rule of pack other; name rules of own only"),
    ],
)
def test_unknown_own_and_foreign_rules(tmp_path: Path, named: str, said: str) -> None:
    assert problems(tmp_path, rule("own-a"), rule("own-b", named), other=rule("other-a")) == [said]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ({"subject": "product"}, "which is about product, not client; name a rule about the same thing"),
        ({"effect": "advice"}, "whose effect is advice; only a violation implies another"),
        ({"severity": "low"}, "which is less grave (low); a reader would miss what is high; leave it out"),
    ],
)
def test_rules_that_can_imply_nothing_here(tmp_path: Path, first: dict[str, str], said: str) -> None:
    found = problems(tmp_path, rule("own-a", **first), rule("own-b", "own-a", severity="high"))
    assert found == [f"own-b: implied_by names 'own-a', {said}"]


def test_every_circle_is_told(tmp_path: Path) -> None:
    rules = [rule("own-a", "own-c"), rule("own-b", "own-a"), rule("own-c", "own-b")]
    more = [rule("own-x", "own-y"), rule("own-y", "own-x")]
    said = "implied_by goes round in a circle"
    assert problems(tmp_path, *rules, *more) == [
        f"own-a: {said}: own-a implies own-b implies own-c implies own-a; leave one of them out",
        f"own-x: {said}: own-x implies own-y implies own-x; leave one of them out",
    ]
