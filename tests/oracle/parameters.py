"""Dated parameters of the header and their defaults."""

from datetime import date
from fractions import Fraction
from typing import Any

from .moments import parse_day
from .world import World

DEFAULTS: dict[str, Any] = {
    "sp2.sales_head_roles": ["sales_director"],
    "sp2.director_roles": ["general_manager"],
    "sp2.branch_head_roles": ["branch_manager", "unit_head"],
    "sp2.result_entry_days": 1,
    "sp2.next_contact_must_be_future": True,
    "sp2.survey_grace_days": 0,
    "sp2.survey_min_responses": 1,
    "sp2.reply_minutes": 30,
    "sp2.reply_clock": "working",
    "sp2.reply_channels": ["email", "fax", "website_form"],
    "sp2.status_set_days": 1,
    "sp2.new_card_days": 1,
    "sp2.new_status_value": "new_client",
    "sp2.private_person_exempt_company": True,
    "sp2.partial_counts": True,
    "sp2.payment_views": ["view", "export", "print"],
    "sp2.no_payment_days": 2,
    "sp2.decision_grace_days": 1,
    "sp2.decline_lag_days": 1,
    "sp2.lapse_days": 15,
    "sp2.lapse_grace_days": 1,
    "sp2.profitability_min": 30,
    "sp2.activity_min": 70,
    "sp2.sci_target": "4.7",
}


def _edge(entry: dict[str, Any], key: str, when_open: date) -> date:
    value = entry.get(key)
    return parse_day(str(value)) if value else when_open


def parameter(world: World, name: str, on: date) -> Any:
    """The value in force on the day; of several the one valid from the latest day; else the default."""
    best_from, best = None, DEFAULTS[name]
    for entry in world.header.get("parameters") or []:
        if entry["name"] != name:
            continue
        first, last = _edge(entry, "valid_from_on", date.min), _edge(entry, "valid_until_on", date.max)
        if first <= on <= last and (best_from is None or first >= best_from):
            best_from, best = first, entry["value"]
    return best


def days_of(world: World, name: str, on: date) -> int:
    """A parameter that is a count of days or minutes."""
    return int(parameter(world, name, on))


def number_of(world: World, name: str, on: date) -> Fraction:
    """A parameter that is an exact number."""
    return Fraction(str(parameter(world, name, on)))


def is_on(world: World, name: str, on: date) -> bool:
    """A parameter that is a switch."""
    return str(parameter(world, name, on)).lower() == "true"


def words_of(world: World, name: str, on: date) -> list[str]:
    """A parameter that is a list of words; a text is split at semicolons and commas."""
    value = parameter(world, name, on)
    parts = value if isinstance(value, list | tuple) else str(value).replace(",", ";").split(";")
    return [str(part).strip() for part in parts]
