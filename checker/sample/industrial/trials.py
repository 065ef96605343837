"""Trials of new products at a client."""

from checker.sample.industrial.card import client_paper
from checker.sample.industrial.client import STANDING, Client
from checker.sample.industrial.papers import file_report
from checker.sample.industrial.products import GOODS
from checker.sample.industrial.talks import talk
from checker.sample.times import DAY, HOUR


def write_trials(client: Client) -> None:
    """Write a trial for some of the standing clients."""
    luck, house = client.luck, client.desk.house
    if client.kind == STANDING and luck.happens(0.25 if client.tier != "general" else 0.03):
        _trial(client, house.first + luck.between(5, house.last - house.first - 60))


def _trial(client: Client, day: int) -> None:
    luck, desk, house = client.luck, client.desk, client.desk.house
    key, begun = client.next("O"), desk.at(day, late=0.5)
    ends = desk.at(day + luck.between(50, 120))
    over = house.seen(ends)
    product = luck.pick(GOODS)
    technician = f"E-{client.province.id}-T1"
    desk.add(
        "opportunity", id=key, name="新品试用", kind="trial", client_id=client.id, owner_id=client.owner,
        unit_id=client.unit, product_id=product.id, description="试用新配方", needs="降低压缩永久变形", stage="demo",
        status=luck.pick(("won", "lost")) if over else "open", expected_close_on=ends // DAY,
        expected_amount=luck.money(20_000, 300_000), currency="CNY", competitor_info="进口胶料", assessment="值得试用",
        assessed_at=begun + DAY, strategy="技术跟踪", action_plan="每月跟踪", discovered_at=begun - HOUR,
        created_at=begun, started_at=begun + DAY, won_at=None, closed_at=ends if over else None,
        lost_reason="性能未达标" if over else None,
    )  # fmt: skip
    desk.add(
        "shipment", id=f"YT{key[1:]}", kind="trial", client_id=client.id, quantity=50, amount=0.0, currency="CNY",
        ready_at=begun, shipped_at=begun + 2 * DAY, waybill_no=f"SY{client.number}", status_updated_at=begun + 2 * DAY,
        delivered_at=begun + 4 * DAY,
    )  # fmt: skip
    file_report(
        desk, f"RT-{key}", "trial_notice", client.owner, desk.in_days(begun, 9), client_id=client.id,
        subject_type="opportunity", subject_id=key, recipient_department="technical_centre",
    )  # fmt: skip
    moment = begun + luck.between(6, 12) * DAY
    while moment < min(ends, house.taken):
        cells: dict[str, object] = {"opportunity_id": key, "feedback": luck.kept("加工性良好")}
        talk(client, desk.at(moment // DAY), technician, "technical_guidance", luck.pick(("phone", "on_site")), **cells)
        moment += luck.between(9, 12) * DAY if not luck.slips() else 35 * DAY
    if not luck.slips(3):
        held = house.days.roll(day + luck.between(15, 45))
        desk.add(
            "event", id=f"EV-{key}", kind="site_tour", organiser_unit_id=client.unit, held_on=held,
            invited_at=desk.at(day + 6), invited_client_ids=[client.id], participant_client_ids=[client.id],
            participant_employee_ids=[technician],
        )  # fmt: skip
    if over:
        for mark, kind in (("TO", "trial_overview"), ("TR", "trial_report")):
            if not luck.slips():
                client_paper(
                    client, f"{mark}-{key}", kind, "试用资料", desk.in_days(ends, 25, 0.3, never=0.0) or ends,
                    technician, subject_type="opportunity", subject_id=key, product_id=product.id,
                )  # fmt: skip
        file_report(
            desk, f"RU-{key}", "other", technician, desk.in_days(ends, 25), client_id=client.id,
            subject_type="opportunity", subject_id=key, recipient_department="sales", topic="试用总结",
        )  # fmt: skip
