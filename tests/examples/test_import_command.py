"""`checker data import` as it is typed."""

from pathlib import Path

import pytest
from small_export import client_profile

from checker.cli import run


def prepared(folder: Path, text: str) -> list[str]:
    (folder / "profile.yaml").write_text(client_profile("{id: k, lost_on: d}", "{dates: [D.M.YYYY]}"), encoding="utf-8")
    (folder / "c.csv").write_text(text, encoding="utf-8")
    names = (folder / "c.csv", "--profile", folder / "profile.yaml", "--out", folder / "out")
    return ["data", "import", *map(str, names)]


def test_it_tells_what_became_of_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(prepared(tmp_path, "k,d\n1,1.2.2022\n2,?\n")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["client", "c.csv", "2", "2", "0", "0", "1"]
    assert "checker data validate" in lines[-1]


@pytest.mark.parametrize(("text", "code"), [("k,e\n1,x\n", 2), ("k,d\n1,2,3\n", 3), ("", 3)])
def test_what_cannot_be_imported_is_told_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int
) -> None:
    assert run(prepared(tmp_path, text)) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("checker: ")
    assert "Traceback" not in shown.err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = prepared(tmp_path, "k,d\n1,1.2.2022\n")
    assert run(arguments) == 0
    assert run(arguments) == 4
    assert run([*arguments, "--replace"]) == 0
    assert "is there already" in capsys.readouterr().err
