"""The figures of the charts, counted by hand from the thirteen cases of stored_cases.py."""

from pathlib import Path
from typing import Any

import pytest
from stored_audit import make_audit
from stored_cases import CASES

from checker.report.chart_counts import Sum
from checker.report.chart_data import chart_data
from checker.report.chart_heat import heat
from checker.report.chart_ranked import ranked
from checker.report.chart_trend import MOST, trend_points
from checker.report.content import read_report
from checker.report.stored import read_manifest

NOVEMBER = {"start": "2026-11-01", "end": "2026-12-01"}
FIGURES = ("violated", "carried", "open", "met", "judged", "rate")


@pytest.fixture(scope="module")
def data(audit: Path) -> dict[str, Any]:
    return chart_data(read_report(audit))


def bars(data: dict[str, Any], by: str) -> dict[str, Any]:
    return next(one for one in data["bars"] if one["by"] == by)


def figures(items: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(item["key"], *(item.get(name) for name in FIGURES)) for item in items]


def test_by_rule(data: dict[str, Any]) -> None:
    found = bars(data, "rule")
    assert figures(found["items"]) == [
        ("sp2-reply-30min", 3, 0, 1, 40, 43, 0.930),
        ("sp2-card-fields", 2, 0, 2, 50, 52, 0.961),
        ("sp2-weekly-call", 1, 1, 1, 8, 9, 0.888),
        ("sp2-margin", 1, 0, 1, 2, 3, 0.666),
    ]
    assert found["items"][0]["name"] == (
        "Request answered within 30 minutes",
        "Ответ на заявку за 30 минут",
        "30分钟内答复询价",
    )
    assert (found["top"], found["rest"], found["notes"]) == (4, None, [])


def test_by_unit_with_their_names(data: dict[str, Any]) -> None:
    found = bars(data, "unit")["items"]
    assert figures(found) == [
        ("u-msk", 4, 1, 3, 100, 104, 0.961),
        ("u-vvo", 2, 0, 2, 0, 2, 0.0),
        ("u-kgd", 1, 0, 0, 0, 1, 0.0),
    ]
    assert [item["name"] for item in found] == ["Москва", "Владивосток", "u-kgd"]


def test_by_tier_those_without_one_are_named(data: dict[str, Any]) -> None:
    found = bars(data, "tier")["items"]
    assert figures(found) == [
        ("", 3, 0, 3, 100, 103, 0.970),
        ("strategic", 2, 1, 0, 0, 2, 0.0),
        ("key", 2, 0, 2, 0, 2, 0.0),
    ]
    assert found[0]["name"] == ("No tier", "Без категории", "无等级")
    assert found[1]["name"] == ("Strategic", "Стратегический", "战略客户")


def test_by_severity_from_the_gravest(data: dict[str, Any]) -> None:
    found = bars(data, "severity")
    assert figures(found["items"]) == [
        ("critical", 1, 1, 1, None, None, None),
        ("high", 3, 0, 1, None, None, None),
        ("medium", 3, 0, 3, None, None, None),
        ("low", 0, 0, 0, None, None, None),
    ]
    assert found["said"][0] == "Violations: 8. Most: High 3, Medium 3, Critical 2"


def test_rules_against_units(data: dict[str, Any]) -> None:
    found = data["heat"]
    assert [row["key"] for row in found["rows"]] == [
        "sp2-reply-30min",
        "sp2-card-fields",
        "sp2-weekly-call",
        "sp2-margin",
    ]
    assert [column["key"] for column in found["columns"]] == ["u-msk", "u-vvo", "u-kgd"]
    cells = {(one["row"], one["column"]): tuple(one[name] for name in FIGURES) for one in found["cells"]}
    assert cells == {
        (0, 0): (1, 0, 0, 40, 41, 0.975),
        (0, 1): (1, 0, 1, 0, 1, 0.0),
        (0, 2): (1, 0, 0, 0, 1, 0.0),
        (1, 0): (2, 0, 2, 50, 52, 0.961),
        (2, 0): (0, 1, 0, 8, 8, 1.0),
        (2, 1): (1, 0, 1, 0, 1, 0.0),
        (3, 0): (1, 0, 1, 2, 3, 0.666),
    }


def test_the_figures_are_those_of_the_report(data: dict[str, Any], audit: Path) -> None:
    report = read_report(audit)
    for by in ("rule", "unit", "tier"):
        items = bars(data, by)["items"]
        assert sum(item["violated"] for item in items) == report.rate.violated
        assert sum(item["met"] for item in items) == report.rate.met
        assert sum(item["carried"] for item in items) == sum(line.carried for line in report.severities)


def test_beyond_twenty_the_others_are_summed_and_counted() -> None:
    sums = {f"r{n:02d}": Sum(met=10, violated=30 - n, carried=1, open=2) for n in range(25)} | {"clean": Sum(met=5)}
    order = ranked(sums)
    assert order.worst == tuple(f"r{n:02d}" for n in range(20))
    assert order.others == ("r20", "r21", "r22", "r23", "r24")
    assert order.clean == ("clean",)
    assert [order.place(key) for key in ("r00", "r19", "r20", "r24", "clean")] == [0, 19, 20, 20, -1]


def test_nothing_is_dropped_from_the_heat_map_of_many() -> None:
    from checker.report.chart_counts import Count

    counted = [
        Count(f"r{rule:02d}", f"u{unit:02d}", "", met=1, violated=1 if rule + unit else 9, carried=0, open=0)
        for rule in range(23)
        for unit in range(22)
    ]
    found = heat(counted, {}, {})
    assert found is not None
    assert (len(found["rows"]), len(found["columns"])) == (21, 21)
    assert found["rows"][-1] == {"key": None, "name": ("3 more rules", "Ещё 3 правила", "其余3条规则")}
    assert found["columns"][-1]["name"][1] == "Ещё 2 подразделения"
    assert sum(one["violated"] for one in found["cells"]) == 22 * 23 + 8
    corner = next(one for one in found["cells"] if (one["row"], one["column"]) == (20, 20))
    assert (corner["violated"], corner["met"]) == (6, 6)


def test_without_violations_there_is_no_heat_map(tmp_path: Path) -> None:
    data = chart_data(read_report(make_audit(tmp_path, cases=[])))
    assert data["heat"] is None
    assert bars(data, "rule")["items"] == []
    assert bars(data, "rule")["said"] == ("No violations.", "Нарушений нет.", "没有违规。")
    assert bars(data, "rule")["notes"][0][0] == "4 more rules have no violations."


def test_the_trend_reads_the_earlier_audits_of_the_store(tmp_path: Path) -> None:
    first = [case for case in CASES if case["case_id"] == "a200000000000002"]
    make_audit(tmp_path, "2026-10_a", cases=first)
    make_audit(tmp_path, "2026-10_b", as_of="2026-11-02T06:00:00", complete=False)
    make_audit(tmp_path, "2026-Q3_c", period={"start": "2026-07-01", "end": "2026-10-01"})
    make_audit(tmp_path, "2026-09_d", company="Another", period={"start": "2026-09-01", "end": "2026-10-01"})
    names = ["2026-10_a", "2026-10_b", "2026-Q3_c", "2026-09_d", "2026-08_pruned"]
    folder = make_audit(tmp_path, "2026-11_e", period=NOVEMBER, as_of="2026-12-01T06:00:00", earlier=names)
    trend = chart_data(read_report(folder))["trend"]
    told = [(p["name"], p["violated"], p["met"], p["judged"], p["rate"], p["complete"]) for p in trend["points"]]
    assert told == [("2026-10", 7, 100, 107, 0.934, False), ("2026-11", 7, 100, 107, 0.934, True)]
    assert [note[0] for note in trend["notes"]] == [
        "1 earlier audit is no longer in the store.",
        "Left out: 1 earlier audit of a period of another length.",
        "Left out: 1 earlier audit of other rules or options.",
    ]
    assert trend["points"][1]["days"][1] == "01.11.2026 – 30.11.2026"
    assert trend["points"][1]["as_of"][0] == "1 Dec 2026, 09:00"


def test_the_trend_says_what_changed(tmp_path: Path) -> None:
    first = [case for case in CASES if case["case_id"] == "a200000000000002"]
    make_audit(tmp_path, "2026-10_a", cases=first)
    folder = make_audit(tmp_path, "2026-11_e", period=NOVEMBER, as_of="2026-12-01T06:00:00", earlier=["2026-10_a"])
    said = chart_data(read_report(folder))["trend"]["said"]
    assert said[0] == "From 2026-10 to 2026-11: violations 1 → 7, compliance rate 99% → 93.4%"


def test_a_first_audit_says_that_it_is_the_first(data: dict[str, Any]) -> None:
    assert len(data["trend"]["points"]) == 1
    assert data["trend"]["said"] is None
    assert data["trend"]["notes"][0][1].startswith("В хранилище нет более ранней проверки")


def test_a_name_that_leads_out_of_the_store_is_not_followed(tmp_path: Path) -> None:
    make_audit(tmp_path, "outside")
    folder = make_audit(tmp_path / "store", "2026-11_e", period=NOVEMBER, earlier=["../outside"])
    found = trend_points(folder, read_manifest(folder))
    assert (len(found.points), found.gone) == (1, 1)


def test_only_the_last_periods_are_drawn(tmp_path: Path) -> None:
    names = []
    for month in range(MOST + 2):
        year, past = 2020 + month // 12, 2020 + (month + 1) // 12
        period = {"start": f"{year}-{month % 12 + 1:02d}-01", "end": f"{past}-{(month + 1) % 12 + 1:02d}-01"}
        names.append(f"a{month:02d}")
        make_audit(tmp_path, names[-1], cases=[], period=period) if month < 1 else _copy(tmp_path, names[-1], period)
    folder = make_audit(tmp_path, "2026-11_e", cases=[], period=NOVEMBER, earlier=names)
    found = trend_points(folder, read_manifest(folder))
    assert (len(found.points), found.older) == (MOST, 3)
    assert found.points[-1].audit_id == "2026-11_e"


def _copy(store: Path, name: str, period: dict[str, str]) -> None:
    import json
    import shutil

    shutil.copytree(store / "a00", store / name)
    told = {**read_manifest(store / name), "audit_id": name, "period": period}
    (store / name / "manifest.json").write_text(json.dumps(told), "utf-8")


def test_every_text_of_the_script_is_there_in_three_languages(data: dict[str, Any]) -> None:
    import re
    from importlib.resources import files

    script = files("checker.report").joinpath("page", "charts.js").read_text("utf-8")
    asked = set(re.findall(r'word\("([\w.]+)"', script))
    assert asked
    assert asked <= data["texts"].keys()
    assert all(len(text) == 3 for text in data["texts"].values())
