"""Spans of changing values, worked out by hand."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import duckdb

from checker.schema.model import load_schema
from checker.snapshot.history import history_select

DAY = [datetime(2026, 1, day) for day in range(1, 29)]
LOG = ("id", "entity", "entity_id", "field", "old_value", "new_value", "effective_at", "changed_at")


def spans(
    entity: str,
    field: str,
    current: Sequence[tuple[str, object]],
    log: Sequence[tuple[object, ...]],
    has_log: bool = True,
) -> list[tuple[object, ...]]:
    known = load_schema().entities[entity].fields[field]
    with duckdb.connect() as con:
        con.execute(f'CREATE TABLE "{entity}" (id VARCHAR, "{field}" {known.duckdb_type})')
        if current:
            con.executemany(f'INSERT INTO "{entity}" VALUES (?, ?)', current)
        if has_log:
            kinds = ", ".join(f"{name} {'TIMESTAMP' if name.endswith('_at') else 'VARCHAR'}" for name in LOG)
            con.execute(f"CREATE TABLE field_change ({kinds})")
            if log:
                con.executemany("INSERT INTO field_change VALUES (?, ?, ?, ?, ?, ?, ?, ?)", log)
        sql = history_select(entity, field, known.type, has_log)
        return con.execute(
            f"SELECT entity_id, value, valid_from_at, valid_until_at, change_id, entered_at FROM ({sql})"
            " ORDER BY entity_id, valid_from_at NULLS FIRST"
        ).fetchall()


def change(
    id: str, old: str | None, new: str | None, effective: datetime | None, changed: datetime | None
) -> tuple[object, ...]:
    return (id, "client", "c", "status", old, new, effective, changed)


def test_without_a_change_the_row_holds_throughout() -> None:
    row = ("c", "active", None, None, None, None)
    assert spans("client", "status", [("c", "active")], []) == [row]
    assert spans("client", "status", [("c", "active")], [], has_log=False) == [row]


def test_changes_tile_time_and_the_first_tells_what_was_before() -> None:
    log = [change("2", "active", "lost", None, DAY[9]), change("1", "prospect", "active", None, DAY[4])]
    assert spans("client", "status", [("c", "closed")], log) == [
        ("c", "prospect", None, DAY[4], "1", DAY[4]),
        ("c", "active", DAY[4], DAY[9], "1", DAY[4]),
        ("c", "lost", DAY[9], None, "2", DAY[9]),
    ]


def test_the_effective_moment_goes_before_the_entry() -> None:
    log = [change("1", "a", "b", None, DAY[5]), change("2", "b", "c", DAY[3], DAY[8])]
    assert [row[1:4] for row in spans("client", "status", [("c", "x")], log)] == [
        ("b", None, DAY[3]),
        ("c", DAY[3], DAY[5]),
        ("b", DAY[5], None),
    ]


def test_at_one_instant_the_last_by_text_order_of_the_id_wins() -> None:
    log = [
        change("9", "b", "c", None, DAY[5]),
        change("10", "a", "b", None, DAY[5]),
        change("11", "c", "d", None, DAY[6]),
    ]
    assert [row[1:5] for row in spans("client", "status", [], log)] == [
        ("a", None, DAY[5], "10"),
        ("c", DAY[5], DAY[6], "9"),
        ("d", DAY[6], None, "11"),
    ]


def test_blanks_are_nothing_and_undated_changes_have_no_place() -> None:
    log = [
        change("1", " ", "active", None, DAY[5]),
        change("2", "active", "", None, DAY[6]),
        change("3", "x", "y", None, None),
    ]
    assert [row[1] for row in spans("client", "status", [], log)] == [None, "active", None]


def test_changes_of_other_fields_and_entities_do_not_count() -> None:
    log = [
        ("1", "client", "c", "tier", "key", "general", None, DAY[1]),
        ("2", "invoice", "c", "status", "a", "b", None, DAY[1]),
        ("3", "client", None, "status", "a", "b", None, DAY[1]),
    ]
    assert spans("client", "status", [("c", "active")], log) == [("c", "active", None, None, None, None)]


def test_values_are_typed_and_aliases_resolved() -> None:
    def values(entity: str, field: str, name: str, old: str, new: str) -> list[object]:
        log = [("1", entity, "c", name, old, new, None, DAY[1])]
        return [row[1] for row in spans(entity, field, [], log)]

    assert values("client", "tier", "tier", "prospect", "Key") == ["reserve", "key"]
    assert values("client", "is_key_account", "is_key_account", "no", "true") == [False, True]
    assert values("client", "credit_limit_amount", "credit_limit_amount", "10.5", "x") == [Decimal("10.5"), None]
    assert values("sales_order", "due_on", "due_on", "2026-03-01", "") == [date(2026, 3, 1), None]
    assert values("employee", "unit_id", "branch_id", "u1", "u2") == ["u1", "u2"]
    assert values("employee", "sales_territory_ids", "sales_territory_ids", " a ; b;;c; ", ";") == [
        ["a", "b", "c"],
        None,
    ]


def test_every_field_with_history_has_its_query() -> None:
    for entity in load_schema().entities.values():
        for field in entity.fields.values():
            if field.history:
                assert spans(entity.name, field.name, [("a", None)], []) == [("a", None, None, None, None, None)]
