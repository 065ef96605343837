"""`report --for`: one document for each addressee, and in it nobody else's names or cases."""

from pathlib import Path

import pytest
from told_audit import Secrets, text_of

from checker.report.content import read_report
from checker.report.packs import write_packs
from checker.report.registry import get_format

WITHOUT_BROWSER = ("html", "markdown", "docx", "json", "csv", "xlsx")
ESCALATED = "Three violations by one person."
OWN = {
    "EMP-e1": {"CLI-c1", "CLI-c4"},
    "EMP-e2": {"CLI-c2"},
    "EMP-e3": {"CLI-c3", "CLI-c6"},
    "EMP-e4": {"CLI-c5"},
    "EMP-e5": set(),
}
"""Worked out by hand from stored_cases.py: whose cases speak of which clients."""
OF_UNITS = {
    "u-00": {"EMP-e1", "EMP-e2", "EMP-e3", "EMP-e4", "EMP-e5", "EMP-e9"},
    # Ten cases of e2 that were met are counted in Moscow.
    "u-msk": {"EMP-e1", "EMP-e2", "EMP-e3", "EMP-e4", "EMP-e5", "EMP-e9"},
    "u-kgd": {"EMP-e1"},
    "u-vvo": {"EMP-e2"},
}


@pytest.fixture(scope="module")
def of_people(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(told, "responsible", tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def of_units(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(told, "unit", tmp_path_factory.mktemp("units"))


def _written(told: Path, by: str, folder: Path) -> Path:
    forms = [get_format(name) for name in WITHOUT_BROWSER]
    assert all(path and path.is_file() for path in write_packs(read_report(told), by, forms, folder, "en"))
    return folder


def _theirs(folder: Path, key: str) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(f"{key}_") or path.name.startswith(f"{key}.")]


def test_every_person_has_one_file_of_each_format_named_after_id_and_name(of_people: Path) -> None:
    assert {path.name for path in of_people.glob("*.html")} == {
        "EMP-e1_Иванов-Иван-Иванович.html",
        "EMP-e2_王丽.html",
        "EMP-e3_script-alert-1-script.html",
        "EMP-e4.html",
        "EMP-e5_SUM-A1.html",
        "EMP-e9_Петрова-Анна.html",
        "_Unassigned.html",
    }
    assert len(list(of_people.iterdir())) == 7 * len(WITHOUT_BROWSER)


@pytest.mark.parametrize("who", OWN)
def test_a_person_reads_of_nobody_else(who: str, of_people: Path, secrets: Secrets) -> None:
    files = _theirs(of_people, who)
    assert len(files) == len(WITHOUT_BROWSER)
    mine = {case for case, (responsible, _) in secrets.cases.items() if responsible == who}
    for path in files:
        told = secrets.told_in(text_of(path.read_bytes()))
        # Who approved the waiver of the case is a part of its matter.
        assert told - {who} - OWN[who] - mine - ({"EMP-e9"} if who == "EMP-e1" else set()) == set(), path.name
    document = next(path for path in files if path.suffix == ".html")
    assert who in document.read_text("utf-8")


def test_what_is_told_of_others_in_own_cases_becomes_an_ellipsis(of_people: Path) -> None:
    text = text_of((of_people / "EMP-e2_王丽.json").read_bytes())
    assert "Inquiry Q-2 was not answered; … (…) of … knows" in text
    assert '"channel"' in text, "what is told of the own case stays"
    assert "left_on" not in text
    assert "answered_by_id" not in text


def test_the_one_told_of_an_escalation_reads_it_and_nobody_else(of_people: Path) -> None:
    told = {
        path.name for path in of_people.glob("*.html") if "Three violations by one person." in path.read_text("utf-8")
    }
    assert told == {"EMP-e9_Петрова-Анна.html"}


def test_cases_of_nobody_have_a_document_of_their_own(of_people: Path, secrets: Secrets) -> None:
    text = text_of((of_people / "_Unassigned.html").read_bytes())
    assert secrets.told_in(text) == {"a300000000000003"}
    assert "supervision group (nobody is recorded as responsible)" in text
    assert "client.csv:9" in text, "what could not be read is nobody's"
    assert "=1+1" in text


@pytest.mark.parametrize("unit", OF_UNITS)
def test_a_head_reads_of_the_own_unit_and_those_below(unit: str, of_units: Path, secrets: Secrets) -> None:
    below = {"u-00": set(OF_UNITS), "u-msk": {"u-msk", "u-kgd"}}.get(unit, {unit})
    mine = {case for case, (_, of) in secrets.cases.items() if of in below}
    files = _theirs(of_units, unit)
    assert len(files) == len(WITHOUT_BROWSER)
    for path in files:
        told = secrets.told_in(text_of(path.read_bytes()))
        assert {one for one in told if one.startswith("EMP-")} <= OF_UNITS[unit], path.name
        assert {one for one in told if one in secrets.cases} <= mine, path.name
    page = text_of(next(path for path in files if path.suffix == ".html").read_bytes())
    # Of thirteen the pending one and the recommendation are told without their number.
    listed = {"u-00": 11, "u-msk": 9, "u-kgd": 1, "u-vvo": 2}
    assert len({case for case in mine if case in page}) == listed[unit]


def test_the_lowest_of_nested_units_with_one_head_takes_the_escalation(of_units: Path) -> None:
    told = [
        path.name for path in of_units.glob("*.html") if "Three violations by one person." in path.read_text("utf-8")
    ]
    assert told == ["u-msk_Москва.html"]


def test_the_same_audit_gives_the_same_files(told: Path, of_people: Path, tmp_path: Path) -> None:
    forms = [get_format(name) for name in ("html", "docx", "xlsx")]
    for path in write_packs(read_report(told), "responsible", forms, tmp_path, "en"):
        assert path is not None
        assert path.read_bytes() == (of_people / path.name).read_bytes(), path.name
