"""The span of one client: what it asks for, what it buys, and the contacts in between."""

from checker.sample.clients import draw_card, finish_card, start_new_client
from checker.sample.contacts import NOT_REACHED, Contact, write_contact, write_unfinished
from checker.sample.inquiries import (
    Inquiry,
    break_channel,
    break_reply,
    draw_inquiry,
    garble,
    received_moments,
    write_inquiry,
    write_talk,
)
from checker.sample.invoice_life import run_invoice
from checker.sample.invoices import draw_invoice
from checker.sample.moves import plan_move, write_moves
from checker.sample.names import pick
from checker.sample.noise import garbled
from checker.sample.plans import CONTACT_DAY, prospect_list
from checker.sample.plants import plants
from checker.sample.story import CONVERTED, EXISTING, NEW, PROSPECT, Block, Card, Story
from checker.sample.surveys import Survey, write_answers
from checker.sample.times import DAY, day_text, moment_text
from checker.sample.world import World
from checker.sample.write import Tables

# A month of an active client.
INQUIRIES, RETENTION_CONTACTS, PROSPECT_CONTACTS = 2.0, 4.0, 2.4


def write_client(world: World, tables: Tables, block: Block, surveys: tuple[Survey, ...], number: int) -> None:
    """Write all rows of client `number`."""
    chance = world.chance("client", number)
    card = draw_card(world, number, chance)
    story = Story(world, tables, plants(world, tables, "client", number), chance, block, card)
    plan_move(story)
    first_day = _passive_line(story)
    _active_line(story, first_day)
    write_unfinished(story)
    write_moves(story)
    finish_card(story)
    _settle_forgotten(story)
    _register(story)
    write_answers(tables, surveys, card.id, number, card.created, chance)
    if card.kind == EXISTING:
        _earlier_order(story)


def _count(story: Story, monthly: float) -> int:
    mean = monthly * story.world.months
    return int(mean * (0.5 + story.chance.random()) + 0.5)


def _passive_line(story: Story) -> int:
    """Inquiries with their talks and invoices; returns the first day on which the client is known."""
    world, card, chance = story.world, story.card, story.chance
    if card.kind == PROSPECT:
        return world.first
    begin = world.first
    if card.kind in (NEW, CONVERTED):
        begin = world.span_days[CONTACT_DAY + 1 + int(chance.random() * (len(world.span_days) * 2 // 3 - CONTACT_DAY))]
    count = max(1, _count(story, INQUIRIES)) if card.kind == EXISTING else 1 + int(chance.random() * 3)
    moments = received_moments(world, story.unit(begin * DAY), chance, count, begin)
    for serial, (received, channel) in enumerate(moments, 1):
        if serial == 1 and card.kind != EXISTING:
            start_new_client(story, received, chance)
        _one_inquiry(story, serial, received, channel)
    return moments[0][0] // DAY


def _one_inquiry(story: Story, serial: int, received: int, channel: str) -> None:
    world = story.world
    inquiry = draw_inquiry(story, serial, received, channel)
    if garbled(world, inquiry.id):
        garble(story, inquiry)
    elif world.share:
        broken = break_reply(story, inquiry)
        if not broken and inquiry.worked_through:
            break_channel(story, inquiry)
    invoice = None
    if inquiry.worked_through and inquiry.answered is not None and not _invoice_forgotten(story, inquiry):
        invoice = draw_invoice(story, serial, inquiry.id, inquiry.answered)
    if invoice is not None and story.plants.draw("absent"):
        inquiry.checked = False
        story.plants.truth("19a", "invoice", invoice.id, "checks_absent")
    write_inquiry(story, inquiry)
    write_talk(story, inquiry)
    if invoice is not None:
        run_invoice(story, invoice)


def _invoice_forgotten(story: Story, inquiry: Inquiry) -> bool:
    assert inquiry.answered is not None
    limit = story.world.days.after(inquiry.answered // DAY, 5) * DAY
    if limit > story.world.taken or not story.plants.draw("absent"):
        return False
    story.plants.truth("19b", "inquiry", inquiry.id, "invoice_absent")
    return True


def _active_line(story: Story, first_day: int) -> None:
    """Contacts that the company makes of its own accord."""
    world, card, chance = story.world, story.card, story.chance
    days = [day for day in world.span_days if day > first_day] if card.kind == NEW else world.span_days
    prospecting = card.kind in (PROSPECT, CONVERTED)
    if prospecting:
        begin = world.span_days[CONTACT_DAY] if card.joins is None else card.joins + 1
        days = [day for day in world.span_days if day >= begin]
    if card.kind == CONVERTED:
        days = [day for day in days if day < first_day]
    if not days:
        return
    count = _count(story, (PROSPECT_CONTACTS if prospecting else RETENTION_CONTACTS) * len(days) / len(world.span_days))
    places = sorted(int(chance.random() * len(days)) for _ in range(count))
    for place in places:
        _one_contact(story, days[place], prospecting)


def _one_contact(story: Story, day: int, prospecting: bool) -> None:
    world, card, chance = story.world, story.card, story.chance
    started = world.clocks[story.unit(day * DAY)].at(day, 0.03 + 0.9 * chance.random())
    draw = chance.random()
    interest = "interested" if draw < 0.2 else "not_interested" if draw < 0.38 else "undetermined"
    if card.kind == CONVERTED and interest == "interested":
        interest = "undetermined"
    outcome = pick(chance, NOT_REACHED) if draw > 0.92 else ""
    channel = pick(chance, ("phone", "phone", "phone", "email", "on_site"))
    if not prospecting:
        kind = pick(chance, ("follow_up", "product_introduction", "greeting", "order_follow_up"))
        write_contact(story, Contact("retention", started, kind, interest, channel=channel, outcome=outcome))
        return
    written = write_contact(story, Contact(
        "active_prospecting", started, "development", interest, channel=channel, outcome=outcome,
        lead_list=prospect_list(card.holders[0][1]),
    ))  # fmt: skip
    if interest == "interested" and written:
        _offer(story, day, written)


def _offer(story: Story, day: int, contact_id: str) -> None:
    """An offer to a prospect that has shown interest."""
    world, chance, card = story.world, story.chance, story.card
    issued = world.days.after(day, 1 + int(chance.random() * 3))
    moment = world.clocks[story.unit(issued * DAY)].at(issued, chance.random())
    limit = world.days.after(day, 11) * DAY
    if limit <= world.taken and story.plants.draw("absent"):
        story.unoffered.append((day, contact_id))
        return
    if moment > world.taken:
        return
    story.offered.append(issued)
    serial = len(story.offered)
    employee = story.employee(moment)
    story.tables.add("invoice", (
        f"S{card.id[1:]}-K{serial}", f"КП-{card.id[1:]}-{serial}", "offer", card.id, "", "", day_text(issued), employee,
        card.holder(moment), 30_000 + int(chance.random() * 400_000), "RUB", moment_text(moment), "issued",
        moment_text(moment), "", "", "",
    ))  # fmt: skip


def _settle_forgotten(story: Story) -> None:
    """Omissions whose verdict hangs on what else the client did."""
    paid = story.card.first_paid
    for invoice_id, lapsed in story.forgotten:
        # A client that has paid another invoice is exempt; the clause does not say whether a later payment exempts.
        expected = "violated" if paid is None else "not_applicable" if paid <= lapsed else "unclear"
        story.plants.truth("23b", "invoice", invoice_id, "task_absent", expected=expected)
    for day, contact_id in story.unoffered:
        last = story.world.days.after(day, 10)
        if not any(day <= issued <= last for issued in story.offered):
            story.plants.truth("7a", "interaction", contact_id, "offer_absent")


def _register(story: Story) -> None:
    """Tell the block who has the client, and on which lists it stands."""
    card, block = story.card, story.block
    for _, seller in card.holders:
        block.involve(seller, card.id)
    owner = card.holders[0][1]
    if card.kind in (PROSPECT, CONVERTED):
        block.prospects[owner].append((card.id, card.joins))
    elif card.kind == EXISTING:
        block.retained[owner].append(card.id)


def _earlier_order(story: Story) -> None:
    card: Card = story.card
    since = min(moment for moment, _, new in card.status_log if new == "active")
    story.tables.add("sales_order", (
        f"O{card.id[1:]}-00", f"ЗК-{card.id[1:]}-00", "sale", card.id, story.unit(since), card.holder(since), 85_000,
        "RUB", "completed", moment_text(since),
    ))  # fmt: skip
