"""Development of a client step by step: a newcomer to be won, or a standing client to become more."""

from checker.sample.industrial.card import client_paper
from checker.sample.industrial.client import NEWCOMER, Client
from checker.sample.industrial.courting import court
from checker.sample.industrial.deals import STAGES, Line, draw_lines, log, sign, write_quote
from checker.sample.industrial.key_account import file_value
from checker.sample.industrial.newcomers import recognise, welcome
from checker.sample.industrial.papers import decide, file_document, file_report, give_task
from checker.sample.industrial.prospecting import investigate, list_client
from checker.sample.industrial.talks import talk
from checker.sample.industrial.trade import deliver
from checker.sample.times import DAY, HOUR

METHODS = ("presentation", "material_sent", "visit")


def write_project(client: Client) -> None:
    """Write the development of a newcomer, or of a key account that is new to the programme."""
    since = client.key_since
    house = client.desk.house
    if client.kind == NEWCOMER:
        _develop(client, client.created // DAY + 3, "new_client")
    elif client.is_key and since is not None and since // DAY > house.first and client.luck.happens(0.5):
        _develop(client, since // DAY + 8, "key_account")


def _develop(client: Client, listed: int, kind: str) -> None:
    luck, desk, house = client.luck, client.desk, client.desk.house
    fresh = kind == "new_client"
    listed_at = list_client(client, listed, fresh)
    day = listed_at // DAY
    if fresh:
        investigate(client, listed_at)
        file_value(client, desk.at(day + luck.between(5, 10)))
        client.cells["grade_set_on"] = day + (12 if not luck.slips() else 3)
    key, created = client.next("O"), desk.at(day + 1, late=0.6)
    chosen = desk.at(day + luck.between(15, 20), late=0.5)
    talk(client, desk.at(created // DAY + 9), client.owner, "survey", "phone", opportunity_id=key)
    if fresh:
        client.cells["owner_assigned_at"] = desk.in_workdays(chosen, 4)
    registration = _choose(client, key, chosen)
    method = desk.at(chosen // DAY + luck.between(5, 8)) if not luck.slips() else chosen + DAY
    plan, client.begun = _plan(client, key, registration, method)
    _begin(client, key, fresh)
    meets = luck.happens(0.3)
    courted = court(client, key, client.begun, fresh, meets and not luck.slips(2))
    draw = luck.draw()
    status = "won" if draw < 0.7 else "lost" if draw < 0.92 else "open"
    over = status != "open" and house.seen(courted.ends)
    _log_stages(client, key, created, courted.ends, status)
    lines = draw_lines(client)
    desk.add(
        "opportunity", id=key, name=f"{client.town.name}客户开发", kind=kind, client_id=client.id,
        owner_id=client.owner, unit_id=client.unit, product_id=luck.kept(lines[0].product.id),
        description="客户开发项目", needs=luck.kept("国产替代"), stage=STAGES[-1] if over else STAGES[1],
        status=status if over else "open", development_method=luck.kept(luck.pick(METHODS), 0.6), method_set_at=method,
        expected_close_on=courted.ends // DAY, expected_amount=round(sum(line.amount for line in lines), 2),
        currency="CNY", competitor_info=luck.kept("外资品牌"), assessment="潜力大",
        assessed_at=desk.in_workdays(created, 5), strategy=luck.kept("样品切入"),
        action_plan=luck.kept("送样、邀请考察"), next_action_on=created // DAY + 10,
        discovered_at=created - 2 * HOUR, created_at=created, updated_at=created,
        started_at=client.begun, deal_requested_at=courted.asked, satisfaction_confirmed_at=courted.content,
        executive_meeting_required=meets, plan_report_id=plan or None, won_at=courted.ends if status == "won" else None,
        closed_at=courted.ends if over else None,
        lost_reason=luck.kept("客户选择原供应商") if status == "lost" else None,
    )  # fmt: skip
    if over:
        _close(client, key, courted.ends, status, lines, fresh)


def _choose(client: Client, key: str, chosen: int) -> str:
    """The client becomes a target: reason, registration, meeting; returns the registration form."""
    luck, desk = client.luck, client.desk
    reason = luck.kept("行业前景好，采购量大")
    client.cells |= {"target_selected_at": chosen, "target_selected_by_id": client.supervisor, "target_reason": reason}
    client.change("stage", client.stage, "target", chosen, client.supervisor)
    if desk.house.seen(chosen):
        client.stage = "target"
    form = client_paper(
        client, f"RG-{key}", "client_registration_form", "目标客户登记表", chosen + 2 * DAY, client.owner
    )
    for who in (client.supervisor, "E-SM"):
        decide(desk, "document", form, who, desk.in_days(chosen + 2 * DAY, 20), client.owner)
    met = desk.at(chosen // DAY + luck.between(2, 4), late=0.5)
    if not luck.slips():
        file_report(
            desk, f"RM-{key}", "meeting_minutes", client.supervisor, met + 3 * HOUR, topic="target_client_development",
            client_ids=[client.id], organiser_id=client.supervisor, held_at=met,
            fields={"proposals": luck.kept("先送样再报价")},
        )  # fmt: skip
    return form


def _begin(client: Client, key: str, fresh: bool) -> None:
    """Consent and task before the work begins; how the client buys is known soon after."""
    luck, desk, begun = client.luck, client.desk, client.begun
    if fresh and not luck.slips():
        decide(desk, "opportunity", key, desk.people.by_id[client.owner].manager, begun - 30 * HOUR, client.owner)
    if not luck.slips():
        give_task(
            desk, f"K-{key}", "prospecting", client.owner, client.supervisor, begun - 26 * HOUR, begun + 40 * DAY,
            begun + 30 * DAY, client_id=client.id, subject_type="opportunity", subject_id=key,
        )  # fmt: skip
    client.change("stage", "target", "in_development", begun, client.owner)
    if desk.house.seen(begun):
        client.stage = "in_development"
    process = client.cells.get("purchase_process")
    if process:
        client.change("purchase_process", "", process, begun + 2 * HOUR, client.owner)


def _plan(client: Client, key: str, registration: str, method: int) -> tuple[str, int]:
    """The individual plan, its review and its approval; returns it with the moment at which work begins."""
    luck, desk = client.luck, client.desk
    filed = desk.at(method // DAY + luck.between(2, 5), late=0.5)
    plan = file_report(
        desk, f"RD-{key}", "development_plan", client.owner if not luck.slips() else client.supervisor, filed,
        client_id=client.id, reference_document_ids=[registration] if registration and not luck.slips() else [],
        version="1", fields={"summary": "分三步推进"},
    )  # fmt: skip
    if not luck.slips():
        decide(
            desk, "report", plan, client.supervisor if not luck.slips() else "E-MM2", filed + 18 * HOUR, client.owner,
            step="review",
        )  # fmt: skip
    if not luck.slips():
        decide(desk, "report", plan, "E-MM1", filed + 40 * HOUR, client.owner)
    return plan, desk.at(filed // DAY + luck.between(4, 6), late=0.5)


def _log_stages(client: Client, key: str, created: int, ends: int, status: str) -> None:
    log(client, "opportunity", key, "stage", STAGES[0], STAGES[1], created + (ends - created) // 3, client.owner)
    log(client, "opportunity", key, "stage", STAGES[1], STAGES[-1], ends - 3 * DAY, client.owner)
    if status != "open":
        log(client, "opportunity", key, "status", "open", status, ends, client.owner)


def _close(client: Client, key: str, ends: int, status: str, lines: list[Line], fresh: bool) -> None:
    desk = client.desk
    summed = desk.in_workdays(ends, 9)
    report = file_report(
        desk, f"RE-{key}", "development_summary", client.owner, summed, client_id=client.id,
        fields={"summary": "开发总结"},
    )  # fmt: skip
    sent = desk.in_workdays(summed, 9) if summed else None
    if report and sent:
        boss = desk.people.by_id[client.owner].manager
        file_document(
            desk, f"D-DR-{key}", "client_development_record", "客户开发记录", sent - HOUR, client.owner,
            client_id=client.id, submitted_at=sent, recipient_id=boss,
            custodian_id=client.service if client.is_key else None,
        )  # fmt: skip
    if status == "lost":
        client.stage = "lost"
        client.change("stage", "in_development", "lost", ends + HOUR, client.owner)
        return
    write_quote(client, key, ends - 4 * DAY, lines)
    if fresh:
        recognise(client, ends)
    deal = sign(client, ends // DAY, lines, key)
    course = deliver(client, deal)
    if fresh and course is not None:
        welcome(client, course.received, deal.amount)
