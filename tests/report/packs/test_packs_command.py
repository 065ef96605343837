"""`checker report --for` and `--redact` as commands: what they write, say and refuse."""

from pathlib import Path

import pytest

from tests.cli.running import Ended, command


@pytest.fixture
def ask(told: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """`checker report` over the store of the audit, from an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> Ended:
        return command(capsys, "report", "--store", str(told.parent), *arguments)

    return run


def test_every_file_is_named_on_stdout(ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ended = ask("--for", "unit", "--out", "to/heads", "--lang", "zh", "--format", "html,markdown")
    assert (ended.code, ended.err) == (0, "")
    names = ["u-00_АО-Ремтехкомплект", "u-kgd_Калининград", "u-msk_Москва", "u-vvo_Владивосток", "_未指定"]
    said = [f"to/heads/{name}{ending}" for name in names for ending in (".html", ".md")]
    assert ended.out.splitlines() == said
    assert all((tmp_path / name).is_file() for name in said)
    assert "待整改事项" in (tmp_path / said[0]).read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--for", "units", "--out", "x"), "--for: 'units' is nobody; did you mean 'unit'?"),
        (("--for", "unit"), "--for: writes one file for each addressee; give --out FOLDER"),
        (
            ("--for", "unit", "--out", "x", "--format", "html:a.html"),
            "one for each addressee; write it as html",
        ),
        (("--redact-key", "x"), "--redact-key: is for redacted reports; give --redact too"),
        (("--redact", "--redact-key", "x"), "x: cannot be read: No such file or directory; give --redact-key a file"),
    ],
)
def test_mistakes_end_with_2_and_write_nothing(ask, arguments, said: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    ended = ask(*arguments)
    assert ended.code == 2
    assert said in ended.err
    assert not list(tmp_path.iterdir())


def test_a_file_where_the_folder_should_be(ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "x").write_text("")
    assert ask("--for", "unit", "--out", "x").code == 2


def test_without_a_browser_a_pdf_ends_with_4(ask, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("CHECKER_BROWSER", "/no/such/browser")
    for arguments in (("--for", "unit", "--out", "x", "--format", "pdf"), ("--format", "pdf:a.pdf")):
        ended = ask(*arguments)
        assert ended.code == 4
        assert ended.err.startswith("checker: CHECKER_BROWSER: '/no/such/browser' is no program;")


def test_a_redacted_report_on_stdout(ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "key").write_text("a long enough secret")
    first, again = (ask("--redact", "--redact-key", "key", "--format", "csv").out for _ in range(2))
    assert first == again
    assert "EMP-" not in first
    assert "P-" in first
