"""docs/ci.md: its outputs are what the commands print, its recipes are valid, its tables name everything there is."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit.clientlib import load_config

from checker.report.registry import FORMATS
from checker.report.sarif_result import BASELINE_STATES
from tests.cli.running import command
from tests.published import faults, published
from tests.small_pack import PACK

from .sample_repository import ROOT, Repository, sample_repository

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ORDER = re.compile(r"^\$ checker (.*)\n", re.MULTILINE)
RECIPES = [yaml.safe_load(text) for text in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
SHOWN = [json.loads(text) for text in re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
# The last digits of an audit's name change with the version of the program.
FINGERPRINT = re.compile(r"Z(\\?)_[0-9a-f]{10}")
AUDIT = "audit snapshot --rules rules --period 2024-03 --store .checker/audits"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = sample_repository(tmp_path)
    (made.folder / "broken").mkdir()
    (made.folder / "broken/small.yaml").write_text(PACK.replace("severity: high", "severity: hihg"), encoding="utf-8")
    monkeypatch.chdir(made.folder)
    return made


def orders() -> Iterator[tuple[int, str, str]]:
    """Every command of the page with the number of its block and what it shows."""
    for number, block in enumerate(CONSOLE.findall(PAGE)):
        parts = ORDER.split(block)
        assert parts[0] == ""
        yield from ((number, line, shown) for line, shown in zip(parts[1::2], parts[2::2], strict=True))


def code_of(shown: str, line: str) -> int:
    """The exit code that the output names, 2 for a mistake; a report of an audit that failed is no failure."""
    told = re.search(r"exit (\d)(?:%0A.*)?$", shown, re.MULTILINE)
    return 2 if shown.startswith("checker: ") else int(told[1]) if told and line.startswith("audit") else 0


def test_every_output_is_what_the_command_prints(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = list(orders())
    assert [number for number, _, _ in wanted] == [0, 0, 0, 1, 2, 3, 4, 5]
    for number, line, shown in wanted:
        if number == 1:
            repository.deliver_a_new_violation()
        ended = command(capsys, *shlex.split(line))
        assert ended.code == code_of(shown, line), (line, ended.err)
        said = FINGERPRINT.sub("Z", ended.out + ended.err)
        for part in FINGERPRINT.sub("Z", shown).split("...\n"):
            assert part.strip("\n") in said, line


def within(shown: Any, whole: Any) -> bool:
    """Whether what the page shows stands in what the program writes: of mappings some names, of lists all entries."""
    if isinstance(shown, dict):
        return isinstance(whole, dict) and all(name in whole and within(shown[name], whole[name]) for name in shown)
    if isinstance(shown, list):
        return isinstance(whole, list) and len(shown) == len(whole) and all(map(within, shown, whole))
    return bool(shown == whole)


def test_every_document_shown_is_part_of_what_is_written(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(capsys, *AUDIT.split()).code == 1
    assert (
        command(capsys, *["baseline", "create", "latest", "--store", ".checker/audits", "--reason", "known"]).code == 0
    )
    repository.deliver_a_new_violation()
    formats = ("sarif", "alerts", "gitlab", "json")
    asked = [part for name in formats for part in ("--format", f"{name}:{name}")]
    assert command(capsys, *AUDIT.split(), *asked).code == 1
    sarif, alerts, gitlab, report = (json.loads(Path(name).read_text("utf-8")) for name in formats)
    whole = [sarif["runs"][0]["results"][1], alerts["runs"][0]["invocations"][0], gitlab[0], report]
    for shown, written in zip(SHOWN, whole, strict=True):
        assert within(shown, written), shown
    assert not within({**SHOWN[0], "level": "note"}, whole[0])


def test_the_recipes_are_valid(tmp_path: Path) -> None:
    workflow, pipeline, hooks = RECIPES
    # YAML 1.1 reads the key `on` as true.
    assert faults(published("GitHub Workflow"), {"on" if key is True else key: workflow[key] for key in workflow}) == []
    template = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    assert faults(published("gitlab-ci"), {**template, **pipeline}) == []
    config = tmp_path / "config.yaml"
    config.write_text(yaml.safe_dump(hooks), encoding="utf-8")
    assert load_config(str(config))["repos"][0]["hooks"]


def test_the_recipes_use_what_there_is() -> None:
    workflow, pipeline, hooks = RECIPES
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (step,) = [step for step in workflow["jobs"]["audit"]["steps"] if step.get("id") == "checker"]
    assert step["with"].keys() <= action["inputs"].keys()
    used = set(re.findall(r"steps\.checker\.outputs\.([\w-]+)", PAGE))
    assert used <= action["outputs"].keys()
    template = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))
    assert pipeline["compliance"]["variables"].keys() <= template[".checker"]["variables"].keys()
    listed = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks["repos"][0]["hooks"]] == [hook["id"] for hook in listed]


def test_the_tables_name_every_input_output_variable_format_and_state() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    template = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))[".checker"]["variables"]
    cells = [line.split("|")[1] for line in PAGE.splitlines() if line.startswith("|")]
    named = {name for cell in cells for name in re.findall(r"`([\w-]+)`", cell)}
    assert named >= action["inputs"].keys() | action["outputs"].keys() | (template.keys() - {"CPPFLAGS"})
    assert named >= set(FORMATS) - {"console", "csv", "docx", "html", "pdf", "xlsx"}
    for state in set(BASELINE_STATES.values()):
        assert f"`{state}`" in PAGE or f"`baselineState: {state}`" in PAGE
