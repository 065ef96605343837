"""docs/follow-up.md shows what the commands say."""

import re
from pathlib import Path

import pytest

from tests.cli.running import command
from tests.followup.two_months import two_months

PAGE = (Path(__file__).parents[2] / "docs" / "follow-up.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```console\n\$ checker (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The last digits of an audit's name change with the version of the program.
FINGERPRINT = re.compile(r"Z_[0-9a-f]{10}")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_months(tmp_path_factory.mktemp("polyus"))


def test_every_output_is_what_the_command_prints(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = BLOCK.findall(PAGE)
    assert len(blocks) == 4
    for line, shown in blocks:
        ended = command(capsys, *line.split(), "--store", str(store))
        assert ended.code == 0, ended.err
        said = FINGERPRINT.sub("Z_", ended.out)
        for part in FINGERPRINT.sub("Z_", shown).split("...\n"):
            assert part.strip("\n") in said, line


def test_the_page_names_every_change_and_option() -> None:
    for name in ("new", "persisting", "reopened", "revised", "resolved"):
        assert f"| `{name}` |" in PAGE
    for option in ("--backlog", "--new-only", "--top", "--exit-code", "--lang", "--format json", "--keep-all"):
        assert f"`{option}" in PAGE
