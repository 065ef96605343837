"""The pipeline example gives the published answers."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from example_audit import Cases, imported, judged, reference, rows_of

AS_OF = "2017-12-31"


@pytest.fixture(scope="module")
def source(real_data: Path) -> Path:
    return real_data / "crm-maven"


@pytest.fixture(scope="module")
def published(source: Path) -> dict[str, Any]:
    return reference(source)


@pytest.fixture(scope="module")
def cases(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Cases:
    folder = tmp_path_factory.mktemp("maven")
    snapshot = imported("crm-maven", source, folder / "snapshot").folder
    return judged("crm-maven", snapshot, "2016-10-01..2018-06-30", AS_OF, folder / "audits")


def test_blank_fields(cases: Cases, published: dict[str, Any]) -> None:
    missing = published["missing"]
    assert len(cases.subjects("maven-account", "violated")) == missing["account"] == 1425
    assert len(cases.subjects("maven-engaged", "violated")) == missing["engage_date"] == 500
    assert len(cases.subjects("maven-decided", "violated")) == missing["close_date"] == 2089


def test_blank_accounts_are_those_of_the_file(source: Path, cases: Cases) -> None:
    blank = {row["opportunity_id"] for row in rows_of(source / "sales_pipeline.csv") if not row["account"]}
    assert cases.subjects("maven-account", "violated") == blank


def test_win_rate(cases: Cases, published: dict[str, Any]) -> None:
    (rate,) = cases.of("maven-win-rate")
    assert rate["measured"] == pytest.approx(4238 / 6711)
    assert published["by_stage"]["Won"] == 4238
    assert round(100 * rate["measured"], 2) == published["win_rate_pct"]


def test_slow_decisions(cases: Cases, published: dict[str, Any]) -> None:
    rule = "maven-decided-in-90-days"
    assert len(cases.subjects(rule, "late")) == published["closed_slower_than_90_days"] == 1358
    assert len(cases.subjects(rule, "absent")) == published["engaging_older_than_90_days_asof_2017-12-31"] == 1479


def test_every_opportunity_has_the_verdict_of_its_dates(source: Path, cases: Cases) -> None:
    expected = {
        row["opportunity_id"]: ninety_days(row) for row in rows_of(source / "sales_pipeline.csv") if row["engage_date"]
    }
    found = {row["subject_id"]: row["outcome"] or row["verdict"] for row in cases.of("maven-decided-in-90-days")}
    assert found == expected


def ninety_days(row: dict[str, str]) -> str:
    last = date.fromisoformat(row["engage_date"]) + timedelta(days=90)
    if row["close_date"]:
        return "met" if date.fromisoformat(row["close_date"]) <= last else "late"
    return "absent" if last < date.fromisoformat(AS_OF) else "pending"


def test_dates_and_sums_of_decided_opportunities(cases: Cases, published: dict[str, Any]) -> None:
    decided = published["by_stage"]["Won"] + published["by_stage"]["Lost"]
    assert cases.counts("maven-decision-dated") == {"met": decided - published["closed_without_close_date"]}
    assert cases.counts("maven-closed-after-engaged") == {"met": decided - published["close_before_engage"]}
    assert cases.counts("maven-won-has-value") == {"met": decided}
    assert published["won_value_not_positive"] == published["lost_value_not_zero"] == 0
    assert len(cases.subjects("maven-large-deal", "violated")) == published["won_over_10000"]


def test_nothing_is_entered_twice(cases: Cases, published: dict[str, Any]) -> None:
    assert cases.counts("maven-one-row-each") == {"met": published["accounts"]}
    assert published["duplicate_opportunity_id"] == len(cases.quarantine()) == 0


def test_references(cases: Cases, published: dict[str, Any]) -> None:
    assert len(cases.subjects("maven-known-product", "violated")) == published["unknown_product_rows"] == 1480
    named = published["opportunities"] - published["missing"]["account"]
    assert cases.counts("maven-known-account") == {"met": named}
    assert cases.counts("maven-known-agent") == {"met": published["opportunities"]}
    assert published["unknown_account_rows_excluding_blank"] == published["unknown_agent_rows"] == 0
