"""sp2-1b, sp2-1c and sp2-1d: clients belong to the unit of their territory, departures need agreement and approval."""

from collections.abc import Callable
from datetime import date, datetime

from .history import changes, value_at
from .moments import TICK, day_of
from .periods import Period, State, Verdict, file_missing, verdict
from .roles import decisions_on, has_role, heads_unit
from .world import Row, World, any_instant, by_id, day, has_file, rows, text

Entitled = Callable[[Row, datetime], bool]


def clients_by_territory(world: World, period: Period) -> list[Verdict]:
    """Rows of sp2-1b, sp2-1c and sp2-1d."""
    if not has_file(world, "client"):
        return file_missing("sp2-1b", "sp2-1c", "sp2-1d")
    found = []
    for client in rows(world, "client"):
        if any_instant(world, client, "created_at") is None:
            found.append(verdict(world, "sp2-1b", text(client, "id"), None, "undetermined"))
        previous = None
        for moment in assignments(world, client):
            if period.holds_moment(moment) and moment <= world.now:
                found += assignment_rows(world, client, previous, moment)
            previous = moment
    return found


def assignments(world: World, client: Row) -> list[datetime]:
    """The creation of the card and each later change of owner or unit that changed the assigned unit."""
    created = any_instant(world, client, "created_at")
    moments = set()
    for field in ("owner_id", "unit_id"):
        for change in changes(world, "client", text(client, "id"), field):
            if created is None or change.at > created:
                moments.add(change.at)
    moved = [m for m in moments if unit_before(world, client, m) != assigned_unit(world, client, m, m)]
    return sorted(moved if created is None else [created, *moved])


def unit_before(world: World, client: Row, moment: datetime) -> str:
    """The assigned unit as it would be at the moment without the changes of that moment."""
    return assigned_unit(world, client, moment - TICK, moment)


def assigned_unit(world: World, client: Row, card_at: datetime, staff_at: datetime) -> str:
    """The unit of the owner, else that of the client; '' when there is none."""
    owner = by_id(world, "employee", value_at(world, "client", client, "owner_id", card_at))
    unit = value_at(world, "employee", owner, "unit_id", staff_at) if owner else ""
    return unit or value_at(world, "client", client, "unit_id", card_at)


def home_unit(world: World, client: Row, moment: datetime) -> str:
    """The one unit that answers for the client's territory on the day; '' when blank, none or several."""
    territory, on = value_at(world, "client", client, "territory_id", moment), day_of(moment, world.zone)
    units = {
        text(row, "unit_id")
        for row in rows(world, "territory")
        if territory and text(row, "id") == territory and in_force(row, on)
    }
    return units.pop() if len(units) == 1 else ""


def in_force(territory: Row, on: date) -> bool:
    """Whether a row of the map holds on the day; either end may be open."""
    first, last = day(territory, "valid_from_on"), day(territory, "valid_until_on")
    return (first is None or first <= on) and (last is None or on <= last)


def assignment_rows(world: World, client: Row, previous: datetime | None, moment: datetime) -> list[Verdict]:
    """One to three rows for one assignment."""
    home, assigned = home_unit(world, client, moment), assigned_unit(world, client, moment, moment)
    states: dict[str, State]
    if not home or not assigned:
        states = {"sp2-1b": "undetermined"}
    elif home == assigned:
        states = {"sp2-1b": "satisfied"}
    elif not has_file(world, "approval"):
        states = {"sp2-1b": "undetermined", "sp2-1c": "undetermined", "sp2-1d": "undetermined"}
    else:
        states = departure_states(world, client, previous, moment, [home, assigned])
    return [verdict(world, clause, text(client, "id"), moment, state) for clause, state in states.items()]


def departure_states(
    world: World, client: Row, previous: datetime | None, moment: datetime, units: list[str]
) -> dict[str, State]:
    """Whether the heads agreed and the director approved."""
    on = day_of(moment, world.zone)
    counted = [
        (decided, row)
        for decided, row in decisions_on(world, "client", text(client, "id"))
        if text(row, "step") == "exception" and decided <= moment and (previous is None or decided > previous)
    ]

    def sales_head(row: Row, decided: datetime) -> bool:
        return has_role(world, row, decided, "sp2.sales_head_roles", on)

    def director(row: Row, decided: datetime) -> bool:
        return has_role(world, row, decided, "sp2.director_roles", on)

    def head_of(unit: str) -> Entitled:
        return lambda row, decided: heads_unit(world, row, decided, unit, on)

    agreed = all(is_place_filled(counted, place) for place in [sales_head, *map(head_of, units)])
    approved = is_place_filled(counted, director)
    return {
        "sp2-1b": "satisfied" if agreed and approved else "violated",
        "sp2-1c": "satisfied" if agreed else "violated",
        "sp2-1d": "satisfied" if approved else "violated",
    }


def is_place_filled(counted: list[tuple[datetime, Row]], entitled: Entitled) -> bool:
    """Whether the latest counted decision of anyone entitled to the place is an approval."""
    mine = [text(row, "decision") for decided, row in counted if entitled(row, decided)]
    return bool(mine) and mine[-1] == "approved"
