""".pre-commit-hooks.yaml: hooks of pre-commit, that pass what is right and stop what is wrong."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.published import faults, published
from tests.small_pack import PACK

from .sample_repository import ROOT, Done, Repository, sample_repository

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}
EXAMPLE = """\
    examples:
      - name: {name}
        as_of: "2024-03-05 12:00"
        given: {{client: [{{id: c1, name: A, phone: "1"}}]}}
        expect: {{c1: {verdict}}}
"""
WAIVER = """\
- id: w-1
  rule: {rule}
  reason: Agreed in writing with the client
  approver: e9
  granted_on: 2024-03-01
  expires_on: 2024-06-30
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return sample_repository(tmp_path)


def hooked(repository: Repository, name: str, *more: str) -> Done | None:
    """Run a hook as pre-commit does: its entry and arguments, where a file that is known fits; None where none does."""
    hook = HOOKS[name]
    if not any(re.search(hook["files"], file) for file in repository.files()):
        return None
    assert hook["pass_filenames"] is False
    return repository.shell(shlex.join([*shlex.split(hook["entry"]), *hook.get("args", []), *more]))


def write(repository: Repository, name: str, text: str) -> None:
    (repository.folder / name).write_text(text, encoding="utf-8")
    repository.commit(name)


def test_they_are_hooks() -> None:
    assert faults(published(".pre-commit-hooks.yml"), list(HOOKS.values())) == []
    assert {hook["language"] for hook in HOOKS.values()} == {"python"}, "pre-commit installs the package itself"
    assert set(HOOKS) == {"checker-rules-lint", "checker-rules-test", "checker-waiver-lint"}


def test_rules_that_can_be_read_pass_and_others_do_not(repository: Repository) -> None:
    passed = hooked(repository, "checker-rules-test")
    assert passed is not None
    assert passed.code == 0, passed.out + passed.err
    write(repository, "rules/small.yaml", PACK.replace("severity: high", "severity: hihg"))
    broken = hooked(repository, "checker-rules-lint")
    assert broken is not None
    assert broken.code == 2
    assert "rules/small.yaml:9:" in broken.err
    assert "did you mean 'high'?" in broken.err


def test_lint_tells_more_than_reading_does(repository: Repository) -> None:
    """The small pack has no examples, which lint does not let pass."""
    done = hooked(repository, "checker-rules-lint")
    assert done is not None
    assert done.code == 2
    assert "small-reply" in done.out


@pytest.mark.parametrize(("verdict", "code"), [("met", 0), ("violated", 1)])
def test_examples_are_judged(repository: Repository, verdict: str, code: int) -> None:
    write(repository, "rules/small.yaml", PACK + EXAMPLE.format(name="a card", verdict=verdict))
    done = hooked(repository, "checker-rules-test")
    assert done is not None
    assert done.code == code, done.out + done.err


def test_waivers_are_linted_where_there_are_some(repository: Repository) -> None:
    assert hooked(repository, "checker-waiver-lint") is None
    write(repository, "waivers.yaml", WAIVER.format(rule="small-reply"))
    asked = ("--rules", "rules", "--as-of", "2024-03-05")
    passed = hooked(repository, "checker-waiver-lint", *asked)
    assert passed is not None
    assert passed.code == 0, passed.out + passed.err
    write(repository, "waivers.yaml", WAIVER.format(rule="small-reqly"))
    broken = hooked(repository, "checker-waiver-lint", *asked)
    assert broken is not None
    assert broken.code == 2
    assert "small-reqly" in broken.err
