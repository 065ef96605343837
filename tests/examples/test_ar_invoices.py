"""The invoices example gives the published answers and agrees with the column DaysLate row by row."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from example_audit import Cases, imported, judged, reference, rows_of

PERIOD = "2012-01-01..2014-06-30"
FILE = "accounts_receivable_with_missing.csv"


@pytest.fixture(scope="module")
def source(real_data: Path) -> Path:
    return real_data / "ar-invoices"


@pytest.fixture(scope="module")
def published(source: Path) -> dict[str, Any]:
    figures: dict[str, Any] = reference(source)["all rows"]
    return figures


@pytest.fixture(scope="module")
def snapshot(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported("ar-invoices", source, tmp_path_factory.mktemp("ar") / "snapshot").folder


@pytest.fixture(scope="module")
def settled(snapshot: Path) -> Cases:
    return judged("ar-invoices", snapshot, PERIOD, None, snapshot.parent / "all")


def test_late_invoices(settled: Cases, published: dict[str, Any]) -> None:
    assert settled.counts("ar-paid-on-time") == {"met": 2586 - 942, "late": 942}
    assert (published["rows"], published["late"]) == (2586, 942)
    assert len(settled.subjects("ar-paid-soon-after", "late")) == published["late by more than 15 days"] == 207
    late = settled.subjects("ar-paid-quickly", "late")
    assert len(late) == published["settled later than 15 days after invoice"]


def test_days_late_agree_row_by_row(source: Path, settled: Cases) -> None:
    expected = {row["invoiceNumber"]: int(row["DaysLate"]) for row in rows_of(source / FILE)}
    assert {row["subject_id"]: days_late(row) for row in settled.of("ar-paid-on-time")} == expected


def days_late(row: dict[str, Any]) -> int:
    """Days from the due day, whose end is the limit, to the day of payment."""
    last_day: datetime = row["due_at"] - timedelta(days=1)
    return max(0, (row["done_at"] - last_day).days)


@pytest.mark.parametrize(("as_of", "past_due"), [("2013-06-30", 12), ("2012-12-31", 14)])
def test_open_invoices_at_an_earlier_moment(
    snapshot: Path, published: dict[str, Any], as_of: str, past_due: int
) -> None:
    cases = judged("ar-invoices", snapshot, PERIOD, as_of, snapshot.parent / as_of)
    unpaid = [row for row in cases.of("ar-paid-on-time") if row["done_at"] is None]
    assert len(unpaid) == published[f"open as of {as_of}"]
    assert len(cases.subjects("ar-paid-on-time", "absent")) == published[f"open and past due as of {as_of}"] == past_due
    old = cases.subjects("ar-paid-quickly", "absent")
    assert len(old) == published[f"open and older than 15 days as of {as_of}"]


@pytest.mark.parametrize("as_of", ["2013-06-30", "2012-12-31"])
def test_every_invoice_at_an_earlier_moment(source: Path, snapshot: Path, as_of: str) -> None:
    cases = judged("ar-invoices", snapshot, PERIOD, as_of, snapshot.parent / f"each-{as_of}")
    known = date.fromisoformat(as_of)
    expected = {}
    for row in rows_of(source / FILE):
        issued, due, paid = (day(row[name]) for name in ("InvoiceDate", "DueDate", "SettledDate"))
        if issued <= known:
            open_ = "absent" if due < known else "pending"
            expected[row["invoiceNumber"]] = open_ if paid > known else "late" if paid > due else "met"
    found = {row["subject_id"]: row["outcome"] or row["verdict"] for row in cases.of("ar-paid-on-time")}
    assert found == expected


def day(text: str) -> date:
    month, number, year = map(int, text.split("/"))
    return date(year, month, number)


def test_disputes(settled: Cases, published: dict[str, Any]) -> None:
    assert len(settled.subjects("ar-no-dispute", "violated")) == published["disputed"] == 623
    assert len(settled.subjects("ar-disputed-paid-on-time", "late")) == published["disputed and late"] == 420


def test_terms_and_sums(settled: Cases, published: dict[str, Any]) -> None:
    assert settled.counts("ar-term") == {"met": 2586}
    assert len(settled.subjects("ar-large", "violated")) == published["amount over 100"]


def test_clients_are_written_once(source: Path, snapshot: Path) -> None:
    assert len(list(rows_of(snapshot / "client.csv"))) == reference(source)["customers"] == 100
