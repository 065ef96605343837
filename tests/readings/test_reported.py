"""Other readings in what people and programs are shown: console, JSON, page, workbook, explanation."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from checker.cli import run
from checker.report.content import Report, read_report
from checker.report.registry import get_format
from checker.words.words import Words
from tests.readings.small import audit, prepare


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the store `s` of an audit with --readings, and `plain` of one without."""
    made = tmp_path_factory.mktemp("readings")
    prepare(made)
    audit(made, "--readings")
    audit(made, store="plain")
    return made


def report(folder: Path, store: str = "s") -> Report:
    (manifest,) = (folder / store).glob("*/manifest.json")
    return read_report(manifest.parent)


def shown(folder: Path, name: str, lang: str = "en", store: str = "s") -> str:
    out = BytesIO()
    get_format(name).write(report(folder, store), out, Words(lang))
    return out.getvalue().decode("utf-8", "replace")


def test_console_shows_one_table_with_most_flips_first(folder: Path) -> None:
    lines = shown(folder, "console").splitlines()
    start = lines.index("Other readings of the text, most flips first")
    table = [line.split() for line in lines[start + 3 : start + 10]]
    assert table[0] == ["small-reply", "small.reply", "30", "minutes", "2", "0", "3", "0", "5", "1", "minute"]
    assert [row[0] for row in table].count("small-old") == 1
    assert any(line.endswith("a whole hour (= 60 minutes)") for line in lines)
    assert "Other readings that were not judged, shown 2 of 2" in lines
    assert any("Only a sentence" in line and "the clock of the client" in line for line in lines)


def test_console_says_how_much_rests_on_readings(folder: Path) -> None:
    """Two of three rules name readings; small-card, which names none, has one of the three violations."""
    for store in ("s", "plain"):
        assert "On a reading of ours rest 2 of 3 rules, with 2 of 3 violations of this period" in shown(
            folder, "console", store=store
        )
    assert "Other readings" not in shown(folder, "console", store="plain")


def test_json_holds_every_other_reading(folder: Path) -> None:
    told = json.loads(shown(folder, "json"))
    by_name = {line["other"]: line for line in told["readings"]}
    assert len(by_name) == 9
    minute = by_name["1 minute"]
    assert {key: minute[key] for key in ("value", "in_force", "unit")} == {
        "value": 1,
        "in_force": 30,
        "unit": "minutes",
    }
    assert minute["says"] == "Minutes to reply"
    assert minute["appeared_subjects"] == ["exact", "monday", "open"]
    assert by_name["by fax alone"]["value"] == ["fax"]
    assert by_name["the clock of the client"]["vanished"] is None
    assert told["summary"]["resting_on_readings"] == {"rules": 2, "of": 3, "violations": 2, "total": 3}
    assert told["rules"][2]["readings"][0] == {
        "param": "small.clock",
        "ours": "working",
        "other": ["calendar", "the clock of the client"],
    }
    assert json.loads(shown(folder, "json", store="plain"))["readings"] == []


@pytest.mark.parametrize(
    ("lang", "title"),
    [("en", "Other readings of the text"), ("ru", "Иные толкования текста"), ("zh", "条文的其他解释")],
)
def test_page_and_console_speak_each_language(folder: Path, lang: str, title: str) -> None:
    assert title in shown(folder, "console", lang)
    page = shown(folder, "html", lang)
    assert title in page
    assert page.count('id="readings"') == 1
    assert 'id="readings"' not in shown(folder, "html", lang, "plain")


def test_workbook_has_a_sheet_of_them(folder: Path) -> None:
    out = BytesIO()
    get_format("xlsx").write(report(folder), out, Words("en"))
    with ZipFile(out) as book:
        assert 'name="Other readings"' in book.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    ("lang", "no", "as_well"),
    [
        ("en", "small.reply read as “a whole hour (= 60 minutes)”: no violation", "“calendar”: a violation as well"),
        ("ru", "нарушения нет", "«calendar»: тоже нарушение"),
        ("zh", "不构成违规", "“calendar”：同样违规"),
    ],
)
def test_explanation_says_what_the_case_would_be(
    folder: Path, capsys: pytest.CaptureFixture[str], lang: str, no: str, as_well: str
) -> None:
    run(["explain", "small-reply/late", "--store", str(folder / "s"), "--lang", lang])
    told = capsys.readouterr().out
    assert no in told
    assert as_well in told


def test_explanation_of_a_case_that_is_no_violation(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`open` is pending; by one minute it would be late, by calendar time it is pending too."""
    run(["explain", "small-reply/open", "--store", str(folder / "s")])
    told = capsys.readouterr().out
    assert "small.reply read as “1 minute”: a violation" in told
    assert "read as “calendar”" not in told
    run(["explain", "small-reply/open", "--store", str(folder / "plain")])
    assert "read as" not in capsys.readouterr().out
