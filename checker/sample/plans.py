"""What salespeople work from: client lists with their approvals and offers, and monthly plans."""

from dataclasses import dataclass, replace

from checker.sample.people import MARKETERS, MARKETING_HEAD, SALES_HEAD, segment_of
from checker.sample.places import PRODUCT_GROUPS, SEGMENTS
from checker.sample.plants import Plants
from checker.sample.story import Block
from checker.sample.tasks import Task, write_month, write_task
from checker.sample.times import DAY, HOUR, moment_text, next_month
from checker.sample.world import World
from checker.sample.write import Tables

BASE_DAY, APPROVAL_DAY, WORK_DAY, CONTACT_DAY = 0, 2, 3, 4
JOIN_HOUR, REAPPROVAL_HOUR = 10 * HOUR, 12 * HOUR


@dataclass(frozen=True)
class Planner:
    """What the plans of one salesperson are made from."""

    world: World
    tables: Tables
    plants: Plants
    block: Block
    seller: str

    @property
    def stem(self) -> str:
        """The salesperson's id without its letter, from which ids of lists and tasks are made."""
        return self.seller[1:]


def prospect_list(seller: str) -> str:
    """Id of the prospect base of a salesperson."""
    return f"L{seller[1:]}-P"


def write_plans(planner: Planner) -> None:
    """Write lists, approvals, offers and monthly tasks of one salesperson."""
    block, seller = planner.block, planner.seller
    if block.retained.get(seller):
        _retention_list(planner)
    first_work = None
    if block.prospects.get(seller):
        first_work = planner.world.span_days[WORK_DAY] * DAY + 10 * HOUR
        _prospect_list(planner, first_work)
    _months(planner, first_work)


def _retention_list(planner: Planner) -> None:
    world, list_id = planner.world, f"L{planner.stem}-R"
    made = world.days.before(world.first, 8) * DAY + 11 * HOUR
    members = planner.block.retained[planner.seller]
    segment = segment_of(planner.seller)
    planner.tables.add("lead_list", (
        list_id, f"Удержание: {segment}", "retention", segment, "Покупали за последний год", moment_text(made),
        MARKETERS[0], "", ";".join(members),
    ))  # fmt: skip
    if planner.plants.draw("absent"):
        planner.plants.truth("12a", "lead_list", list_id, "offer_absent")
    else:
        _quote(planner, f"{list_id}-1", list_id, made + 2 * DAY, False)


def _quote(planner: Planner, quote_id: str, list_id: str, moment: int, breakable: bool) -> None:
    segment = segment_of(planner.seller)
    author, template, group = MARKETERS[1], "D-TPL-KP", PRODUCT_GROUPS[sum(map(ord, quote_id)) % len(PRODUCT_GROUPS)]
    way = planner.plants.draw("author", "template", "segment", "group") if breakable else ""
    if way:
        clause = {"author": "2a", "template": "s2-02"}.get(way, "2b")
        planner.plants.truth(clause, "quote", f"G{quote_id[1:]}", f"{way}_wrong")
    if way == "segment":
        segment = SEGMENTS[(SEGMENTS.index(segment) + 1) % len(SEGMENTS)]
    planner.tables.add("quote", (
        f"G{quote_id[1:]}", "", list_id, segment, "" if way == "group" else group,
        planner.seller if way == "author" else author, "" if way == "template" else template, moment_text(moment),
        moment_text(moment + HOUR),
    ))  # fmt: skip


def _prospect_list(planner: Planner, first_work: int) -> None:
    world, list_id = planner.world, prospect_list(planner.seller)
    made = world.span_days[BASE_DAY] * DAY + 11 * HOUR
    joined = planner.block.prospects[planner.seller]
    members = [client for client, day in joined if day is None]
    late = sorted((day, client) for client, day in joined if day is not None)
    segment = segment_of(planner.seller)
    serial = _approve(planner, list_id, members, first_work)
    for place, (day, client) in enumerate(late):
        serial = _join(planner, list_id, members, day * DAY + JOIN_HOUR + place, client, serial, len(late) == 1)
    planner.tables.add("lead_list", (
        list_id, f"База: {segment}", "prospect", segment, "Нет закупок, профиль подходит", moment_text(made),
        MARKETERS[0], moment_text(first_work), ";".join(members),
    ))  # fmt: skip
    _quote(planner, f"{list_id}-1", list_id, made + 3 * HOUR, True)


def _approve(planner: Planner, list_id: str, members: list[str], first_work: int) -> int:
    world = planner.world
    asked = world.span_days[BASE_DAY] * DAY + 12 * HOUR
    decided = world.span_days[APPROVAL_DAY] * DAY + 9 * HOUR + sum(map(ord, list_id)) % (8 * HOUR)
    if sum(map(ord, list_id)) % 20 == 0:
        decided = first_work
    rows = [(SALES_HEAD, "sales_director", "approved", decided)]
    way = planner.plants.draw("absent", "late", "wrong_approver", "withdrawn") if members else ""
    if way == "absent":
        rows = []
    elif way == "late":
        rows = [(SALES_HEAD, "sales_director", "approved", first_work + 1)]
    elif way == "wrong_approver":
        rows = [(MARKETING_HEAD, "marketing_director", "approved", decided)]
    elif way == "withdrawn":
        rows.append((SALES_HEAD, "sales_director", "rejected", first_work))
    for member in members if way else ():
        planner.plants.truth("3a", "lead_list", f"{list_id}/{member}", f"approval_{way}")
    for serial, row in enumerate(rows):
        _decision(planner, list_id, serial, asked, *row)
    return len(rows)


def _decision(planner: Planner, list_id: str, serial: int, asked: int, who: str, role: str, said: str, at: int) -> None:
    planner.tables.add("approval", (
        f"A{list_id[1:]}-{serial:03}", "lead_list", list_id, "approval", who, role, said, moment_text(asked),
        MARKETERS[0], moment_text(at),
    ))  # fmt: skip


def _join(
    planner: Planner, list_id: str, members: list[str], moment: int, client: str, serial: int, breakable: bool
) -> int:
    """Add a client to the base during the span, and have the base approved again before the client is worked."""
    before = ";".join(members)
    members.append(client)
    planner.tables.add("field_change", (
        f"F{list_id[1:]}-{serial:03}", "lead_list", list_id, "client_ids", before, ";".join(members), "update", "",
        moment_text(moment), MARKETERS[0],
    ))  # fmt: skip
    if breakable and planner.plants.draw("not_approved_again"):
        planner.plants.truth("3a", "lead_list", f"{list_id}/{client}", "joined_without_approval")
        return serial + 1
    decided = moment - JOIN_HOUR + REAPPROVAL_HOUR
    _decision(planner, list_id, serial, moment, SALES_HEAD, "sales_director", "approved", decided)
    return serial + 1


def _months(planner: Planner, first_work: int | None) -> None:
    world, seller = planner.world, planner.seller
    months = [*world.months_of_span, next_month(world.months_of_span[-1])]
    for place, month in enumerate(months):
        judged = 0 < place < len(months) - 1
        if judged and seller not in planner.block.given_back and planner.plants.draw("absent"):
            planner.plants.truth("s2-01b", "employee", seller, "plan_absent", month * DAY)
            continue
        for task in write_month(world, planner.block, seller, month, first_work):
            write_task(world, planner.tables, _break_task(planner, task))


def _break_task(planner: Planner, task: Task) -> Task:
    ways = {"retention": ("11a", "11b", "11c"), "prospecting": ("1a", "s2-01a")}.get(task.kind, ())
    way = planner.plants.draw(*ways) if ways else ""
    if not way:
        return task
    planner.plants.truth(way, "task", task.id, "field_absent")
    return {
        "11a": replace(task, report=""),
        "11b": replace(task, period=False),
        "11c": replace(task, lead_list=""),
        "1a": replace(task, basis=""),
        "s2-01a": replace(task, plan=""),
    }[way]
