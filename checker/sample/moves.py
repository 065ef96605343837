"""Clients outside their territory: hand-overs between salespeople and the approvals that they need."""

from checker.sample.names import pick
from checker.sample.people import DIRECTOR, SALES_HEAD, clerks_of, head_of, sellers_of, unit_of
from checker.sample.places import UNITS, Unit
from checker.sample.story import EXISTING, NEW, Story
from checker.sample.times import DAY, HOUR, moment_text
from checker.sample.world import BLOCK

MOVE_SHARE = 0.03
Signature = tuple[str, str, str, int]


def plan_move(story: Story) -> None:
    """Give a few existing clients to another salesperson within the span."""
    card, chance, world = story.card, story.chance, story.world
    if card.kind != EXISTING or chance.random() >= MOVE_SHARE:
        return
    day = world.span_days[5 + int(chance.random() * (len(world.span_days) - 10))]
    owner = card.holders[0][1]
    unit = _next_unit(story, unit_of(owner))
    heirs = tuple(seller for seller in sellers_of(card.number // BLOCK, unit) if seller != owner)
    if heirs:
        card.holders.append((world.clocks[unit.id].at(day, chance.random()), pick(chance, heirs)))


def _next_unit(story: Story, now: str) -> Unit:
    card, chance = story.card, story.chance
    here = next(unit for unit in UNITS if unit.id == now)
    if now != card.home:
        return next(unit for unit in UNITS if unit.id == card.home)
    if here.sellers > 1 and chance.random() < 0.6:
        return here
    return pick(chance, tuple(unit for unit in UNITS if unit is not here))


def write_moves(story: Story) -> None:
    """Write the hand-over and the approvals of every assignment outside the territory."""
    card = story.card
    judged = card.kind == NEW
    _agree(story, card.created, unit_of(card.holders[0][1]), judged, 1)
    if len(card.holders) == 1:
        return
    (_, old), (moment, new) = card.holders
    story.change("client", card.id, "owner_id", old, new, moment, SALES_HEAD)
    if unit_of(old) != unit_of(new):
        story.change("client", card.id, "unit_id", unit_of(old), unit_of(new), moment, SALES_HEAD)
        _agree(story, moment, unit_of(new), True, 10)


def _agree(story: Story, moment: int, assigned: str, judged: bool, serial: int) -> None:
    card = story.card
    if assigned == card.home:
        return
    heads = [(SALES_HEAD, "sales_director")]
    heads += [(head_of(unit), "branch_manager") for unit in (card.home, assigned) if head_of(unit) != SALES_HEAD]
    chance = story.chance
    asked = moment - 6 * DAY
    signed = [(who, role, "approved", asked + int(chance.random() * 3 * DAY)) for who, role in heads]
    last = moment if chance.random() < 0.05 else moment - 600 - int(chance.random() * 2 * DAY)
    signed.append((DIRECTOR, "general_manager", "approved", last))
    if judged:
        way = story.plants.draw("absent", "no_director", "director_late", "withdrawn", "wrong_approver", "no_head")
        signed = _break(story, signed, way, moment, assigned)
    for who, role, decision, decided in signed:
        if decided <= story.world.taken:
            story.tables.add("approval", (
                f"A{card.id[1:]}-{serial:02}", "client", card.id, "exception", who, role, decision,
                moment_text(asked - HOUR), clerks_of(assigned)[0], moment_text(decided),
            ))  # fmt: skip
        serial += 1


def _break(story: Story, signed: list[Signature], way: str, moment: int, assigned: str) -> list[Signature]:
    if not way:
        return signed
    clauses = {"absent": "1b 1c 1d", "wrong_approver": "1b 1c", "no_head": "1b 1c"}.get(way, "1b 1d")
    story.plants.truth(clauses, "client", story.card.id, f"approval_{way}", moment)
    director = signed[-1]
    changed = {
        "absent": [],
        "no_director": signed[:-1],
        "director_late": [*signed[:-1], (*director[:3], moment + 1)],
        "withdrawn": [*signed, (*director[:2], "rejected", moment)],
        "wrong_approver": [(clerks_of(assigned)[1], "sales_clerk", *signed[0][2:]), *signed[1:]],
        "no_head": [signed[0], *signed[2:]],
    }
    return changed[way]
