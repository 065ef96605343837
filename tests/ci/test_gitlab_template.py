"""ci/gitlab.yml: a template of GitLab, and red, green and red again on a sample repository."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from tests.published import faults, published

from .sample_repository import ROOT, Done, Repository, sample_repository

TEMPLATE: dict[str, Any] = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
OWN = {
    "include": [{"local": "gitlab.yml"}],
    "compliance": {
        "extends": ".checker",
        "variables": {"CHECKER_SNAPSHOT": "snapshot", "CHECKER_ARGUMENTS": "--rules rules --period 2024-03"},
    },
}
STORE = ".checker/audits"


def job() -> dict[str, Any]:
    """The job as GitLab merges it: what it extends, key by key, its own values on top."""
    hidden, own = TEMPLATE[".checker"], OWN["compliance"]
    return {**hidden, **own, "variables": {**hidden["variables"], **own["variables"]}}  # type: ignore[dict-item]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return sample_repository(tmp_path)


def run_job(repository: Repository, **variables: str) -> Done:
    """The script of the job, line after line in one shell."""
    return repository.shell("\n".join(job()["script"]), **{**job()["variables"], **variables})


def reports(repository: Repository) -> tuple[ElementTree.Element, list[dict[str, Any]]]:
    """Tests and code quality, from where the job says that GitLab finds them."""
    named = job()["artifacts"]["reports"]
    junit = ElementTree.parse(repository.folder / named["junit"]).getroot()
    return junit, json.loads((repository.folder / named["codequality"]).read_text("utf-8"))


def test_it_is_a_pipeline_of_gitlab() -> None:
    assert faults(published("gitlab-ci"), {**TEMPLATE, **OWN}) == []
    assert list(TEMPLATE) == [".checker"], "to include it starts no job"


def test_red_then_a_baseline_then_green_then_red_for_what_is_new(repository: Repository) -> None:
    first = run_job(repository)
    assert first.code == 1, first.err
    junit, quality = reports(repository)
    assert junit.attrib["failures"] == "2"
    assert [one["location"] for one in quality] == [
        {"path": "snapshot/inquiry.csv", "lines": {"begin": 3}},
        {"path": "snapshot/inquiry.csv", "lines": {"begin": 4}},
        {"path": "snapshot/client.csv", "lines": {"begin": 3}},
    ]
    assert "exit 1" in first.out.splitlines()[-1]

    repository.accept_what_is_there(STORE)
    second = run_job(repository)
    assert second.code == 0, second.err
    junit, known = reports(repository)
    assert junit.attrib["failures"] == "0"
    assert {one["severity"] for one in known} == {"info"}
    assert {one["fingerprint"] for one in known} == {one["fingerprint"] for one in quality}

    repository.deliver_a_new_violation()
    third = run_job(repository)
    assert third.code == 1
    junit, now = reports(repository)
    assert junit.attrib["failures"] == "1"
    assert [one["location"]["lines"]["begin"] for one in now if one["severity"] != "info"] == [7]
    assert (repository.folder / ".checker/reports/checker.md").read_text("utf-8").startswith("## Compliance audit")


def test_a_mistake_leaves_no_report_of_an_earlier_run(repository: Repository) -> None:
    run_job(repository)
    assert run_job(repository, CHECKER_ARGUMENTS="--period March").code == 2
    assert list((repository.folder / ".checker/reports").iterdir()) == []


def test_data_that_went_missing_ends_with_3_and_with_all_reports(repository: Repository) -> None:
    run_job(repository)
    repository.accept_what_is_there(STORE)
    (repository.folder / "snapshot" / "client.csv").unlink()
    assert run_job(repository).code == 3
    junit, known = reports(repository)
    assert (junit.attrib["failures"], junit.attrib["errors"]) == ("0", "1")
    assert {one["severity"] for one in known} == {"info"}
    assert "**Incomplete**" in (repository.folder / ".checker/reports/checker.md").read_text("utf-8")


def test_a_star_among_the_arguments_stands_for_no_files(repository: Repository) -> None:
    (repository.folder / "small-elsewhere").mkdir()
    done = run_job(repository, CHECKER_ARGUMENTS="--select small-*")
    assert (done.code, done.err) == (2, "checker: --select: 'small-*' selects no rule\n")


def test_what_is_kept_and_what_is_shown_lies_where_the_job_writes() -> None:
    assert job()["cache"]["paths"] == [job()["variables"]["CHECKER_STORE"]] == [STORE]
    assert job()["artifacts"]["when"] == "always", "a red job shows its reports too"
    assert job()["cache"]["when"] == "always", "what a red job found is known to the next one"


@pytest.mark.parametrize(("package", "code"), [("", 1), ("a wheel.whl", 0)])
def test_the_package_is_named_by_whoever_uses_it(repository: Repository, package: str, code: int) -> None:
    """The public registry has another program under the name of this one; run with a pip that only says what it got."""
    fake = repository.home / "bin"
    fake.mkdir()
    (fake / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    (fake / "python").chmod(0o755)
    assert job()["variables"]["CHECKER_PACKAGE"] == ""
    done = repository.shell("\n".join([f'PATH="{fake}:$PATH"', *job()["before_script"]]), CHECKER_PACKAGE=package)
    assert (min(done.code, 1), done.out.splitlines()) == (
        code,
        ["-m", "pip", "install", "--quiet", package] if package else [],
    )
    assert ("CHECKER_PACKAGE: say what pip installs" in done.err) == (not package)
