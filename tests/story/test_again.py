"""Once more from the beginning, and from another export of the same: nothing may change."""

from pathlib import Path

from tests.story.company import MONTHS
from tests.story.conftest import run_in
from tests.story.play import Played, play
from tests.story.stored import manifest, marks
from tests.story.writing import write_otherwise, write_plainly


def test_month_by_month_into_a_fresh_store_gives_the_same_bytes(story: Played, tmp_path: Path) -> None:
    again = play(tmp_path, run_in(tmp_path), write_plainly, files=story.folder)
    assert _bytes(tmp_path / "audits") == _bytes(story.folder / "audits")
    assert again.exits == story.exits


def test_another_export_of_the_same_changes_no_mark(story: Played, tmp_path: Path) -> None:
    """Waivers, disputes and baseline of the first story fit the cases of this one."""
    other = play(tmp_path, run_in(tmp_path), write_otherwise, files=story.folder, delivered="delivered")
    assert other.exits == story.exits
    for name in MONTHS:
        assert marks(other.stored(name)) == marks(story.stored(name)), name
        told, before = manifest(other.stored(name)), manifest(story.stored(name))
        assert told["rate"] == before["rate"]
        assert told["rate_after_waivers"] == before["rate_after_waivers"]


def _bytes(store: Path) -> dict[str, bytes]:
    """All that the store holds but run.json, which says when and where."""
    files = [path for path in store.rglob("*") if path.is_file() and path.name != "run.json"]
    return {str(path.relative_to(store)): path.read_bytes() for path in files}
