"""Mistakes on the command line: exit code 2, one clear line on stderr, nothing on stdout, the nearest known name."""

from pathlib import Path

import pytest

from tests.small_pack import write_pack, write_snapshot

from .running import command


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("audti", "did you mean 'audit'?"),
        ("rules lst", "list"),
        ("rules list --knd deadline", "--kind"),
        ("rules list --kind dedline", "did you mean 'deadline'?"),
        ("rules list --severity hgh", "did you mean 'high'?"),
        ("rules list --basis explict", "did you mean 'explicit'?"),
        ("rules list --effect suspicoin", "did you mean 'suspicion'?"),
        ("rules list --pack sp3", "did you mean 'sp2'?"),
        ("rules list --clause sp2-16z", "did you mean 'sp2-16"),
        ("rules list --format jsn", "did you mean 'json'?"),
        ("rules list --lang de", "unknown language 'de'"),
        ("rules show sp2-reply-30mins", "did you mean 'sp2-reply-30min'?"),
        ("rules test sp2-reply-30mins", "did you mean 'sp2-reply-30min'?"),
        ("rules coverage --format htm", "did you mean 'html'?"),
        ("rules new my-rule --kind dedline", "did you mean 'deadline'?"),
        ("rules new MyRule", "'MyRule' is no id"),
        ("rules lint --rules nowhere.yaml", "no such rule file or folder"),
        ("version now", "unexpected"),
        ("report latest --store nowhere", "nowhere"),
        ("verify --store nowhere", "holds no audit"),
    ],
)
def test_the_nearest_known_name(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, *line.split())
    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.err
    assert ended.err.startswith("checker: ")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--perod 2024-03", "--period"),
        ("--period 2024-13", "'2024-13' is not a period"),
        ("--as-of noon", "'noon' is not a moment"),
        ("--basis explict", "--basis"),
        ("--fail-on hgh", "did you mean 'high'?"),
        ("--chain durabel", "did you mean 'durable'?"),
        ("--select small-repl", "did you mean 'small-reply'?"),
        ("--set small.rply=3", "did you mean 'small.reply'?"),
        ("--format consle", "did you mean 'console'?"),
        ("--lang de", "unknown language 'de'"),
        ("--memory lots", "'lots' is no amount of memory"),
        ("--threads -1", "--threads"),
        ("--max-undetermined 7", "--max-undetermined"),
    ],
)
def test_options_of_an_audit(option: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pack(tmp_path)
    snapshot = write_snapshot(tmp_path)
    rules, store = str(tmp_path / "small.yaml"), tmp_path / "store"
    ended = command(capsys, "audit", str(snapshot), "--rules", rules, "--store", str(store), *option.split())
    assert ended.code == 2
    assert ended.out == ""
    assert said in ended.err
    assert not store.exists(), "nothing is stored"


def test_the_help_named_is_that_of_the_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "waiver", "lint", "--fil", "waivers.yaml")
    assert ended.code == 2
    assert ended.err.splitlines()[-1] == "checker: `checker waiver lint --help` lists the options"


def test_a_group_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "rules")
    assert ended.code == 2
    assert "coverage" in ended.out
    assert "checker: \n" not in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("query", "--responsible", "", "--tier="), ["--responsible: is empty", "--tier: is empty"]),
        (("query", "--text", "  "), ["--text: is empty"]),
        (("audit", "", "--quiet"), ["argument 1: is empty"]),
        (("report", "latest", "--lang", "ru", ""), ["argument 4: is empty"]),
    ],
)
def test_an_empty_value_finds_nothing_rather_than_everything(
    arguments: tuple[str, ...], told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    ended = command(capsys, *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert [line.removeprefix("checker: ").partition(";")[0] for line in ended.err.splitlines()] == told


@pytest.mark.parametrize("words", ["audit\n::error::x", "\x1b[2Jaudit", "audit\u202e"])
def test_no_name_begins_a_line_or_moves_the_cursor(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ((words,), ("rules", "show", words), ("report", words), ("audit", "here", f"--{words}")):
        ended = command(capsys, *arguments)
        assert ended.code == 2
        assert not any(letter in ended.err for letter in "\x1b\u202e")
        assert all(line.startswith("checker: ") for line in ended.err.splitlines())
