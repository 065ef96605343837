"""SMART tasks: the monthly plans of salespeople, and tasks on clients whose invoice lapsed."""

from dataclasses import dataclass, replace

from checker.sample.people import SALES_HEAD, unit_of
from checker.sample.story import Block, Story
from checker.sample.times import DAY, HOUR, day_date, day_text, moment_text, month_starts, next_month
from checker.sample.world import World
from checker.sample.write import Tables

PLAN_HOUR = 15 * HOUR


@dataclass(frozen=True)
class Task:
    """One task before it is written; days are day numbers, `created` a moment."""

    id: str
    kind: str
    basis: str
    assignee: str
    target: str
    first: int
    last: int
    created: int
    client: str = ""
    invoice: str = ""
    lead_list: str = ""
    plan: str = "yes"
    report: str = ""
    period: bool = True


def business_plan(year: int) -> str:
    """Id of the business plan of a year."""
    return f"D-BP-{year}"


def month_report(day: int) -> str:
    """Id of the monthly retention report of the month that holds the day."""
    return f"R-RET-{day_date(day):%Y-%m}"


def plan_moment(world: World, month: int) -> int:
    """When the plans of a month are set: the afternoon of the last working day before it."""
    return world.days.before(month) * DAY + PLAN_HOUR


def write_task(world: World, tables: Tables, task: Task) -> None:
    """Write one task as it stood at the export."""
    over = (task.last + 1) * DAY <= world.taken
    done = task.last * DAY + 12 * HOUR if over else None
    year = day_date(task.first).year
    tables.add("task", (
        task.id, task.kind, task.basis, task.client, task.invoice, task.lead_list,
        business_plan(year) if task.plan else "", task.report, task.assignee, SALES_HEAD, unit_of(task.assignee),
        task.target, day_text(task.first) if task.period else "", day_text(task.last) if task.period else "",
        moment_text(task.created), moment_text(task.last * DAY + 17 * HOUR), moment_text(done),
        "done" if over else "in_progress",
    ))  # fmt: skip


def write_lapse_task(story: Story, invoice_id: str, owner: str, created: int) -> None:
    """A task that takes the client of a lapsed invoice back among the prospects."""
    day = created // DAY
    story.block.given_back.add(owner)
    write_task(story.world, story.tables, Task(
        id=f"K-{invoice_id}", kind="prospecting", basis="individual_plan", assignee=owner,
        target="Вернуть клиента в работу: один контакт и одно новое предложение", first=day, last=day + 30,
        created=created, client=story.card.id, invoice=invoice_id, report=month_report(month_starts(day, day)[0] - 1),
    ))  # fmt: skip


def write_month(world: World, block: Block, seller: str, month: int, first_work: int | None) -> list[Task]:
    """Tasks of one salesperson for one month; prospecting begins not before `first_work`."""
    created = plan_moment(world, month) + sum(map(ord, seller)) % 3600
    retention = f"L{seller[1:]}-R" if block.retained.get(seller) else ""
    frame = Task(
        id=f"K{seller[1:]}-{day_date(month):%y%m}", kind="smart", basis="business_plan", assignee=seller, first=month,
        last=next_month(month) - 1, created=created, target="Выручка не ниже плана месяца, 40 контактов",
        lead_list=retention, client="" if retention else block.any_client[seller], report=month_report(month - 1),
    )  # fmt: skip
    tasks = [frame]
    if retention:
        target = "Связаться со всеми клиентами списка, 15 заявок"
        tasks.append(replace(frame, id=f"{frame.id}-R", kind="retention", basis="individual_plan", target=target))
    if block.prospects.get(seller):
        when = max(created, first_work) if first_work else created
        tasks.append(replace(
            frame, id=f"{frame.id}-P", kind="prospecting", basis="lead_list", created=when, client="",
            lead_list=f"L{seller[1:]}-P", target="Проработать базу, 3 новых клиента",
        ))  # fmt: skip
    return tasks
