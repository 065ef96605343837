""".pre-commit-hooks.yaml, run by pre-commit itself: what is right is committed, and what is wrong is not."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from tests.published import faults, published
from tests.small_pack import PACK

from .sample_repository import ROOT, Done, Repository, sample_repository

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: list[dict[str, Any]] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
RULES_LINT, RULES_TEST, WAIVER_LINT = "checker rules lint", "checker rules test", "checker waiver lint"
STATE = re.compile(r"^([\w ]+?)\.+(?:\([\w ]+\))?(Passed|Failed|Skipped)$", re.MULTILINE)
EXAMPLE = """\
    examples:
      - name: {name}
        as_of: "2024-03-05 12:00"
        given: {{client: [{{id: c1, name: A, phone: "1"}}]}}
        expect: {{c1: {verdict}}}
"""
WAIVER = """\
waivers:
  - id: w-1
    rule: {rule}
    client: c2
    reason: Agreed in writing with the client
    approver: e9
    granted_on: 2024-03-01
    expires_on: 2024-06-30
"""


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """It uses every hook. The program is the one of this environment: `python` would have pre-commit install it."""
    made = sample_repository(tmp_path)
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    (waivers,) = [hook for hook in hooks if hook["id"] == "checker-waiver-lint"]
    waivers["args"] = ["--rules", "rules", "--as-of", "2024-03-05"]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (made.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    made.commit("hooks")
    return made


def staged(repository: Repository, name: str, text: str) -> Done:
    """What pre-commit says of a file that is about to be committed."""
    (repository.folder / name).write_text(text, encoding="utf-8")
    repository.expect(f"git add '{name}'")
    return repository.shell("pre-commit run --color never", PRE_COMMIT_HOME=str(repository.home / "pre-commit"))


def states(done: Done) -> dict[str, str]:
    """Passed, Failed or Skipped, by the name of the hook."""
    found = dict(STATE.findall(done.out))
    assert found.keys() == {RULES_LINT, RULES_TEST, WAIVER_LINT}, done.out + done.err
    return found


def test_they_are_hooks() -> None:
    assert faults(published(".pre-commit-hooks.yml"), HOOKS) == []
    assert [hook["id"] for hook in load_manifest(str(MANIFEST))] == [
        "checker-rules-lint",
        "checker-rules-test",
        "checker-waiver-lint",
    ]
    assert {hook["language"] for hook in HOOKS} == {"python"}, "pre-commit installs the package itself"


def test_a_mistake_in_a_rule_is_stopped_at_its_line(repository: Repository) -> None:
    done = staged(repository, "rules/small.yaml", PACK.replace("severity: high", "severity: hihg"))
    assert done.code == 1
    assert states(done) == {RULES_LINT: "Failed", RULES_TEST: "Failed", WAIVER_LINT: "Skipped"}
    assert "checker: rules/small.yaml:9:5: small-reply: 'severity': 'hihg' is none of low" in done.out
    assert "did you mean 'high'?" in done.out


def test_lint_tells_more_than_reading_does(repository: Repository) -> None:
    """The small pack has too few examples, which lint does not let pass."""
    done = staged(repository, "rules/small.yaml", PACK + "# touched\n")
    assert states(done) == {RULES_LINT: "Failed", RULES_TEST: "Passed", WAIVER_LINT: "Skipped"}
    assert re.search(r"^rules/small\.yaml:6:5: small-reply: ", done.out, re.MULTILINE)


@pytest.mark.parametrize(("verdict", "state"), [("met", "Passed"), ("violated", "Failed")])
def test_examples_are_judged(repository: Repository, verdict: str, state: str) -> None:
    done = staged(repository, "rules/small.yaml", PACK + EXAMPLE.format(name="a card", verdict=verdict))
    assert states(done)[RULES_TEST] == state
    assert ("rules/small.yaml:28:9: small-card: a card" in done.out) == (state == "Failed")


def test_waivers_are_linted_when_they_change(repository: Repository) -> None:
    good = staged(repository, "waivers.yaml", WAIVER.format(rule="small-card"))
    assert states(good) == {RULES_LINT: "Skipped", RULES_TEST: "Skipped", WAIVER_LINT: "Passed"}
    repository.commit("waivers")
    broken = staged(repository, "waivers.yaml", WAIVER.format(rule="small-crad"))
    assert states(broken)[WAIVER_LINT] == "Failed"
    assert "waivers.yaml:2:5: w-1: there is no rule" in broken.out
    assert "did you mean 'small-card'?" in broken.out


def test_what_the_hooks_do_not_read_starts_none(repository: Repository) -> None:
    for name in ("rules/README.md", "rules/old.yml", "docs.yaml"):
        done = staged(repository, name, "- nothing\n")
        assert (done.code, set(states(done).values())) == (0, {"Skipped"}), name
