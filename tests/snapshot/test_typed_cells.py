"""Texts become values of their type, or stand in the quarantine."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from snapshot_folder import HEADER, csv_of, quarantine, read_files, rows


def one(tmp_path: Path, entity: str, column: str, text: str) -> tuple[object, list[tuple[object, ...]]]:
    snapshot = read_files(tmp_path, **{f"{entity}_csv": csv_of([["id", column], ["x", text]])})
    return rows(snapshot, entity, f'"{column}"')[0][0], quarantine(snapshot, 'row, "column", raw, reason, refused')


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-03-04 05:06", datetime(2026, 3, 4, 5, 6)),
        ("2026-03-04T05:06:07", datetime(2026, 3, 4, 5, 6, 7)),
        ("2026-03-04 05:06:07.5", datetime(2026, 3, 4, 5, 6, 7, 500_000)),
        ("2026-03-04 05:06:07.123456000", datetime(2026, 3, 4, 5, 6, 7, 123_456)),
        ("2026-03-04 05:06Z", datetime(2026, 3, 4, 5, 6)),
        ("2026-03-04 05:06:00 +03", datetime(2026, 3, 4, 2, 6)),
        ("2026-03-04T05:06:00+05:30", datetime(2026, 3, 3, 23, 36)),
        ("2026-03-04T05:06:00-0330", datetime(2026, 3, 4, 8, 36)),
        (" 2026-03-04 ", datetime(2026, 3, 4)),
        ("2200-12-31 23:59", datetime(2200, 12, 31, 23, 59)),
        ("  ", None),
        ("n/a", None),
    ],
)
def test_timestamps(tmp_path: Path, text: str, value: datetime | None) -> None:
    assert one(tmp_path, "inquiry", "received_at", text) == (value, [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-02-30 10:00", "impossible_timestamp"),
        ("2026-03-04 24:00", "impossible_timestamp"),
        ("2026-03-04 10:60", "impossible_timestamp"),
        ("1899-12-31", "impossible_timestamp"),
        ("2201-01-01", "impossible_timestamp"),
        ("2026-03-04 05:06:07.1234567", "impossible_timestamp"),
        ("2026-03-04 05:06+15", "impossible_timestamp"),
        ("04.03.2026 05:06", "not_timestamp"),
        ("2026-3-4", "not_timestamp"),
        ("infinity", "not_timestamp"),
        ("５０００", "not_timestamp"),
    ],
)
def test_wrong_timestamps(tmp_path: Path, text: str, reason: str) -> None:
    assert one(tmp_path, "inquiry", "received_at", text) == (None, [(2, "received_at", text, reason, False)])


@pytest.mark.parametrize(
    ("entity", "column", "text", "value"),
    [
        ("absence", "starts_on", "2026-03-04", date(2026, 3, 4)),
        ("absence", "starts_on", "2026-03-04 00:00:00", date(2026, 3, 4)),
        ("contract", "amount", "-12.5", Decimal("-12.5")),
        ("contract", "amount", "9999999999999999.99999999", Decimal("9999999999999999.99999999")),
        ("contract", "amount", "0.10000000000", Decimal("0.1")),
        ("contract", "amount", "none", None),
        ("inquiry", "handover_count", "007", 7),
        ("inquiry", "handover_count", "7.0", 7),
        ("inquiry", "is_nonstandard", "YES", True),
        ("inquiry", "is_nonstandard", "0", False),
        ("interaction", "topics", " a ;;b; \u00a0", ["a", "b"]),
        ("interaction", "topics", "price", ["price"]),
        ("interaction", "topics", " ; ;", None),
        ("interaction", "channel", "QQ", "chat"),
        ("interaction", "channel", "Phone", "phone"),
        ("interaction", "kind", "dance", "dance"),
        ("interaction", "findings", '{"credit": "good"}', '{"credit":"good"}'),
        ("inquiry", "content", " n/a ", "n/a"),
        ("inquiry", "content", "\u3000\t", None),
        ("inquiry", "content", "报价 Привет", "报价 Привет"),
    ],
)
def test_values(tmp_path: Path, entity: str, column: str, text: str, value: object) -> None:
    assert one(tmp_path, entity, column, text) == (value, [])


@pytest.mark.parametrize(
    ("entity", "column", "text", "reason"),
    [
        ("absence", "starts_on", "2026-03-04 10:00", "impossible_date"),
        ("absence", "starts_on", "4 March", "not_date"),
        ("contract", "amount", "1e5", "not_decimal"),
        ("contract", "amount", "1 000", "not_decimal"),
        ("contract", "amount", "0.123456789", "not_decimal"),
        ("contract", "amount", "12345678901234567", "not_decimal"),
        ("inquiry", "handover_count", "1.5", "not_integer"),
        ("inquiry", "is_nonstandard", "maybe", "not_boolean"),
        ("interaction", "findings", "[1]", "not_json"),
        ("interaction", "findings", "{", "not_json"),
    ],
)
def test_wrong_values(tmp_path: Path, entity: str, column: str, text: str, reason: str) -> None:
    assert one(tmp_path, entity, column, text) == (None, [(2, column, text, reason, False)])


def test_unknown_value_of_a_closed_enum_names_the_nearest(tmp_path: Path) -> None:
    snapshot = read_files(tmp_path, inquiry_csv="id,channel\nq1,emial\n")
    assert rows(snapshot, "inquiry", "channel") == [(None,)]
    assert quarantine(snapshot, 'row, "column", raw, reason, detail') == [
        (2, "channel", "emial", "unknown_value", "did you mean 'email'?")
    ]


def test_new_value_of_an_open_enum_is_noted_unless_the_header_allows_it(tmp_path: Path) -> None:
    header = HEADER + "enum_extensions: {interaction.kind: [dance]}\n"
    snapshot = read_files(tmp_path, header, interaction_csv="id,kind\n1,dance\n2,giftt\n3,giftt\n")
    assert [(n.code, n.column, n.count, n.rows) for n in snapshot.notes] == [("new_value", "kind", 2, (3, 4))]
    assert "did you mean 'gift'?" in snapshot.notes[0].text


def test_header_placeholders_replace_the_default_ones(tmp_path: Path) -> None:
    header = HEADER + "placeholders: [unbekannt]\n"
    snapshot = read_files(tmp_path, header, inquiry_csv="id,received_at\n1,Unbekannt\n2,n/a\n")
    assert quarantine(snapshot, "row, reason") == [(3, "not_timestamp")]


def test_bare_dates_are_named_and_stand_at_local_midnight(tmp_path: Path) -> None:
    header = "time_zone: Europe/Moscow\n"
    table = "id,received_at,answered_at\n1,2026-03-04,2026-03-04 00:00\n"
    snapshot = read_files(tmp_path, header, inquiry_csv=table)
    moment = datetime(2026, 3, 3, 21)
    assert rows(snapshot, "inquiry", "received_at, answered_at, bare_dates") == [(moment, moment, ["received_at"])]


def test_keys_of_json_columns_are_folded_in(tmp_path: Path) -> None:
    table = csv_of(
        [
            ["id", "fields", "fields.first_deal_amount", "fields.member_ids", "fields.parts"],
            ["1", '{"a": "b", "first_deal_amount": 1}', "2.50", "x; y", ""],
            ["2", "", "", "", ""],
            ["3", "", "much", "", ""],
        ]
    )
    snapshot = read_files(tmp_path, document_csv=table)
    assert rows(snapshot, "document", "fields") == [
        ('{"a":"b","first_deal_amount":"2.50","member_ids":["x","y"]}',),
        (None,),
        (None,),
    ]
    assert quarantine(snapshot, 'row, "column", reason') == [(4, "fields.first_deal_amount", "not_decimal")]
    assert {"fields", "fields.first_deal_amount", "fields.member_ids"} <= snapshot.tables["document"].exported
    assert snapshot.tables["document"].filled["fields"] == 1
