"""What could not be read is told where the audit is told, not only in the store."""

from pathlib import Path

import pytest

from tests.cli.running import command
from tests.small_pack import INQUIRIES, write_pack, write_snapshot

Capsys = pytest.CaptureFixture[str]
BROKEN = INQUIRIES.replace("q1,email,2024-03-01 10:00:00", "q1,email,2024-13-45 10:00:00")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Quarantine, shown 1 of 1\ninquiry.csv:2  Received (inquiry.received_at)  2024-13-45 10:00:00  "),
        ("ru", "Карантин, показано 1 из 1\ninquiry.csv:2  "),
        ("zh", "2024-13-45 10:00:00  "),
    ],
)
def test_the_console_tells_of_cells_that_could_not_be_read(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_pack(tmp_path)
    write_snapshot(tmp_path, inquiry=BROKEN)
    options = ("--store", "s", "--chain", "python", "--quiet", "--lang", lang)
    ended = command(capsys, "audit", "snapshot", "--rules", "small.yaml", *options)
    assert said in ended.out


def test_of_many_the_first_are_shown(tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_pack(tmp_path)
    rows = "".join(f"q{n},email,never,,e1\n" for n in range(12))
    write_snapshot(tmp_path, inquiry=INQUIRIES.partition("\n")[0] + "\n" + rows)
    options = ("--store", "s", "--chain", "python", "--quiet")
    ended = command(capsys, "audit", "snapshot", "--rules", "small.yaml", *options)
    assert "Quarantine, shown 10 of 12\n" in ended.out
    assert "inquiry.csv:11 " in ended.out
    assert "inquiry.csv:12 " not in ended.out
    assert command(capsys, "audit", "snapshot", "--rules", "small.yaml", *options).code == ended.code
