"""Seeded random worlds by topic, and periods in which to judge them."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from .dice import Dice
from .random_contacts import world_of_contacts
from .random_header import roll
from .random_indicators import world_of_indicators
from .random_inquiries import world_of_inquiries
from .random_invoices import world_of_invoices
from .random_lists import world_of_lists
from .random_looks import world_of_looks
from .random_newcomers import world_of_newcomers
from .random_survey import world_of_surveys
from .random_territory import world_of_territories
from .world import World

TOPICS: dict[str, Callable[[Dice], World]] = {
    "territory": world_of_territories,
    "lists": world_of_lists,
    "contacts": world_of_contacts,
    "survey": world_of_surveys,
    "inquiries": world_of_inquiries,
    "newcomers": world_of_newcomers,
    "invoices": world_of_invoices,
    "looks": world_of_looks,
    "indicators": world_of_indicators,
}


def random_world(seed: int, topic: str | None = None) -> World:
    """A small nasty world, the same for the same seed and topic; without a topic any of them."""
    rng = Random(f"{topic}/{seed}")
    return TOPICS[topic or rng.choice(list(TOPICS))](roll(rng))


def random_period(seed: int, world: World) -> tuple[str, str]:
    """A period [start, end) around the moment of judgement: mostly some months, sometimes few days."""
    rng = Random(seed)
    today = world.today
    if rng.random() < 0.7:
        return (today - timedelta(days=130)).isoformat(), (today + timedelta(days=100)).isoformat()
    start: date = today + timedelta(days=rng.randint(-30, 3))
    return start.isoformat(), (start + timedelta(days=rng.randint(1, 30))).isoformat()
