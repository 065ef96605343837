"""Columns, keys, values and references of a sample are those of the schema."""

from collections import Counter

import pytest

from checker.sample.columns import COLUMNS
from checker.schema.model import load_schema
from tests.sample.cells import parses

from .conftest import Maker

ENTITIES = load_schema().entities


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_columns_and_cells_are_those_of_the_schema(made: Maker, table: str) -> None:
    fields = ENTITIES[table].fields
    assert set(COLUMNS[table]) <= set(fields)
    sample = made(60, 0.0)
    header = (sample.folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == ",".join(COLUMNS[table])
    for row in sample.rows(table):
        wrong = [column for column, cell in row.items() if cell and not parses(fields[column], cell)]
        assert not wrong, row


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_keys_are_filled_and_unique(made: Maker, table: str) -> None:
    key = ENTITIES[table].key
    keys = Counter(tuple(row[column] for column in key) for row in made(60, 0.3).rows(table))
    assert keys
    assert all(all(part for part in one) for one in keys)
    assert max(keys.values()) == 1


def test_references_lead_to_rows(made: Maker) -> None:
    tables = made(60, 0.3).tables
    ids = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    checked = 0
    for name, rows in tables.items():
        for column in COLUMNS[name]:
            target = ENTITIES[name].fields[column].ref
            for row in rows if target in ids else ():
                for one in filter(None, row[column].split(";")):
                    assert one in ids[str(target)], (name, column, one)
                    checked += 1
    assert checked > 5_000
    for row in tables["field_change"]:
        assert row["entity_id"] in ids[row["entity"]], row


def test_nothing_is_entered_after_the_export(made: Maker) -> None:
    taken = "2026-01-01T03:00:00"
    for name, rows in made(60, 0.3).tables.items():
        moments = [column for column in COLUMNS[name] if ENTITIES[name].fields[column].type == "timestamp"]
        for row in rows:
            late = [column for column in moments if column not in ("scheduled_at", "due_at") and row[column] > taken]
            assert not late, (name, row)
