"""action.yml: as GitHub describes an action, and red, green and red again on a sample repository."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.published import faults, published

from .sample_repository import ROOT, Done, Repository, filled, sample_repository

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
ASKED = {"snapshot": "snapshot", "rules": "rules", "period": "2024-03"}


@dataclass(frozen=True)
class Step:
    """A step that ran: how it ended, its outputs by name, and what it adds to the page of the run."""

    done: Done
    outputs: dict[str, str]
    page: str


def run_step(repository: Repository, name: str, **inputs: str) -> Step:
    """One step of the action with these inputs, the others as the action has them; they reach it as variables only."""
    step = STEPS[name]
    assert "${{" not in step["run"], "a value written into a script could become a command"
    wanted = {key: inputs.get(key, told.get("default", "")) for key, told in ACTION["inputs"].items()}
    assert inputs.keys() <= wanted.keys()
    values = {f"inputs.{key}": value for key, value in wanted.items()} | {"github.action_path": str(ROOT)}
    out, page = repository.home / "output", repository.home / "summary"
    for file in (out, page):
        file.write_text("", encoding="utf-8")
    told = {key: filled(str(value), values) for key, value in step["env"].items()}
    done = repository.shell(step["run"], GITHUB_OUTPUT=str(out), GITHUB_STEP_SUMMARY=str(page), **told)
    outputs = dict(line.split("=", 1) for line in out.read_text(encoding="utf-8").splitlines())
    return Step(done, outputs, page.read_text(encoding="utf-8"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return sample_repository(tmp_path)


def failures(repository: Repository, step: Step) -> dict[str, str]:
    """Message by rule, of the JUnit report that the step names."""
    root = ElementTree.parse(repository.folder / step.outputs["junit"]).getroot()
    found = {case.attrib["name"]: case.find("failure") for case in root.iter("testcase")}
    return {name: one.attrib["message"] for name, one in found.items() if one is not None}


def log(repository: Repository, step: Step, name: str) -> dict[str, Any]:
    """The run of a SARIF log by the name of its output."""
    document = json.loads((repository.folder / step.outputs[name]).read_text("utf-8"))
    assert faults(published("sarif-2.1.0"), document) == []
    return dict(document["runs"][0])


def results(repository: Repository, step: Step, name: str = "sarif") -> list[dict[str, Any]]:
    return list(log(repository, step, name)["results"])


def test_it_is_an_action() -> None:
    assert faults(published("GitHub Action"), ACTION) == []
    assert all(told["description"] for told in (*ACTION["inputs"].values(), *ACTION["outputs"].values()))
    ids = {step.get("id") for step in ACTION["runs"]["steps"]}
    for name, told in ACTION["outputs"].items():
        assert told["value"] == f"${{{{ steps.audit.outputs.{name} }}}}"
    assert "audit" in ids


def test_every_input_reaches_the_script_and_every_variable_of_it_is_given() -> None:
    told = " ".join(str(value) for step in STEPS.values() for value in step["env"].values())
    assert all(f"inputs.{name} " in told for name in ACTION["inputs"])
    script = (ROOT / "ci" / "github.sh").read_text(encoding="utf-8")
    used = {word.strip('"}{,;:]') for word in script.replace("$", " $ ").split() if word.startswith("CHECKER_")}
    assert {name.split("/")[0].split('"')[0] for name in used} <= STEPS["Audit"]["env"].keys()


def test_red_then_a_baseline_then_green_then_red_for_what_is_new(repository: Repository) -> None:
    first = run_step(repository, "Audit", **ASKED)
    assert (first.done.code, first.outputs["exit-code"]) == (1, "1")
    assert failures(repository, first).keys() == {"small-reply", "small-card"}
    assert first.done.out.startswith("::error file=snapshot/inquiry.csv,line=3,title=High%3A Reply in time::")
    assert "**Violations** · 40% (met 2 of 5)" in first.page
    assert len(results(repository, first, "alerts")) == len(results(repository, first)) == 3

    repository.accept_what_is_there(".checker/audits")
    second = run_step(repository, "Audit", **ASKED)
    assert (second.done.code, second.outputs["exit-code"]) == (0, "0")
    assert failures(repository, second) == {}
    assert "::error" not in second.done.out
    assert "**Passed** · 40% (met 2 of 5)" in second.page
    assert [one["suppressions"][0]["status"] for one in results(repository, second)] == ["accepted"] * 3
    assert results(repository, second, "alerts") == [], "GitHub knows no suppressions: it would show them as open"

    repository.deliver_a_new_violation()
    third = run_step(repository, "Audit", **ASKED)
    assert third.done.code == 1
    assert failures(repository, third) == {"small-reply": "Reply in time: violations that fail the audit: 1"}
    errors = [line for line in third.done.out.splitlines() if line.startswith("::error")]
    assert len(errors) == 1
    assert errors[0].startswith("::error file=snapshot/inquiry.csv,line=7,")
    new = results(repository, third)[0]
    assert (new["suppressions"], new["baselineState"]) == ([], "new")
    (alert,) = results(repository, third, "alerts")
    for one in (new, alert):
        assert one["locations"][0]["physicalLocation"]["region"]["startLine"] == 7
    assert alert["partialFingerprints"] == new["partialFingerprints"]
    assert repository.expect("git status --porcelain") == "", "reports and store are ignored, nothing else is left"


def test_a_mistake_ends_with_2_and_leaves_no_report_of_an_earlier_run(repository: Repository) -> None:
    run_step(repository, "Audit", **ASKED)
    step = run_step(repository, "Audit", **{**ASKED, "period": "March"})
    assert (step.done.code, step.outputs) == (2, {"exit-code": "2"})
    assert step.page.startswith("**checker: exit 2**\n\n    checker: --period: ")
    assert step.done.out.startswith("::error title=checker::checker: --period: ")
    assert step.done.err.startswith("checker: --period: ")
    kept = {file.name for file in (repository.folder / ".checker/reports").iterdir()}
    assert kept == {"checker.log"}


def test_a_mistake_shows_as_it_is_written_and_begins_no_command(repository: Repository) -> None:
    evil = "20%\n::set-output name=x::y\r\n# not a heading"
    step = run_step(repository, "Audit", **{**ASKED, "period": evil})
    assert step.done.code == 2
    commands = [line for line in step.done.out.splitlines() if line.startswith("::")]
    assert len(commands) == 1
    assert "20%25" in commands[0]
    assert [line for line in step.page.splitlines() if line and not line.startswith("    ")] == ["**checker: exit 2**"]


def test_data_that_went_missing_ends_with_3_and_with_all_reports(repository: Repository) -> None:
    """A rule that ran in the last audit lacks its table now: this is no clean audit, whatever else it finds."""
    first = run_step(repository, "Audit", **ASKED)
    assert first.done.code == 1
    repository.accept_what_is_there(".checker/audits")
    (repository.folder / "snapshot" / "client.csv").unlink()
    step = run_step(repository, "Audit", **ASKED)
    assert (step.done.code, step.outputs["exit-code"]) == (3, "3")
    assert step.outputs.keys() == {"exit-code", "alerts", "sarif", "junit", "markdown"}
    assert step.done.out.startswith("::error title=Incomplete::small-card: ")
    assert "**Incomplete** · " in step.page
    root = ElementTree.parse(repository.folder / step.outputs["junit"]).getroot()
    assert (root.attrib["failures"], root.attrib["errors"]) == ("0", "1")
    (invocation,) = log(repository, step, "sarif")["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)


def test_an_input_never_becomes_a_command(repository: Repository) -> None:
    evil = "$(touch stolen); `touch stolen`"
    step = run_step(repository, "Audit", **{**ASKED, "period": evil, "arguments": f"--select\n{evil}"})
    assert step.done.code == 2
    assert not (repository.folder / "stolen").exists()


def test_further_arguments_stand_one_a_line(repository: Repository) -> None:
    step = run_step(repository, "Audit", **{**ASKED, "arguments": "--select\nsmall-card\n\n--fail-on\nnone\n"})
    assert step.done.code == 0
    assert {one["ruleId"] for one in results(repository, step)} == {"small-card"}


def test_the_options_are_handed_on(repository: Repository) -> None:
    step = run_step(repository, "Audit", **{**ASKED, "fail-on": "none", "max-results": "1", "lang": "ru"})
    assert step.done.code == 0
    assert len(results(repository, step)) == len(results(repository, step, "alerts")) == 1
    assert "Пройдено" in step.page
    assert "--new-only" not in step.done.err


def test_an_empty_input_is_as_without_the_option(repository: Repository) -> None:
    step = run_step(repository, "Audit", **{**ASKED, "lang": "", "store": "", "reports": "", "new-only": ""})
    assert step.done.code == 1
    assert (repository.folder / "audits" / "chain.jsonl").exists()
    assert step.outputs["junit"] == ".checker/reports/checker.xml"


def test_an_empty_snapshot_is_not_the_working_folder(repository: Repository) -> None:
    (repository.folder / "snapshot").rename(repository.folder / "moved")
    for file in (repository.folder / "moved").iterdir():
        file.rename(repository.folder / file.name)
    assert run_step(repository, "Audit", **{**ASKED, "snapshot": "."}).done.code == 1
    step = run_step(repository, "Audit", **{**ASKED, "snapshot": ""})
    assert (step.done.code, step.outputs) == (2, {"exit-code": "2"})
    assert step.done.err.startswith("checker: argument 1: is empty; ")


@pytest.mark.parametrize("given", ["yes", "TRUE", "true\n::error::x"])
def test_new_only_is_true_or_false(given: str, repository: Repository) -> None:
    step = run_step(repository, "Audit", **{**ASKED, "new-only": given})
    assert (step.done.code, step.outputs) == (2, {"exit-code": "2"})
    assert "--new-only" in step.done.err
    assert len([line for line in (step.done.out + step.done.err).splitlines() if line.startswith("::")]) == 1


def test_the_package_is_installed_from_the_action_itself(repository: Repository) -> None:
    """Run with a pip that only says what it was asked for."""
    fake = repository.home / "bin"
    fake.mkdir()
    (fake / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@" "$CPPFLAGS"\n', encoding="utf-8")
    (fake / "python").chmod(0o755)
    step = STEPS["Install"]
    env = {key: filled(str(value), {"github.action_path": "/an action"}) for key, value in step["env"].items()}
    done = repository.shell(f'PATH="{fake}:$PATH"; {step["run"]}', **env)
    assert done.out.splitlines() == [
        "-m", "pip", "install", "--quiet", "/an action", "-DPyEval_CallObject=PyObject_CallObject"
    ]  # fmt: skip
