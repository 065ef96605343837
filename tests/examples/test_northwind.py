"""The Northwind example gives the published answers, not the well-known wrong one."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from example_audit import Cases, imported, judged, reference, rows_of

PERIOD = "1996-07-01..1998-06-30"
LAST_ORDER, LATER = "1998-05-06 23:59:59", "1998-06-30"


@pytest.fixture(scope="module")
def source(real_data: Path) -> Path:
    return real_data / "northwind"


@pytest.fixture(scope="module")
def published(source: Path) -> dict[str, Any]:
    return reference(source)


@pytest.fixture(scope="module")
def snapshot(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported("northwind", source, tmp_path_factory.mktemp("northwind") / "snapshot").folder


@pytest.fixture(scope="module")
def at_last_order(snapshot: Path) -> Cases:
    return judged("northwind", snapshot, PERIOD, LAST_ORDER, snapshot.parent / "a")


@pytest.fixture(scope="module")
def later(snapshot: Path) -> Cases:
    return judged("northwind", snapshot, PERIOD, LATER, snapshot.parent / "b")


def test_late_orders_are_those_published(at_last_order: Cases, published: dict[str, Any]) -> None:
    late = at_last_order.subjects("nw-shipped-on-time", "late")
    assert sorted(map(int, late)) == published["late_order_ids"]
    assert len(late) == published["shipped_after_required"] == 37


def test_orders_never_shipped_are_neither_on_time_nor_late(at_last_order: Cases, later: Cases) -> None:
    assert at_last_order.counts("nw-shipped-on-time") == {"met": 772, "late": 37, "pending": 21}
    assert later.counts("nw-shipped-on-time") == {"met": 772, "late": 37, "absent": 21}


def test_orders_never_shipped_agree_with_the_reference(
    at_last_order: Cases, later: Cases, published: dict[str, Any]
) -> None:
    key = "unshipped_and_past_required_asof_"
    assert len(at_last_order.subjects("nw-shipped-on-time", "absent")) == published[f"{key}1998-05-06"]
    assert len(later.subjects("nw-shipped-on-time", "absent")) == published[f"{key}1998-06-30"]


def test_every_order_has_the_verdict_of_its_dates(source: Path, later: Cases) -> None:
    expected = {row["orderID"]: on_time(row) for row in rows_of(source / "orders_fixed.csv")}
    found = {row["subject_id"]: row["outcome"] or row["verdict"] for row in later.of("nw-shipped-on-time")}
    assert found == expected


def on_time(row: dict[str, str]) -> str:
    if row["shippedDate"] == "NULL":
        return "absent" if row["requiredDate"] < LATER else "pending"
    return "late" if row["shippedDate"] > row["requiredDate"] else "met"


def test_late_orders_by_employee(at_last_order: Cases, published: dict[str, Any]) -> None:
    late = [row for row in at_last_order.of("nw-shipped-on-time") if row["outcome"] == "late"]
    assert dict(Counter(row["responsible_id"] for row in late)) == published["late_by_employee"]


def test_a_week_from_order_to_shipment(at_last_order: Cases, published: dict[str, Any]) -> None:
    late = at_last_order.subjects("nw-shipped-in-seven-days", "late")
    assert len(late) == published["shipped_more_than_7_days_after_order"] == 336


def test_blank_fields_of_the_client_card(at_last_order: Cases, published: dict[str, Any]) -> None:
    missing = published["customers_missing"]
    without_fax = at_last_order.subjects("nw-client-has-fax", "violated")
    assert sorted(without_fax) == published["customers_missing_fax_ids"]
    assert len(without_fax) == missing["fax"] == 22
    assert len(at_last_order.subjects("nw-client-has-region", "violated")) == missing["region"] == 60


def test_client_card_without_region_and_fax_or_without_postal_code(source: Path, at_last_order: Cases) -> None:
    expected = {
        row["customerID"]
        for row in rows_of(source / "customers_fixed.csv")
        if row["postalCode"] == "NULL" or row["region"] == row["fax"] == "NULL"
    }
    assert at_last_order.subjects("nw-client-card", "violated") == expected
    assert len(expected) == 12


def test_orders_above_ten_thousand(at_last_order: Cases, published: dict[str, Any]) -> None:
    large = at_last_order.subjects("nw-large-order", "violated")
    assert sorted(map(int, large)) == published["orders_over_10000_ids"]


def test_no_reference_leads_nowhere(at_last_order: Cases, published: dict[str, Any]) -> None:
    assert at_last_order.counts("nw-known-client") == {"met": published["orders"]}
    assert at_last_order.counts("nw-known-seller") == {"met": published["orders"]}


def test_gaps_between_orders(at_last_order: Cases, published: dict[str, Any]) -> None:
    above = [row for row in at_last_order.of("nw-gap-between-orders") if row["outcome"] == "above"]
    assert len(above) == published["gaps_over_90_days_between_orders"] == 152
    assert len({row["subject_id"] for row in above}) == published["customers_with_gap_over_90"]


def test_silent_clients_are_those_of_the_reference_and_those_who_never_ordered(
    at_last_order: Cases, published: dict[str, Any]
) -> None:
    silent = at_last_order.subjects("nw-client-orders", "violated")
    assert silent >= set(published["customers_without_orders"])
    ordered_once = silent - set(published["customers_without_orders"])
    assert len(ordered_once) == published["customers_silent_over_90_days_asof_1998-05-06"]


def test_evidence_names_the_row_of_the_export(source: Path, at_last_order: Cases) -> None:
    lines = {row["orderID"]: place for place, row in enumerate(rows_of(source / "orders_fixed.csv"), start=2)}
    for row in at_last_order.of("nw-shipped-on-time"):
        assert (row["source_file"], row["source_row"]) == ("orders.csv", lines[row["subject_id"]])


def test_unquoted_commas_in_addresses_are_mended_as_by_hand(source: Path, snapshot: Path) -> None:
    by_hand = {row["customerID"]: row["address"] for row in rows_of(source / "customers_fixed.csv")}
    assert {row["id"]: row["address"] for row in rows_of(snapshot / "client.csv")} == by_hand
