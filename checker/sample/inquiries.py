"""Incoming requests: arrival, reply within the working minutes, the talk and what it leads to."""

from dataclasses import dataclass
from random import Random

from checker.sample.contacts import Contact, write_contact
from checker.sample.names import pick
from checker.sample.noise import GARBLED_MOMENT
from checker.sample.places import PRODUCT_GROUPS
from checker.sample.story import Story
from checker.sample.times import DAY, HOUR, MINUTE, day_text, moment_text
from checker.sample.world import World

REPLY = 30 * MINUTE
CHANNELS = ("phone", "phone", "phone", "in_person", "email", "email", "email", "email", "website_form", "website_form",
            "website_form", "fax")  # fmt: skip
REPLY_CHANNELS = ("email", "fax", "website_form")
TALK_CHANNELS = {"email": "email", "fax": "fax", "website_form": "email", "phone": "phone", "in_person": "in_person"}


@dataclass
class Inquiry:
    """One request before it is written; moments on the company's clock, None where it did not happen."""

    id: str
    channel: str
    received: int
    recorded: int
    due: int
    nonstandard: bool
    answered: int | None
    interest: str
    told: int | None = None
    answer_kind: str = "full"
    checked: bool = True
    arrival: str = ""

    @property
    def worked_through(self) -> bool:
        """True where the client got its answer and wants to buy."""
        return self.answered is not None and self.answer_kind == "full" and self.interest == "interested"


def received_moments(world: World, unit_id: str, chance: Random, count: int, first_day: int) -> list[tuple[int, str]]:
    """Moments and channels of `count` requests: speech in opening hours, writing at times in the evening."""
    clock = world.clocks[unit_id]
    found = []
    days = [day for day in world.span_days if day >= first_day]
    for _ in range(count):
        channel = pick(chance, CHANNELS)
        if channel in REPLY_CHANNELS and chance.random() < 0.13:
            moment = first_day * DAY + int(chance.random() * (world.taken - first_day * DAY))
        else:
            moment = clock.at(days[int(chance.random() * len(days))], chance.random())
        found.append((moment, channel))
    return sorted(found)


def draw_inquiry(story: Story, serial: int, received: int, channel: str) -> Inquiry:
    """One request, handled as the standard asks."""
    chance, world = story.chance, story.world
    clock = world.clocks[story.unit(received)]
    nonstandard = chance.random() < 0.08
    draw = chance.random()
    inquiry = Inquiry(
        id=f"Q{story.card.id[1:]}-{serial:02}",
        channel=channel,
        received=received,
        recorded=received + int(chance.random() * 90),
        due=clock.due(received, REPLY),
        nonstandard=nonstandard,
        answered=clock.due(received, _reply_seconds(chance)),
        interest="interested" if draw < 0.58 else "not_interested" if draw < 0.78 else "undetermined",
    )
    if nonstandard and chance.random() < 0.5:
        inquiry.told = inquiry.answered
        assert inquiry.told is not None
        day = world.days.after(inquiry.told // DAY, 1 + int(chance.random() * 3))
        inquiry.answered = clock.at(day, 0.1 + 0.8 * chance.random())
    return inquiry


def _reply_seconds(chance: Random) -> int:
    draw = chance.random()
    if draw < 0.02:
        return REPLY
    if draw < 0.04:
        return REPLY - 1
    return 150 + int(chance.random() * chance.random() * 1600)


def break_reply(story: Story, inquiry: Inquiry) -> str:
    """Answer too late, not at all, or with something that is no reply; returns the way, empty if kept."""
    if inquiry.channel not in REPLY_CHANNELS or inquiry.due + 6 * DAY > story.world.taken:
        return ""
    clock = story.world.clocks[story.unit(inquiry.received)]
    way = story.plants.draw("one_second_late", "late", "absent", "receipt_only", "notice_on_standard")
    if way in ("one_second_late", "late"):
        inquiry.told = None
        late = 1 if way == "one_second_late" else 300 + int(story.plants.chance.random() * 6 * HOUR)
        inquiry.answered = clock.due(inquiry.due + 1, late) if way == "late" else inquiry.due + 1
    elif way:
        inquiry.answer_kind = "receipt" if way == "receipt_only" else "full"
        inquiry.nonstandard = inquiry.nonstandard and way != "notice_on_standard"
        inquiry.told = inquiry.due - 60 if way == "notice_on_standard" else None
        inquiry.answered = inquiry.received + 60 if way == "receipt_only" else None
        inquiry.told = max(inquiry.told, inquiry.received) if inquiry.told else None
        inquiry.interest = ""
    if way:
        clauses = "16d 16e" if inquiry.nonstandard else "16d"
        story.plants.truth(clauses, "inquiry", inquiry.id, f"reply_{way}", inquiry.received)
    return way


def break_channel(story: Story, inquiry: Inquiry) -> None:
    """Note the request under a channel that the standard does not know, or under none."""
    if inquiry.due > story.world.taken:
        return
    way = story.plants.draw("unknown", "absent")
    if way == "unknown":
        inquiry.channel = "chat"
        story.plants.truth("16a", "inquiry", inquiry.id, "channel_unknown")
    elif way:
        inquiry.channel = ""
        story.plants.truth("16a s2-16", "inquiry", inquiry.id, "channel_absent")
        clauses = "16d 16e" if inquiry.nonstandard else "16d"
        story.plants.truth(clauses, "inquiry", inquiry.id, "channel_absent", inquiry.received, "undetermined")


def garble(story: Story, inquiry: Inquiry) -> None:
    """Make the moment of arrival unreadable; whether the reply came in time can then not be known."""
    inquiry.arrival = GARBLED_MOMENT
    clauses = "16d 16e" if inquiry.nonstandard else "16d"
    story.plants.truth(clauses, "inquiry", inquiry.id, "arrival_unreadable", expected="undetermined")


def write_inquiry(story: Story, inquiry: Inquiry) -> None:
    """Write the request as it stood at the export."""
    taken, chance = story.world.taken, story.chance
    answered = inquiry.answered if inquiry.answered is not None and inquiry.answered <= taken else None
    told = inquiry.told if inquiry.told is not None and inquiry.told <= taken else None
    full = answered is not None and inquiry.answer_kind == "full"
    checks: list[int | None] = [None, None, None]
    if full and answered is not None and inquiry.checked:
        lead = min(answered - inquiry.received, 600)
        checks = [answered - int(lead * part) for part in (0.8, 0.5, 0.2)]
    goods = pick(chance, PRODUCT_GROUPS).lower()
    expected = day_text(inquiry.told // DAY + 4) if told and inquiry.told and inquiry.nonstandard else ""
    story.tables.add("inquiry", (
        inquiry.id, "supply_request", story.card.id, story.unit(inquiry.received), inquiry.channel,
        inquiry.arrival or moment_text(inquiry.received), moment_text(min(inquiry.recorded, taken)),
        story.employee(inquiry.received),
        f"Нужны: {goods}, {1 + int(chance.random() * 40)} шт.", "answered" if full else "open",
        "true" if inquiry.nonstandard else "false", moment_text(answered), inquiry.answer_kind if answered else "",
        moment_text(told), "Нестандартная позиция, ждём ответа завода" if expected else "", expected,
        inquiry.interest if full else "", *(moment_text(moment) for moment in checks),
    ))  # fmt: skip


def write_talk(story: Story, inquiry: Inquiry) -> None:
    """Write the talk in which the client got its answer."""
    if inquiry.answered is None or inquiry.answer_kind != "full":
        return
    limit = (story.world.days.after(inquiry.answered // DAY) + 1) * DAY
    if limit <= story.world.taken and inquiry.interest != "not_interested" and story.plants.draw("absent"):
        story.plants.truth("17a", "inquiry", inquiry.id, "talk_absent")
        return
    channel = TALK_CHANNELS.get(inquiry.channel, "phone")
    write_contact(story, Contact(
        line="inquiry", started=inquiry.answered, kind="negotiation", interest=inquiry.interest, direction="inbound",
        channel=channel, inquiry=inquiry.id,
    ))  # fmt: skip
