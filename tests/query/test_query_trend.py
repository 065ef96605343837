"""`checker trend` over three months, each figure worked out by hand.

January was audited twice: at first by both rules, a month later by `reply` alone. March is incomplete.
"""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest
from small_store import case, rule, store_audit, tally

from checker.errors import UsageError
from checker.query.question import Question
from checker.query.trend import Figures, Series, Trend, TrendQuestion, trend
from checker.report.figures import Rate
from tests.cli.running import command

RULES = [
    rule(clauses=["r-1", "r-2"]),
    rule("card", severity="low", basis="interpreted", clauses=["c-1"], kind="required_fields"),
    rule("odd", effect="suspicion"),
    rule("share", kind="indicator"),
]
JANUARY = [
    tally(60, responsible_id="e1", unit_id="u1", tier="key"),
    tally(30, responsible_id="e2"),
    tally(8, verdict="violated", responsible_id="e1", unit_id="u1", tier="key"),
    tally(2, verdict="violated", responsible_id="e2"),
    tally(1, verdict="undetermined", reason="field_empty"),
    tally(3, verdict="pending"),
    tally(7, verdict="violated", scope="carried", responsible_id="e1"),
    tally(5, "card", responsible_id="e2"),
    tally(5, "card", verdict="violated", responsible_id="e2"),
    tally(9, "odd", verdict="violated"),
    tally(9, "share"),
]
JANUARY_CASES = [
    case("a1", responsible_id="e1", unit_id="u1", tier="key"),
    case("a2", responsible_id="e1", standing="cured", waiver="w1"),
    case("a3", responsible_id="e2", waiver="w1"),
    case("a4", "card", severity="low", responsible_id="e2", standing="void", dispute="upheld"),
    case("a5", "card", severity="low", responsible_id="e2", dispute="rejected"),
    case("a6", scope="carried", responsible_id="e1", waiver="w1"),
    case("a7", "odd", effect="suspicion"),
]
AGAIN = [tally(91, responsible_id="e1"), tally(9, verdict="violated", responsible_id="e1")]
FEBRUARY = [tally(95, responsible_id="e1"), tally(5, verdict="violated", responsible_id="e2", unit_id="u1")]
MARCH = [tally(2, verdict="undetermined", reason="field_empty")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stored in another order than that of the months."""
    folder = tmp_path_factory.mktemp("trend")
    reply = [rule(clauses=["r-1", "r-2"])]
    store_audit(folder, "2026-02", "2026-03-01 00:00:00", [case("b1")], FEBRUARY, reply)
    store_audit(folder, "2026-01", "2026-02-01 00:00:00", JANUARY_CASES, JANUARY, RULES)
    store_audit(folder, "2026-01", "2026-03-05 00:00:00", [], AGAIN, reply)
    store_audit(folder, "2026-03", "2026-04-01 00:00:00", [], MARCH, reply, complete=False)
    store_audit(folder, "2026-Q1".replace("Q1", "01-01..2026-03-31"), "2026-04-01 00:00:00", [], MARCH, reply)
    return folder


def folders(store: Path, *months: str) -> list[Path]:
    return sorted(path for month in months for path in store.glob(f"{month}_*"))


@pytest.fixture(scope="module")
def january(store: Path) -> list[Path]:
    """The first audit of January alone."""
    return folders(store, "2026-01")[:1]


def only(found: Trend) -> Series:
    (series,) = found.series
    return series


def keyed(found: Trend) -> dict[str, tuple[int, ...]]:
    """Key to met, violated, pending, undetermined, open, waived of the last period."""
    return {one.key: tuple(vars(one.figures[-1]).values()) for one in found.series if one.figures[-1]}


def test_one_month(january: list[Path]) -> None:
    """Carried violations are open or excused in it; suspicions and indicators have no rate."""
    (told,) = only(trend(january, TrendQuestion())).figures
    # open: a1, a3, a5 and the carried a6; excused: a2, a3 and, by the objection, a4.
    assert told == Figures(met=95, violated=15, pending=3, undetermined=1, open=4, waived=3)
    assert (told.rate, told.rate_after_waivers) == (Rate(95, 15), Rate(95, 12))


BY = {
    # met, violated, pending, undetermined, open, waived
    "rule": {"reply": (90, 10, 3, 1, 3, 2), "card": (5, 5, 0, 0, 1, 1)},
    "severity": {"high": (90, 10, 3, 1, 3, 2), "low": (5, 5, 0, 0, 1, 1)},
    "kind": {"deadline": (90, 10, 3, 1, 3, 2), "required_fields": (5, 5, 0, 0, 1, 1)},
    "pack": {"p": (95, 15, 3, 1, 4, 3)},
    "clause": {"r-1": (90, 10, 3, 1, 3, 2), "r-2": (90, 10, 3, 1, 3, 2), "c-1": (5, 5, 0, 0, 1, 1)},
    "responsible": {"e1": (60, 8, 0, 0, 2, 1), "e2": (35, 7, 0, 0, 2, 2), "": (0, 0, 3, 1, 0, 0)},
    "unit": {"u1": (60, 8, 0, 0, 1, 0), "": (35, 7, 3, 1, 3, 3)},
    "tier": {"key": (60, 8, 0, 0, 1, 0), "": (35, 7, 3, 1, 3, 3)},
}


@pytest.mark.parametrize("by", BY)
def test_by(january: list[Path], by: str) -> None:
    assert keyed(trend(january, TrendQuestion(by))) == BY[by]


FILTERED = [
    ({"responsible": ("петр",)}, None, {"": (60, 8, 0, 0, 2, 1)}),
    ({"responsible": ("unassigned",)}, None, {"": (0, 0, 3, 1, 0, 0)}),
    ({"unit": ("Москва",)}, "rule", {"reply": (60, 8, 0, 0, 1, 0)}),
    ({"tier": ("key",)}, "responsible", {"e1": (60, 8, 0, 0, 1, 0)}),
    ({"rule": ("ca*",)}, "responsible", {"e2": (5, 5, 0, 0, 1, 1)}),
    ({"clause": ("c-1",)}, None, {"": (5, 5, 0, 0, 1, 1)}),
    ({"severity": ("low",)}, "unit", {"": (5, 5, 0, 0, 1, 1)}),
    ({"basis": ("interpreted",)}, "kind", {"required_fields": (5, 5, 0, 0, 1, 1)}),
    ({"kind": ("deadline",), "responsible": ("e2",)}, "rule", {"reply": (30, 2, 0, 0, 1, 1)}),
    ({"pack": ("p",)}, "pack", {"p": (95, 15, 3, 1, 4, 3)}),
]


@pytest.mark.parametrize(("filters", "by", "expected"), FILTERED)
def test_filters(
    january: list[Path], filters: dict[str, tuple[str, ...]], by: str | None, expected: dict[str, tuple[int, ...]]
) -> None:
    assert keyed(trend(january, TrendQuestion(by, Question(filters=filters)))) == expected


def test_in_each_month_a_rule_speaks_through_the_audit_that_knew_most(store: Path) -> None:
    found = trend(folders(store, "2026*"), TrendQuestion("rule", length="month"))
    assert [period.label for period in found.periods] == ["2026-01", "2026-02", "2026-03"]
    told = {one.key: [figures and (figures.met, figures.violated) for figures in one.figures] for one in found.series}
    # The second audit of January is the last word on `reply`; nobody asked for `card` after the first.
    assert told == {"reply": [(91, 9), (95, 5), (0, 0)], "card": [(5, 5), None, None]}
    assert [len(period.counted) for period in found.periods] == [2, 1, 1]
    assert [period.complete for period in found.periods] == [True, True, False]
    assert found.left_out == {"quarter": 1}


def test_the_worst_of_the_last_month_first(store: Path) -> None:
    found = trend(folders(store, "2026-0?"), TrendQuestion("responsible", last=2))
    assert [period.label for period in found.periods] == ["2026-02", "2026-03"]
    # Nothing was found in March; in February e2 answered for all that was violated.
    assert [one.key for one in found.series] == ["e2", "", "e1"]


def test_lengths(store: Path) -> None:
    everything = folders(store, "2026*")
    assert [period.label for period in trend(everything, TrendQuestion(length="quarter")).periods] == ["2026-Q1"]
    assert len(trend(everything, TrendQuestion(length="all")).periods) == 4
    assert trend(everything, TrendQuestion(length="week")).series == ()
    with pytest.raises(UsageError, match="did you mean 'month'"):
        trend(everything, TrendQuestion(length="mont"))


def test_companies_are_not_added_up(tmp_path: Path) -> None:
    ours = store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", [], [tally(1)], company="А")
    theirs = store_audit(tmp_path, "2026-01", "2026-02-02 00:00:00", [], [tally(2)], company="Б")
    with pytest.raises(UsageError, match="holds audits of several companies; --company says which: 'А', 'Б'"):
        trend([ours, theirs], TrendQuestion())
    found = trend([ours, theirs], TrendQuestion(company="А"))
    assert [figures and figures.met for figures in only(found).figures] == [1]
    with pytest.raises(UsageError, match="no audit of 'В'"):
        trend([ours, theirs], TrendQuestion(company="В"))


def test_audits_of_earlier_versions_lack_columns(store: Path, tmp_path: Path) -> None:
    """Nothing was excused before there were waivers and objections."""
    folder = store_audit(tmp_path, "2026-01", "2026-02-01 00:00:00", JANUARY_CASES, JANUARY, RULES)
    path = folder / "cases.parquet"
    with duckdb.connect() as connection:
        kept = f"SELECT * EXCLUDE (waiver, waiver_reason, dispute, change, gates) FROM read_parquet('{path}')"
        connection.execute(f"CREATE TABLE kept AS {kept}")
        connection.execute(f"COPY kept TO '{path}' (FORMAT parquet)")
    assert keyed(trend([folder], TrendQuestion())) == {"": (95, 15, 3, 1, 4, 0)}
    assert keyed(trend([folder], TrendQuestion("tier"))) == {"key": (60, 8, 0, 0, 1, 0), "": (35, 7, 3, 1, 3, 0)}


def shown(capsys: pytest.CaptureFixture[str], store: Path, *asked: str) -> str:
    ended = command(capsys, "trend", "--store", str(store), *asked)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def test_the_table(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rates are cut, not rounded: 96 of 110 are 87.27 %, without the one that was excused 88.07 %."""
    said = shown(capsys, store, "--length", "month", "--sparklines")
    lines = [line.split("  ") for line in said.splitlines()]
    cells = [[cell.strip() for cell in line if cell] for line in lines]
    assert said.splitlines()[0] == "Violations and compliance rate, 2026-01 to 2026-03"
    assert cells[3] == ["2026-01", "5 Mar 2026, 03:00", "14", "87.2%", "96 of 110", "1", "88%", "1", "0", "0"]
    assert cells[4] == ["2026-02", "1 Mar 2026, 03:00", "5", "95%", "95 of 100", "0", "95%", "1", "0", "0"]
    assert cells[5] == ["2026-03*", "1 Apr 2026, 03:00", "0", "0 of 0", "0", "0", "2", "0"]
    assert said.splitlines()[6:] == [
        "",
        "Violations █▃▁   Rate ▁█ ",
        "",
        "* incomplete: not everything could be judged",
        "2026-01: 2 audits; each rule is counted by the one that knew most, as of 5 Mar 2026, 03:00",
        "left out, of other lengths: quarters: 1; --length says which are shown",
    ]


def test_lines_for_each_rule(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--length", "month", "--by", "rule", "--last", "2", "--no-sparklines"]
    lines = shown(capsys, store, *asked).splitlines()
    assert lines[0] == ("Violations by rule in each period, 2026-02 to 2026-03; the other figures are those of 2026-03")
    assert lines[2].split() == [
        "Rule",
        "ID",
        "Title",
        "2026-02",
        "2026-03*",
        "Rate",
        "Met",
        "of",
        "judged",
        "Still",
        "open",
    ]
    assert lines[3].split() == ["reply", "reply", "en", "5", "0", "0", "of", "0", "0"]


def test_sparklines_have_gaps_where_nothing_was_asked(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(capsys, store, "--length", "month", "--by", "rule", "--sparklines", "--lang", "zh")
    rows = {line.split()[0]: line for line in said.splitlines()[3:5]}
    assert "█▅▁" in rows["reply"]
    # `card` has a figure in January alone, and none that could be set beside it.
    assert rows["card"].split() == ["card", "card", "zh", "█", "▁"]


@pytest.mark.parametrize("lang", ["en", "ru", "zh"])
def test_columns_stand_under_one_another(store: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    from rich.cells import cell_len

    month = ["--audit", folders(store, "2026-01")[0].name]
    lines = shown(capsys, store, *month, "--by", "responsible", "--lang", lang).splitlines()[2:6]
    assert len(lines) == 4
    assert len({cell_len(line) for line in lines}) == 1
    assert "王丽" in lines[2]


FLAT = {
    **{"rule_id": "card", "title": "card en", "period": "2026-01", "first_day": "2026-01-01"},
    **{"last_day": "2026-01-31", "as_of": "2026-03-05T00:00:00Z", "met": 5, "violated": 5, "judged_cases": 10},
    **{"rate": 0.5, "waived": 1, "rate_after_waivers": 5 / 9, "open": 1, "pending": 0, "undetermined": 0},
    "complete": True,
}


def test_rows_for_programs(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shares are exact there; periods without figures have no row."""
    told = json.loads(shown(capsys, store, "--length", "month", "--by", "rule", "--format", "json"))
    assert (told["total"], told["zone"], told["left_out"]) == (4, "Europe/Moscow", {"quarter": 1})
    (card,) = [row for row in told["rows"] if row["rule_id"] == "card"]
    assert {name: card[name] for name in FLAT} == FLAT
    # The second audit of January speaks for `reply` alone, the first one for `card`.
    assert [audit[:7] for audit in card["audits"]] == ["2026-01", "2026-01"]
    table = list(csv.DictReader(io.StringIO(shown(capsys, store, "--length", "month", "--format", "csv"))))
    assert [row["rate"] for row in table] == [str(96 / 110), "0.95", ""]


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Nothing was judged."), ("ru", "Оценивать было нечего."), ("zh", "无判定结果。")]
)
def test_nothing_was_judged(store: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str) -> None:
    assert shown(capsys, store, "--length", "week", "--lang", lang) == f"{said}\n"


def test_a_name_that_nobody_has(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "trend", "--store", str(store), "--unit", "Маскава")
    assert (ended.code, ended.out) == (0, "Nothing was judged.\n")
    assert "did you mean “Москва”?" in ended.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--by", "units"], "--by: unknown 'units'; did you mean 'unit'?"),
        (["--rule", "replay"], "--rule: unknown rule 'replay'; did you mean 'reply'?"),
        (["--audit", "2027*"], "--audit: no audit fits '2027*'"),
        (["--format", "pdf"], "--format: unknown format 'pdf'"),
        (["--lang", "de"], "de"),
        (["--last", "-1"], "--last"),
    ],
)
def test_mistakes(store: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str) -> None:
    ended = command(capsys, "trend", "--store", str(store), *asked)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err


def test_a_table_says_what_it_cuts(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(capsys, store, "--length", "month", "--by", "rule", "--top", "1")
    assert "shown 1 of 2; --top 0 shows all" in said.splitlines()
