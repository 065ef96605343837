"""Random worlds for sp2-9a."""

from datetime import date, datetime, time, timedelta

from .dice import Dice, blank_cells, drop_files, stamp, world_of
from .random_header import set_parameter
from .sp2_survey import quarter_start
from .world import Row, World


def world_of_surveys(dice: Dice) -> World:
    """Surveys completed and answered around the end of a quarter."""
    set_parameter(dice, "sp2.survey_grace_days", 3, 10)
    set_parameter(dice, "sp2.survey_min_responses", 2, 3)
    edge = quarter_start(dice.anchor + timedelta(days=40))
    dice.boundary(datetime.combine(edge, time()))
    dice.boundary(datetime.combine(edge, time()) + timedelta(days=3))
    surveys = [survey(dice, key, edge) for key in dice.ids("s", dice.count(0, 4))]
    answers = [answer(dice, key, surveys, edge) for key in dice.ids("a", dice.count(0, 8)) if surveys]
    blank_cells(dice, surveys, ("kind", "completed_at"), 0.04)
    blank_cells(dice, surveys, ("period_start_on", "started_at"), 0.2)
    tables = {"survey": surveys, "survey_response": answers}
    drop_files(dice, tables, ("survey", "survey_response"), 0.08)
    return world_of(dice, tables)


def survey(dice: Dice, key: str, edge: date) -> Row:
    """One survey of the quarter before or after the edge."""
    completed = dice.near(datetime.combine(edge + timedelta(days=dice.pick(0, 0, 0, -20, 3, 5, -80)), time()))
    begun = completed - timedelta(days=dice.pick(0, 1, 30))
    return {
        "id": key,
        "kind": dice.pick("satisfaction", "satisfaction", "satisfaction", "unscheduled", "market"),
        "period_start_on": (edge + timedelta(days=dice.pick(-1, -60, 0, 30, -92))).isoformat(),
        "started_at": stamp(begun),
        "completed_at": stamp(completed),
    }


def answer(dice: Dice, key: str, surveys: list[Row], edge: date) -> Row:
    """One answer near the edge."""
    came = dice.near(datetime.combine(edge + timedelta(days=dice.pick(0, 0, -5, -20, 3)), time()))
    return {
        "id": key,
        "survey_id": dice.pick(*surveys)["id"],
        "is_valid": dice.pick(True, None, "", True, False),
        "rating": dice.pick("", 4, 0),
        "answered_at": stamp(came),
    }
