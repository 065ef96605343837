"""run.json says who ran what, from where and from which commit, and gives no secret away."""

import json
from pathlib import Path

import pytest

from checker.auditing.ci_facts import ci_facts
from checker.auditing.git_commit import commit_of
from checker.auditing.masked import masked, plain
from checker.auditing.request import Request
from checker.auditing.run_facts import run_facts
from checker.followup.setting import Files

FIRST, SECOND = "1" * 40, "2" * 40


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["audit", "exports/2026-10", "--set", "sp2.reply=40"], ["audit", "exports/2026-10", "--set", "sp2.reply=40"]),
        (["postgresql://crm:geheim@host/db"], ["postgresql://***@host/db"]),
        (["https://host/export?token=geheim&day=1"], ["https://host/export?token=***&day=1"]),
        (["--token", "geheim", "--lang", "ru"], ["--token", "***", "--lang", "ru"]),
        (["--api-key=geheim"], ["--api-key=***"]),
        (["host=db PASSWORD=geheim user=crm"], ["host=db PASSWORD=*** user=crm"]),
        (["--token"], ["--token"]),
        ([], []),
    ],
)
def test_secrets_of_the_command_line_are_masked(given: list[str], kept: list[str]) -> None:
    assert masked(given) == kept


def test_bytes_that_are_no_text_are_written_out() -> None:
    broken = b"exports/\xff".decode("utf-8", "surrogateescape")
    assert plain(broken).encode() == b"exports/\\udcff"
    assert masked([broken]) == ["exports/\\udcff"]


def test_of_the_environment_only_the_job_is_kept() -> None:
    github = {"CI": "true", "GITHUB_RUN_ID": "17", "GITHUB_TOKEN": "geheim", "HOME": "/root", "GITHUB_SHA": "abc"}
    assert ci_facts(github) == {"GITHUB_RUN_ID": "17", "GITHUB_SHA": "abc"}
    gitlab = {"CI": "true", "CI_JOB_URL": "https://gitlab-ci-token:geheim@host/1", "CI_JOB_TOKEN": "geheim"}
    assert ci_facts(gitlab) == {"CI_JOB_URL": "https://***@host/1"}
    assert ci_facts({"BUILD_URL": "https://jenkins/1", "PASSWORD": "geheim"}) == {"BUILD_URL": "https://jenkins/1"}
    assert ci_facts({"GITHUB_SHA": "set by hand"}) == {}


def repository(folder: Path, head: str = "ref: refs/heads/main\n") -> Path:
    (folder / ".git" / "refs" / "heads").mkdir(parents=True)
    (folder / ".git" / "HEAD").write_text(head)
    return folder


def test_the_commit_of_a_branch(tmp_path: Path) -> None:
    repository(tmp_path)
    (tmp_path / ".git" / "refs" / "heads" / "main").write_text(f"{FIRST}\n")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "sp2.yaml").touch()
    for path in (tmp_path, tmp_path / "rules", tmp_path / "rules" / "sp2.yaml"):
        assert commit_of(path) == {"commit": FIRST, "ref": "refs/heads/main"}


def test_the_commit_of_a_packed_branch_and_of_a_detached_head(tmp_path: Path) -> None:
    packed = f"# pack-refs with: peeled\n{FIRST} refs/heads/old\n{SECOND} refs/heads/main\n^{FIRST}\n"
    repository(tmp_path / "a")
    (tmp_path / "a" / ".git" / "packed-refs").write_text(packed)
    assert commit_of(tmp_path / "a") == {"commit": SECOND, "ref": "refs/heads/main"}
    assert commit_of(repository(tmp_path / "b", f"{FIRST}\n")) == {"commit": FIRST}


def test_the_commit_of_a_worktree(tmp_path: Path) -> None:
    main = repository(tmp_path / "main") / ".git"
    (main / "refs" / "heads" / "life").write_text(SECOND)
    own = main / "worktrees" / "life"
    own.mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/life\n")
    (own / "commondir").write_text("../..\n")
    (tmp_path / "life").mkdir()
    (tmp_path / "life" / ".git").write_text(f"gitdir: {own}\n")
    assert commit_of(tmp_path / "life") == {"commit": SECOND, "ref": "refs/heads/life"}


@pytest.mark.parametrize("head", ["", "ref: refs/heads/none\n", "ref: ../../secret\n", "not a commit\n", "\xff"])
def test_what_is_no_commit_is_not_told(tmp_path: Path, head: str) -> None:
    (tmp_path / "secret").write_text("geheim")
    repository(tmp_path / "a")
    (tmp_path / "a" / ".git" / "HEAD").write_text(head, encoding="latin-1")
    assert commit_of(tmp_path / "a") is None
    assert commit_of(tmp_path) is None


def test_who_ran_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("GITHUB_RUN_ID", "17")
    monkeypatch.setenv("CRM_PASSWORD", "geheim")
    repository(tmp_path, FIRST)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compliance.yaml").touch()
    request = Request(
        snapshot=Path("exports/2026-10"),
        rules=(tmp_path / "rules",),
        config=Path("compliance.yaml"),
        files=Files(waivers=Path("waivers.yaml")),
        argv=("audit", "exports/2026-10", "--token=geheim"),
    )
    facts = run_facts(request, datetime(2026, 11, 1, tzinfo=UTC), {})
    assert facts["arguments"] == ["audit", "exports/2026-10", "--token=***"]
    assert facts["ci"] == {"GITHUB_RUN_ID": "17"}
    assert facts["commits"] == {"rules": {"commit": FIRST}, "policy": {"commit": FIRST}}
    assert facts["inputs"] == {
        "snapshot": str(tmp_path / "exports/2026-10"),
        "rules": [str(tmp_path / "rules")],
        "policy": str(tmp_path / "compliance.yaml"),
        "waivers": str(tmp_path / "waivers.yaml"),
    }
    assert {"user", "host", "started", "ended", "versions", "folder"} <= facts.keys()
    assert set(facts["versions"]) == {"checker", "python", "duckdb"}
    assert "geheim" not in json.dumps(facts)
