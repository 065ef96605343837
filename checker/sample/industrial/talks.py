"""Contacts with a client, written with what every contact has; and looks into the system."""

from typing import Any

from checker.sample.industrial.client import Client
from checker.sample.industrial.logins import account_of
from checker.sample.times import DAY, day_date

OUTCOMES = ("已沟通，客户认可", "客户表示继续采购", "需进一步跟进", "已答复客户问题", "客户反馈良好", "约定下次沟通")
SUMMARIES = (
    "了解近期用量和库存情况", "沟通交期与价格", "回访产品使用情况", "介绍新产品系列", "核对往来账目",
    "了解下游订单变化", "讨论配方改进",
)  # fmt: skip
FEEDBACK = ("产品质量稳定", "希望缩短交期", "价格略高于同行", "服务响应及时", "包装需要改进")
SALES_KINDS = frozenset({"follow_up", "negotiation", "development"})


def talk(client: Client, moment: int, who: str, kind: str, channel: str, **cells: Any) -> str:
    """Write a contact that took place; returns its key, or an empty text where it lies after the export."""
    luck, desk = client.luck, client.desk
    ended = moment + 300 + int(luck.draw() * 2_400) * (3 if channel == "on_site" else 1)
    talk_id = client.next("I")
    given: dict[str, Any] = {
        "outcome": luck.pick(OUTCOMES) if not luck.slips(0.4) else None,
        "summary": luck.kept(luck.pick(SUMMARIES), 0.6),
        "contact_person_id": client.decider if luck.draw() < 0.4 else client.buyer, "ended_at": ended,
        "direction": "outbound", "status": "done",
    }  # fmt: skip
    if channel == "on_site":
        place = client.cells.get("address") or "客户会议室"
        given |= {"agreed_location": place, "location": place}
        given["scheduled_at"] = moment - 60 * luck.between(0, 12) if not luck.slips(0.3) else None
    if kind in SALES_KINDS:
        given["interest_outcome"] = "interested" if luck.draw() < 0.6 else "undetermined"
    if luck.draw() < 0.15:
        given["feedback"] = luck.pick(FEEDBACK)
    created = desk.in_hours(ended, 22, 0.8, never=0.0)
    written = desk.add(
        "interaction", id=talk_id, client_id=client.id, employee_id=who, kind=kind, channel=channel, started_at=moment,
        created_at=created, **(given | cells),
    )  # fmt: skip
    if not written:
        return ""
    _count(client, who, channel, moment)
    return talk_id


def _count(client: Client, who: str, channel: str, moment: int) -> None:
    """Keep in mind what reports will sum up."""
    tally, day = client.tally, moment // DAY
    tally.talked.add((who, month_of(day)))
    if client.created <= moment < client.new_until:
        tally.new_days.add((who, day))
        if channel == "on_site":
            tally.visits_of_new.add(month_of(day))
    if channel == "on_site":
        if who == client.service:
            client.visits.append(day)
        if who[-2:-1] == "-" and who[-1] in "ABV":
            tally.visit_days[who, day].append(client.id)


def month_of(day: int) -> int:
    """First day of the month of a day."""
    return day - day_date(day).day + 1


def look(
    client: Client, who: str, moment: int, entity: str, entity_id: str, action: str = "view", **cells: Any
) -> None:
    """A logged look of an employee at a record."""
    client.desk.add(
        "data_access", id=client.next("L"), account_id=account_of(who), employee_id=who, entity=entity,
        entity_id=entity_id, action=action, accessed_at=moment, **cells,
    )  # fmt: skip
