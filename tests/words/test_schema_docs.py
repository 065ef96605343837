"""The generated page of the schema and its JSON Schema."""

from functools import cache
from pathlib import Path

import jsonschema
import pytest

from checker.schema.docs import main, schema_markdown
from checker.schema.json_schema import schema_json
from checker.schema.model import load_schema


def test_the_page_has_every_field_of_every_table() -> None:
    page = schema_markdown()
    for entity in load_schema().entities.values():
        section = page.split(f"\n## {entity.name}\n")[1].split("\n## ")[0]
        assert section.count("\n| `") == len(entity.fields)
        for field in entity.fields:
            assert f"\n| `{field}` | " in section


def test_a_row_of_the_page() -> None:
    page = schema_markdown()
    assert "| `issued_on` | date |  | Issued / Дата выставления / 开单日期 | Day: issued |" in page
    assert "`on_approval` (On approval / На согласовании / 待确认)" in page
    assert "| `owner_id` | text | → [employee](#employee), history | Responsible manager / " in page


def test_the_committed_page_is_as_generated() -> None:
    assert main(["--check", "--out", str(Path(__file__).parents[2] / "docs" / "schema.md")]) == 0


def test_check_fails_on_another_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "schema.md"
    assert main(["--check", "--out", str(page)]) == 1
    assert main(["--out", str(page)]) == 0
    assert main(["--check", "--out", str(page)]) == 0
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert main(["--check", "--out", str(page)]) == 1
    assert "not as generated" in capsys.readouterr().err


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator({**schema_json(), "$ref": f"#/$defs/{name}"})


def test_the_schema_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema_json())


def test_the_header_as_json_schema() -> None:
    header = validator("snapshot")
    assert header.is_valid({"taken_at": "2026-11-01 00:00:00", "time_zone": "Europe/Moscow", "placeholders": ["-"]})
    assert header.is_valid({"taken_at": "2026-11-01T00:00Z", "source": "1C", "tables": {"payment": "2026-11-01"}})
    assert not header.is_valid({"taken_at": "yesterday"})
    assert not header.is_valid({"takenat": "2026-11-01"})


@pytest.mark.parametrize(
    ("row", "is_valid"),
    [
        ({"id": "i1", "status": "paid", "amount": 12.5, "issued_on": "2026-10-01", "sent_at": None}, True),
        ({"id": None}, False),
        ({"status": "paid"}, False),
        ({"id": "i1", "status": "payed"}, False),
        ({"id": "i1", "amount": "12"}, False),
        ({"id": "i1", "colour": "red"}, False),
    ],
)
def test_a_table_as_json_schema(row: dict[str, object], is_valid: bool) -> None:
    assert validator("invoice").is_valid(row) is is_valid


def test_open_enums_admit_what_a_site_adds_and_closed_ones_their_other_spellings() -> None:
    assert validator("client").is_valid({"id": "c1", "status": "vip"})
    assert validator("client").is_valid({"id": "c1", "tier": "prospect"})
    assert not validator("client").is_valid({"id": "c1", "tier": "vip"})
