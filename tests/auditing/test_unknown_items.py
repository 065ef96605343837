"""A card with a known gap, and a field that nobody delivered, which is not held against it."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.running import command
from tests.small_pack import PACK, write_pack, write_snapshot

CARD = PACK.replace("fields: [name, {any: [phone, email]}]", "fields: [name, industry, phone]")
Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def card(tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The case of c1: it has a name and no phone, and the industry was not exported."""
    monkeypatch.chdir(tmp_path)
    write_pack(tmp_path, CARD)
    write_snapshot(tmp_path, client="id,name,phone\nc1,ООО Ромашка,\n")
    command(capsys, "audit", "snapshot", "--rules", "small.yaml", "--store", "s", "--chain", "python", "--quiet")
    (file,) = Path("s").glob("*/cases.parquet")
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet($1) WHERE subject_id = 'c1'", [str(file)])
        return dict(zip([column[0] for column in found.description or ()], found.fetchall()[0], strict=True))


def test_only_the_known_gap_is_told_and_counted(card: dict[str, Any]) -> None:
    assert (card["verdict"], card["outcome"], card["measured"]) == ("violated", "absent", 1.0)
    assert card["text_en"] == "Card filled. Client c1: not filled: Telephone."
    assert card["text_ru"] == "Карточка заполнена. Клиент c1: не заполнено: Телефон."


def test_the_explanation_and_the_letter_say_so_too(card: dict[str, Any], capsys: Capsys) -> None:
    ended = command(capsys, "explain", f" {card['case_id']}\r", "--store", "s")
    assert ended.code == 0, ended.err
    asked = ended.out.partition("What is asked for")[2].partition("\n\n")[0].split()
    assert asked == ["Company", "name", "yes", "Industry", "unknown", "Telephone", "no"]
    letter = command(capsys, "explain", card["case_id"], "--as-person", "--store", "s")
    assert "not filled: Telephone." in letter.out
