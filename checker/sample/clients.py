"""Client cards: who the client is, when it came, and how its status moved."""

from random import Random

from checker.sample.names import address, firm, firm_inn, person, person_inn, phone, pick
from checker.sample.people import UNIT_BY_ID, segment_of, sellers_of, unit_of
from checker.sample.places import INDUSTRIES, NEEDS, SOURCES, UNITS, Unit
from checker.sample.story import CONVERTED, EXISTING, NEW, PROSPECT, Card, Story
from checker.sample.times import DAY, HOUR, MINUTE, day_text, moment_text
from checker.sample.world import BLOCK, World

DEPARTURE_SHARE = 0.03
LATE_JOINER_SHARE = 0.08
CONSUMER_SHARE = 0.03
SIX_ITEMS = ("person", "name", "contacts", "industry", "needs", "lead_source")


def draw_card(world: World, number: int, chance: Random) -> Card:
    """The card of client `number`; the same for every size of the sample."""
    home = _by_share(chance.random())
    assigned = home
    if chance.random() < DEPARTURE_SHARE:
        others = tuple(unit for unit in UNITS if unit is not home)
        assigned = pick(chance, others)
    owner = pick(chance, sellers_of(number // BLOCK, assigned))
    card = Card(
        id=f"C{number:07}",
        number=number,
        kind=_kind(number, chance),
        home=home.id,
        territory=int(chance.random() * len(home.territories)),
        segment=segment_of(owner),
        holders=[(0, owner)],
        created=0,
    )
    _date_card(world, card, chance)
    return card


def _by_share(draw: float) -> Unit:
    for unit in UNITS:
        draw -= unit.share
        if draw < 0:
            return unit
    return UNITS[0]


def _kind(number: int, chance: Random) -> str:
    draw = chance.random()
    if number == 0 or draw < 0.80:
        return EXISTING
    if draw < 0.92:
        return PROSPECT
    return CONVERTED if draw < 0.95 else NEW


def _date_card(world: World, card: Card, chance: Random) -> None:
    """Cards of new clients are dated by their first inquiry, all others here."""
    oldest = world.first - 2_300
    age = 0.0 if card.number == 0 else chance.random()
    day = world.days.roll(oldest + int(age * (world.first - 130 - oldest)))
    moment = world.clocks[unit_of(card.holders[0][1])].at(day, 0.05 + 0.8 * chance.random())
    card.created = moment
    if card.kind in (PROSPECT, CONVERTED):
        card.status = "prospect"
        if card.kind == PROSPECT and chance.random() < LATE_JOINER_SHARE:
            card.joins = world.span_days[8 + int(chance.random() * (len(world.span_days) - 16))]
    elif card.kind == EXISTING:
        active = world.clocks[unit_of(card.holders[0][1])].at(world.days.after(day, 15), chance.random())
        if chance.random() < 0.85:
            card.first_inquiry = moment - 60 - int(chance.random() * 1800)
            card.status_log.append((active, "new_client", "active"))
        else:
            card.status_log.append((active, "prospect", "active"))
        card.first_order = active


def start_new_client(story: Story, received: int, chance: Random) -> None:
    """Date the card of a client that has just turned to the company for the first time."""
    card, days = story.card, story.world.days
    card.first_inquiry = received
    limit = (days.after(received // DAY) + 1) * DAY
    judged = limit <= story.world.taken
    if card.kind == CONVERTED:
        _convert(story, received, limit, judged)
        return
    card.created = received + 120 + int(chance.random() * 1500)
    card.status = "new_client"
    way = story.plants.draw("card_late", "status_wrong") if judged else ""
    if way == "card_late":
        card.created = min(limit + int(chance.random() * 5) * HOUR, story.world.taken)
        story.plants.truth("17c 17d", "client", card.id, way)
    elif way == "status_wrong":
        card.status = "active"
        story.plants.truth("17c", "client", card.id, way)
    if judged and way != "card_late":
        card.blank = story.plants.draw(*SIX_ITEMS)


def _convert(story: Story, received: int, limit: int, judged: bool) -> None:
    card = story.card
    moment = received + 5 * MINUTE
    way = story.plants.draw("status_late", "status_absent") if judged else ""
    if way:
        story.plants.truth("17c", "client", card.id, way)
    if way == "status_late":
        moment = limit
    if way != "status_absent" and moment <= story.world.taken:
        card.status_log.append((moment, "prospect", "new_client"))
        card.status = "new_client"


def finish_card(story: Story) -> None:
    """Write the card, its contact person and the history of its status, once all that moves them is known."""
    card, chance = story.card, story.world.chance("card", story.card.number)
    if card.kind in (NEW, CONVERTED) and card.first_paid is not None and card.status == "new_client":
        moment = card.first_paid + HOUR
        if moment <= story.world.taken and all(moment > change[0] for change in card.status_log):
            card.status_log.append((moment, "new_client", "active"))
            card.status = "active"
    for moment, old, new in card.status_log:
        story.change("client", card.id, "status", old, new, moment, card.holder(moment))
    _write(story, chance)


def _write(story: Story, chance: Random) -> None:
    card, number = story.card, story.card.number
    unit = UNIT_BY_ID[card.home]
    land = unit.territories[card.territory]
    consumer = chance.random() < CONSUMER_SHARE
    title, latin = firm(chance)
    contact = person(chance)
    values = {
        "person": contact,
        "name": contact if consumer else title,
        "phone": phone(land.area, number, 7_654_321),
        "email": f"snab@{latin}-{number}.example",
        "mobile": phone(f"9{number % 90 + 10}", number, 3_456_789),
        "industry": pick(chance, INDUSTRIES),
        "needs": pick(chance, NEEDS),
        "lead_source": pick(chance, SOURCES),
    }
    if card.blank:
        _blank(story, values, consumer)
    since, owner = card.holders[-1]
    created = moment_text(card.created)
    touched = max([card.created, *(moment for moment, _, _ in card.status_log)])
    story.tables.add("client", (
        card.id, f"К-{number:07}", values["name"], card.status, card.segment, "consumer" if consumer else "processor",
        owner, moment_text(max(since, card.created)), unit_of(owner), land.id, land.name,
        (person_inn if consumer else firm_inn)(land.region, number), address(chance, land.town), values["phone"],
        values["email"], values["industry"], values["needs"], values["lead_source"], 5 + int(chance.random() * 400),
        moment_text(card.first_inquiry), day_text(card.first_order // DAY) if card.first_order else "", created,
        card.holder(card.created), moment_text(touched), "",
    ))  # fmt: skip
    story.tables.add("contact_person", (
        f"P{card.id[1:]}-1", card.id, values["person"], pick(chance, ("Главный механик", "Снабженец", "Директор")),
        values["mobile"], "", "true", created,
    ))  # fmt: skip


def _blank(story: Story, values: dict[str, str], consumer: bool) -> None:
    """Leave out one of the six items of a first-time client; a consumer's own name is no item of its own."""
    gap = "needs" if consumer and story.card.blank in ("person", "name") else story.card.blank
    gone = ("phone", "email", "mobile") if gap == "contacts" else (gap,)
    filler = "-" if story.card.number % 3 == 0 and gap != "contacts" else ""
    values.update(dict.fromkeys(gone, filler))
    story.plants.truth("17d", "client", story.card.id, f"{gap}_blank")
