"""Every command explains itself, cheaply, and the page of commands says the same."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.cli import COMMANDS, command_of, run

from .running import command

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
HEAVY = ("duckdb", "sqlglot", "pydantic", "typer", "rich", "yaml", "jinja2", "holidays", "babel", "xlsxwriter")


def leaves(name: str, it: Any) -> Iterator[tuple[str, Any]]:
    """Every command that runs something, by its words."""
    inner = getattr(it, "commands", None)
    if not inner:
        yield name, it
    for word, one in (inner or {}).items():
        yield from leaves(f"{name} {word}", one)


LEAVES = [leaf for name in COMMANDS for leaf in leaves(name, command_of(name))]


def test_there_are_the_commands_that_the_design_names() -> None:
    wanted = ["audit", "query", "explain", "report", "verify", "init", "sample", "version"]
    wanted += [f"rules {word}" for word in ("list", "show", "lint", "test", "coverage", "schema", "new")]
    wanted += ["data validate", "data inspect", "data import", "calendar show", "calendar explain"]
    assert set(wanted) <= {name for name, _ in LEAVES}


@pytest.mark.parametrize("name", [*COMMANDS, *(name for name, _ in LEAVES if " " in name)])
def test_help_is_printed_and_ends_well(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, *name.split(), "--help")
    assert ended.code == 0
    assert f"checker {name}" in ended.out
    assert not ended.err


@pytest.mark.parametrize(("name", "declared"), LEAVES, ids=[name for name, _ in LEAVES])
def test_every_option_is_described_and_stands_on_the_page(name: str, declared: Any) -> None:
    assert declared.help, "a command says what it does"
    section = PAGE.split(f"# checker {name}\n", 1)[1].split("\n#", 1)[0]
    for one in declared.params:
        if one.name == "help":
            continue
        assert one.help, f"{one.name} says what it means"
        assert (f"`{one.opts[0]}`" if one.opts[0].startswith("-") else one.metavar or one.name.upper()) in section


def test_the_list_of_commands_loads_no_heavy_library() -> None:
    listed = f"print(*(set({HEAVY!r}) & sys.modules.keys()), file=sys.stderr)"
    said = f"import sys\nfrom checker.cli import run\nrun(['--help'])\n{listed}"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert "Usage: checker COMMAND" in done.stdout
    assert all(f"  {name} " in done.stdout for name in COMMANDS)
    assert done.stderr.strip() == ""


def test_without_a_command_the_list_is_shown_and_counts_as_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Commands:" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_version(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, *arguments)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("checker 0.")
