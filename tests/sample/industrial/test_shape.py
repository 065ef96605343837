"""Columns, keys, values and references of the industrial sample are those of the schema."""

from collections import Counter

import pytest

from checker.sample.industrial.columns import AHEAD, BORN, COLUMNS
from checker.schema.model import load_schema
from tests.sample.cells import parses

from .conftest import Industrial

ENTITIES = load_schema().entities
CLIENTS = 120


def test_every_table_of_the_schema_is_delivered(industrial: Industrial) -> None:
    assert set(COLUMNS) == set(ENTITIES)
    counts = industrial(CLIENTS).counts
    assert [table for table in COLUMNS if not counts.get(table)] == []


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_columns_and_cells_are_those_of_the_schema(industrial: Industrial, table: str) -> None:
    fields = ENTITIES[table].fields
    assert set(COLUMNS[table]) <= set(fields)
    sample = industrial(CLIENTS)
    header = (sample.folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == ",".join(COLUMNS[table])
    for row in sample.rows(table):
        wrong = [column for column, cell in row.items() if cell and not parses(fields[column], cell)]
        assert not wrong, (row["id"], {column: row[column] for column in wrong})


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_keys_are_filled_and_unique(industrial: Industrial, table: str) -> None:
    keys = Counter(tuple(row[column] for column in ENTITIES[table].key) for row in industrial(CLIENTS).rows(table))
    assert all(all(part for part in one) for one in keys)
    assert max(keys.values()) == 1


def test_references_lead_to_rows(industrial: Industrial) -> None:
    tables = industrial(CLIENTS).tables
    ids = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    lost: Counter[tuple[str, str]] = Counter()
    checked = 0
    for name, rows in tables.items():
        for column in COLUMNS[name]:
            target = ENTITIES[name].fields[column].ref
            for row in rows if target in ids else ():
                for one in filter(None, row[column].split(";")):
                    checked += 1
                    lost[name, column] += one not in ids[str(target)]
    assert checked > 20_000
    assert +lost == {}


def test_nothing_is_entered_after_the_export(industrial: Industrial) -> None:
    taken = "2026-01-01T03:00:00"
    for name, rows in industrial(CLIENTS).tables.items():
        moments = [column for column in COLUMNS[name] if ENTITIES[name].fields[column].type == "timestamp"]
        for row in rows:
            assert not [column for column in moments if column not in AHEAD and row[column] > taken], (name, row["id"])


def test_a_row_begins_with_a_column_of_its_table() -> None:
    assert {table: column for table, column in BORN.items() if column not in COLUMNS[table]} == {}
