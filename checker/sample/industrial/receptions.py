"""A client visits the company: notice, information, plan, welcome, meeting, costs, record."""

from dataclasses import dataclass
from typing import Any

from checker.sample.industrial.card import client_paper
from checker.sample.industrial.client import STANDING, Client
from checker.sample.industrial.complaints import write_complaint
from checker.sample.industrial.papers import decide, file_document
from checker.sample.industrial.reception_costs import write_costs
from checker.sample.industrial.talks import look, talk
from checker.sample.times import DAY, HOUR

Cells = dict[str, Any]
CHIEF = "chairman_or_gm"
RANKS = (CHIEF, "department_manager", "department_manager", "staff", "staff")


def write_receptions(client: Client) -> None:
    """Write the visits of a standing client through the year."""
    if client.kind != STANDING:
        return
    luck, house = client.luck, client.desk.house
    mean = {"strategic": 2.2, "key": 1.2}.get(client.tier, 0.15)
    for _ in range(int(mean) + luck.happens(mean % 1)):
        receive(client, house.first + luck.between(20, house.last - house.first - 5))


@dataclass(frozen=True)
class Visit:
    """Who comes, and when what happens."""

    key: str
    rank: str
    is_summit: bool
    person: str
    notice: int
    planned: int
    arrival: int
    ended: int
    cancelled: int | None
    lodging: bool


def receive(client: Client, day: int) -> int:
    """Write one visit that begins on about this day; returns the moment of its end, 0 for one that did not come off."""
    luck, desk = client.luck, client.desk
    visit = _draw(client, day)
    key, person = visit.key, visit.person
    planned_on_paper = not luck.slips()
    cells = _cells(client, visit) | ({} if visit.cancelled else _course(client, visit))
    if not desk.add("reception", plan_document_id=f"D-RP-{key}" if planned_on_paper else None, **cells):
        return 0
    if planned_on_paper:
        file_document(
            desk, f"D-RP-{key}", "reception_plan", "接待方案", visit.planned, client.owner, client_id=client.id,
            unit_id=client.unit, subject_type="reception", subject_id=key,
            custodian_id=client.service if client.is_key else None,
        )  # fmt: skip
    if client.tier in ("strategic", "key") and visit.rank != "staff" and not luck.slips():
        if visit.is_summit:
            decide(desk, "reception", key, "E-OH", visit.planned + 4 * HOUR, client.owner, step="review")
        leader = "E-VP1" if not luck.slips() else "E-CM"
        decide(desk, "reception", key, leader, visit.planned + 9 * HOUR, client.owner)
    if not luck.slips():
        look(client, person, visit.notice + luck.between(10, 100) * 60, "client", client.id)
    if visit.cancelled:
        if not luck.slips(2):
            talk(client, visit.cancelled + 2 * HOUR, person, "apology", "phone")
        return 0
    write_costs(client, key, person, visit.planned, visit.ended, visit.lodging)
    _afterwards(client, visit)
    return visit.ended


def _draw(client: Client, day: int) -> Visit:
    luck, desk = client.luck, client.desk
    arrival, notice = desk.at(day, late=0.3), desk.at(day - luck.between(5, 9), late=0.4)
    rank = luck.pick(RANKS)
    cancelled = notice + luck.between(30, 60) * HOUR if luck.happens(0.07) else None
    return Visit(
        client.next("N"), rank, rank == CHIEF and client.tier == "strategic",
        client.service if not luck.slips() else client.owner, notice, notice + luck.between(20, 40) * HOUR, arrival,
        arrival + luck.between(5, 28) * HOUR, cancelled, luck.happens(0.5),
    )  # fmt: skip


def _cells(client: Client, visit: Visit) -> Cells:
    """What is arranged beforehand."""
    luck, lodging, cancelled = client.luck, visit.lodging, visit.cancelled
    chair = "E-GM" if visit.is_summit else client.head
    told = "E-OH" if client.tier == "key" or visit.rank == CHIEF else "E-VP1"
    done = "done" if client.desk.house.seen(visit.arrival) else "planned"
    pickup = client.head if visit.is_summit else client.owner
    return {
        "id": visit.key, "client_id": client.id, "unit_id": client.unit if not luck.slips() else "U-0",
        "organiser_unit_id": client.unit, "organiser_department": "customer_service" if not luck.slips() else "sales",
        "responsible_id": visit.person, "visitor_rank": visit.rank,
        "visitor_contact_ids": [client.decider if visit.rank == CHIEF else client.buyer],
        "purpose": luck.kept("考察生产线", 0.6), "status": "cancelled" if cancelled else done,
        "notice_received_at": visit.notice, "notice_from_department": "sales",
        "info_collected_at": luck.kept(visit.notice + 5 * HOUR),
        "info_reported_at": luck.kept(visit.notice + 8 * HOUR) if visit.rank != "staff" else None,
        "info_reported_to": luck.kept(told), "plan_filed_at": luck.kept(visit.planned, 0.6),
        "planned_arrival_at": visit.arrival, "cancelled_at": cancelled,
        "cancelled_by": luck.pick(("客户", "我方")) if cancelled else None,
        "welcome_mode": luck.kept("横幅与电子屏", 0.6), "welcome_place": luck.kept("公司正门", 0.6),
        "pickup_employee_id": pickup if not luck.slips() else "E-CS3",
        "farewell_escort_id": luck.kept(client.owner), "lodging_needed": lodging,
        "lodging_booked_at": luck.kept(visit.planned + 5 * HOUR) if lodging else None,
        "lodging_place": luck.kept("江南国际酒店") if lodging else None, "meal_place": luck.kept("公司餐厅", 0.6),
        "banquet_host_id": chair if not luck.slips() else client.head, "facilities": luck.kept("投影、样品台", 0.6),
        "transport": luck.kept("商务车", 0.6), "meeting_room": luck.kept("三楼会议室"),
        "meeting_chair_id": chair if not luck.slips() else client.owner,
        "participant_employee_ids": ["E-GM" if not luck.slips(1.5) else "E-SM", client.head, client.owner, "E-TC2"],
        "activities": ["参观车间"],
    }  # fmt: skip


def _course(client: Client, visit: Visit) -> Cells:
    """What is known of a visit that took place."""
    luck, desk = client.luck, client.desk
    filed = desk.in_workdays(visit.ended, 3)
    checked = desk.in_workdays(filed, 2) if filed else None
    return {
        "arrived_at": visit.arrival, "ended_at": visit.ended, "welcomed_by_id": visit.person,
        "welcome_display_at": luck.kept(visit.arrival - 2 * HOUR), "meeting_at": luck.kept(visit.arrival + 2 * HOUR),
        "talk_points": luck.kept("产能与交期、新品配方"), "record_filed_at": filed,
        "record_author_id": visit.person if not luck.slips() else client.owner, "record_verified_at": checked,
        "record_verified_by_id": client.service_supervisor if checked else None,
        "archived_at": (checked or filed) + DAY if filed else None,
    }  # fmt: skip


def _afterwards(client: Client, visit: Visit) -> None:
    """What was learnt is filed, the owner calls, and now and then there is a complaint."""
    luck, desk, ended = client.luck, client.desk, visit.ended
    if client.is_key_at(visit.arrival) and not luck.slips():
        done = desk.in_workdays(ended, 5, 0.0) or ended
        client_paper(
            client, f"RI-{visit.key}", "other", "来访资料归档", done, visit.person, subject_type="reception",
            subject_id=visit.key,
        )  # fmt: skip
    if not luck.slips():
        called = desk.at(desk.house.days.after(ended // DAY, luck.between(1, 3)), late=0.9)
        talk(client, called, client.owner, "follow_up", "phone")
    if luck.happens(0.08):
        write_complaint(client, ended, reception=visit.key)
