"""docs/query.md and docs/explain.md show what the commands say, and name every filter, view and column."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command_name

from checker.query.filters import FILTERS, FLAGS
from checker.query.views import VIEWS
from tests.cli.running import command
from tests.followup.two_months import two_months

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```console\n\$ checker (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The last digits of an audit's name change with the version of the program.
FINGERPRINT = re.compile(r"Z_[0-9a-f]{10}")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_months(tmp_path_factory.mktemp("supervisor"))


@pytest.mark.parametrize(("page", "blocks"), [("query.md", 8), ("explain.md", 4)])
def test_every_output_is_what_the_command_prints(
    store: Path, capsys: pytest.CaptureFixture[str], page: str, blocks: int
) -> None:
    found = BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    assert len(found) == blocks
    for line, shown in found:
        ended = command(capsys, *shlex.split(line), "--store", str(store))
        assert ended.code == 0, ended.err
        assert FINGERPRINT.sub("Z_", ended.out) == FINGERPRINT.sub("Z_", shown), line


def test_the_page_names_every_filter_view_and_column() -> None:
    page = (DOCS / "query.md").read_text(encoding="utf-8")
    for name in (*FILTERS, *(name.removeprefix("in_") for name in FLAGS)):
        assert f"`--{get_command_name(name)}`" in page
    for view, columns in VIEWS.items():
        (row,) = re.findall(rf"^\| `{view}` \|.*$", page, re.MULTILINE)
        assert all(f"`{column}`" in row for column in columns), view
