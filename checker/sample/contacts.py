"""Contacts with clients: what was said, when it was entered, and the next date."""

from dataclasses import dataclass
from random import Random

from checker.sample.clocks import WorkingDays
from checker.sample.names import pick
from checker.sample.story import Story
from checker.sample.times import DAY, day_text, moment_text

NOT_REACHED = ("no_answer", "busy", "voicemail")
RESULTS = {
    "interested": ("Просит прислать предложение", "Готовит заявку", "Обсудили сроки и цены, интерес есть"),
    "not_interested": ("Закупка уже сделана у другого поставщика", "Потребности нет до следующего сезона"),
    "undetermined": ("Решение за руководителем", "Вернутся с ответом позже", "Уточняют потребность"),
}
LINE_CLAUSES = {
    "active_prospecting": ("4a", "5a", "6a"),
    "retention": ("13a", "14a", "15a"),
    "inquiry": ("17a", "", "18b"),
}


@dataclass
class Contact:
    """One contact before it is written. `line` is the process line, `interest` and `decision` canonical values."""

    line: str
    started: int
    kind: str
    interest: str
    direction: str = "outbound"
    channel: str = "phone"
    decision: str = ""
    outcome: str = ""
    inquiry: str = ""
    invoice: str = ""
    lead_list: str = ""
    prompt: bool = False


@dataclass
class Entry:
    """How the contact was entered; a date filled later is a logged change."""

    created: int
    outcome: str
    interest: str
    next_day: int | None
    filled_later: int | None = None


def entry_moment(days: WorkingDays, chance: Random, ended: int, started: int, taken: int, prompt: bool) -> int:
    """When a contact is entered: mostly at once, at times next working day, now and then in its last second."""
    draw = chance.random()
    at_once = ended + 30 + int(chance.random() * 1500)
    if prompt or draw < 0.86:
        created = at_once
    elif draw < 0.98:
        created = days.after(started // DAY) * DAY + 36_000 + int(chance.random() * 7_200)
    else:
        created = (days.after(started // DAY) + 1) * DAY - 1
    return created if ended < created <= taken else at_once


def write_contact(story: Story, contact: Contact) -> str:
    """Write a contact that took place, with what is broken about it; returns its id.

    The id is empty for a contact that is not yet entered, and for one whose interest is left out.
    """
    chance, world = story.chance, story.world
    ended = contact.started + 60 + int(chance.random() * 900)
    created = entry_moment(world.days, chance, ended, contact.started, world.taken, contact.prompt)
    outcome = contact.outcome or _outcome(contact, chance)
    next_day = None
    if contact.interest == "not_interested":
        next_day = contact.started // DAY + (1 if chance.random() < 0.03 else 20 + int(chance.random() * 80))
    if created > world.taken:
        return ""
    story.contacts += 1
    contact_id = f"I{story.card.id[1:]}-{story.contacts:03}"
    entry = Entry(created, outcome, contact.interest, next_day)
    if story.world.share:
        _break(story, contact, contact_id, entry)
    employee = story.employee(contact.started)
    kind_of_interest = "continue" if contact.line == "retention" and entry.interest == "interested" else ""
    story.tables.add("interaction", (
        contact_id, story.card.id, f"P{story.card.id[1:]}-1", employee, contact.inquiry, contact.invoice,
        contact.lead_list, contact.kind, contact.channel, contact.direction, contact.line, "",
        moment_text(contact.started), moment_text(ended), moment_text(entry.created), "done", entry.outcome,
        entry.interest, kind_of_interest, contact.decision, day_text(entry.next_day) if entry.next_day else "",
    ))  # fmt: skip
    if entry.filled_later is not None and entry.next_day:
        story.change(
            "interaction", contact_id, "next_contact_on", "", day_text(entry.next_day), entry.filled_later, employee
        )
    return contact_id if entry.interest == contact.interest else ""


def _outcome(contact: Contact, chance: Random) -> str:
    return pick(chance, RESULTS[contact.interest])


def _break(story: Story, contact: Contact, contact_id: str, entry: Entry) -> None:
    day = contact.started // DAY
    limit = (story.world.days.after(day) + 1) * DAY
    if limit + DAY > story.world.taken:
        return
    result, interest, next_date = LINE_CLAUSES[contact.line]
    if contact.invoice:
        result, interest, next_date = "", "", "8b"
    if entry.next_day:
        _break_next_date(story, contact_id, entry, next_date, day)
        return
    if entry.outcome in NOT_REACHED:
        return
    way = story.plants.draw("absent", "late", "at_limit", "blank_mark") if result else ""
    if way in ("absent", "blank_mark"):
        entry.outcome = "" if way == "absent" else "-"
    elif way:
        entry.created = limit if way == "at_limit" else limit + 1 + int(story.plants.chance.random() * 80_000)
    if way:
        subject = ("inquiry", contact.inquiry) if contact.inquiry else ("interaction", contact_id)
        story.plants.truth(result, *subject, f"result_{way}")
    elif interest and story.plants.draw("absent"):
        entry.interest = ""
        story.plants.truth(interest, "interaction", contact_id, "interest_absent")


def _break_next_date(story: Story, contact_id: str, entry: Entry, clause: str, day: int) -> None:
    limit = (story.world.days.after(day) + 1) * DAY
    way = story.plants.draw("absent", "same_day", "in_the_past", "late")
    if not way:
        return
    story.plants.truth(clause, "interaction", contact_id, f"next_date_{way}")
    if way == "absent":
        entry.next_day = None
    elif way == "late":
        entry.created = min(entry.created, limit - 1)
        entry.filled_later = limit + int(story.plants.chance.random() * 40_000)
    else:
        entry.next_day = day - (0 if way == "same_day" else 7)


def write_unfinished(story: Story) -> None:
    """Now and then a contact that has not taken place: planned for later, or missed."""
    chance, world = story.chance, story.world
    for status, share in (("planned", 0.10), ("missed", 0.04)):
        if chance.random() >= share:
            continue
        made = world.span_days[int(chance.random() * (len(world.span_days) - 3))]
        clock = world.clocks[story.unit(made * DAY)]
        created = clock.at(made, chance.random() * 0.9)
        day = world.days.after(world.last, 2) if status == "planned" else world.days.after(made)
        story.contacts += 1
        story.tables.add("interaction", (
            f"I{story.card.id[1:]}-{story.contacts:03}", story.card.id, f"P{story.card.id[1:]}-1",
            story.employee(created), "", "", "", "follow_up", "phone", "outbound", "retention",
            moment_text(clock.at(day, 0.5)), "", "", moment_text(created), status, "", "", "", "", "",
        ))  # fmt: skip
