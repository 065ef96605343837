"""`checker init`: a policy that loads as written, with every key there is, and never over a file that is there."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from checker.auditing.changed_parameters import changed_parameters
from checker.calendars.config import CalendarPart, WorkingCalendar, read_working_calendar
from checker.cli.init import template
from checker.errors import UsageError
from checker.rulebook.book import load_book, shipped_rules
from checker.rulebook.parameters import dated_values
from checker.rulebook.plain_world import plain_world
from checker.rulebook.policy import Policy, load_policy, policy_of
from checker.rulebook.policy_template import CALENDAR_EXAMPLES, EXAMPLES
from checker.words.texts import LANGUAGES, texts
from checker.words.width import cells

from .running import command

SET_OFF = re.compile(r"^( *)#(?=\S|  - |  #)", re.MULTILINE)


def taken_up(text: str) -> Policy:
    """The policy with every key that the file only shows."""
    return policy_of(SET_OFF.sub(r"\1", text), "compliance.yaml")


def test_the_file_is_a_policy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "compliance.yaml"
    ended = command(capsys, "init", str(path))
    assert (ended.code, ended.out.strip(), ended.err) == (0, str(path), "")
    policy = load_policy(path)
    assert policy.max_undetermined == 0.05
    assert policy.fail_on == "low"
    assert policy.working_calendar["hours"] == [["09:00", "18:00"]]
    assert policy.packs == []


def test_every_commented_key_is_one_that_a_policy_has() -> None:
    policy = taken_up(template())
    assert policy.packs == ["sp2"]
    assert policy.parameters[0]["name"] == "sp2.reply_minutes"
    assert policy.must_run == ["sp2-reply-30min"]
    assert policy.working_calendar["units"]["branch-1"]
    assert policy.units["branch-1"] == {"time_zone": "Europe/Kaliningrad"}
    assert policy.placeholders == ["-", "n/a", "none", "test"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_of_the_model_is_forgotten(lang: str) -> None:
    """Whoever adds a key to the policy or to a calendar has to say what it is for, and show it."""
    text = template(lang)
    assert set(EXAMPLES) | {"working_calendar"} == set(Policy.model_fields)
    assert set(CALENDAR_EXAMPLES) == set(WorkingCalendar.model_fields) == {*CalendarPart.model_fields, "units"}
    said = {key.partition(".")[0] for key in texts("policy_keys")}
    assert said == {*Policy.model_fields, "head", "calendar", "unset"}
    assert taken_up(text).model_fields_set == set(Policy.model_fields)
    calendar = taken_up(text).working_calendar
    assert set(calendar) == set(CALENDAR_EXAMPLES)
    assert read_working_calendar(calendar).public_holidays == "RU"


def test_comments_are_in_the_language_asked_for_and_fit_the_screen() -> None:
    found = {lang: template(lang) for lang in LANGUAGES}
    assert "Lowest severity of a violation" in found["en"]
    assert "Наименьшая значимость нарушения" in found["ru"]
    assert "最低违规严重程度" in found["zh"]
    for text in found.values():
        comments = [line for line in text.splitlines() if re.match(r" *# \S", line)]
        assert len(comments) > 25
        assert max(map(cells, comments)) <= 120
    with pytest.raises(UsageError, match="unknown language"):
        template("de")


def test_a_pack_is_put_in_force_with_all_its_parameters_as_they_are() -> None:
    """Taken up without a change, the parameters are those of the pack: an audit would report no difference."""
    text = template("ru", ("sp2",))
    book = load_book([shipped_rules() / "sp2.yaml"])
    policy = policy_of(text, "compliance.yaml")
    assert (policy.packs, policy.parameters) == (["sp2"], [])
    shown = taken_up(text)
    assert [entry["name"] for entry in shown.parameters] == [n for n, p in book.parameters.items() if not p.policy]
    world = plain_world(book, datetime(2026, 1, 1))
    object.__setattr__(world, "parameters", dated_values(book.parameters, shown.parameters))
    assert changed_parameters(book, world) == []
    assert "Минут, за которые отвечают на заявку (minutes)" in text


def test_an_unknown_pack_is_named_with_the_nearest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "init", str(tmp_path / "c.yaml"), "--pack", "spp2")
    assert ended.code == 2
    assert "did you mean 'sp2'" in ended.err
    assert not (tmp_path / "c.yaml").exists()


def test_a_file_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "compliance.yaml"
    path.write_text("packs: [mine]\n", encoding="utf-8")
    ended = command(capsys, "init", str(path))
    assert ended.code == 2
    assert "is there already" in ended.err
    assert path.read_text(encoding="utf-8") == "packs: [mine]\n"
    assert command(capsys, "init", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8") == template()


def test_a_folder_that_is_not_there_is_exit_code_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = command(capsys, "init", str(tmp_path / "nowhere" / "compliance.yaml"))
    assert ended.code == 4
    assert "cannot be written" in ended.err
