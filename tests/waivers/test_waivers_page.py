"""docs/waivers.md shows what the commands say: its files and commands, one after the other, in a fresh folder."""

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.running import command

PAGE = (Path(__file__).parents[2] / "docs" / "waivers.md").read_text(encoding="utf-8")
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILES = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ORDER = re.compile(r"^\$ checker (.*)\n", re.MULTILINE)
# The last digits of an audit's name change with the version of the program.
FINGERPRINT = re.compile(r"Z_[0-9a-f]{10}")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    assert command(capsys, *shlex.split("sample --clients 60 --seed 7 --out sample")).code == 0
    policy, waivers, _ = FILES.findall(PAGE)
    (tmp_path / "compliance.yaml").write_text((tmp_path / "sample/compliance.yaml").read_text("utf-8") + policy)
    (tmp_path / "waivers.yaml").write_text(waivers)
    (tmp_path / "call-log.pdf").write_bytes(b"log\n")
    return tmp_path


def test_every_output_is_what_the_command_prints(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = [part for block in CONSOLE.findall(PAGE) for part in ORDER.split(block)[1:]]
    assert len(orders) == 2 * 11
    for line, shown in zip(orders[::2], orders[1::2], strict=True):
        ended = command(capsys, *shlex.split(line))
        assert ended.code == (1 if line.startswith("audit") else 0), ended.err
        said = FINGERPRINT.sub("Z_", ended.out + ended.err)
        for part in FINGERPRINT.sub("Z_", shown).split("...\n"):
            assert part.strip("\n") in said, line
    assert FILES.findall(PAGE)[2] in (office / "waivers.yaml").read_text("utf-8")
