"""What a new client brings with it: recognition, first order, the reports on it, and its move between tiers."""

from checker.sample.industrial.card import client_paper
from checker.sample.industrial.client import Client
from checker.sample.industrial.papers import decide, file_report
from checker.sample.times import DAY, HOUR, moment_text


def visit_form(client: Client, visit: str, began: int) -> None:
    """The form of a development visit: its plan before, its result after."""
    luck = client.luck
    fields = {
        "plan_part_filled_at": luck.kept(moment_text(began - 20 * HOUR)),
        "result_part_filled_at": luck.kept(moment_text(began + 5 * HOUR)),
    }  # fmt: skip
    client_paper(
        client, f"DF-{visit}", "development_form", "新客户开发表", began + 5 * HOUR, client.owner,
        subject_type="interaction", subject_id=visit, fields=fields,
    )  # fmt: skip


def recognise(client: Client, ends: int) -> None:
    """The application, its approval, the word to the departments, and the file."""
    luck, desk = client.luck, client.desk
    made = ends - 9 * DAY
    fields = {
        "company_name": client.name, "trading_since": luck.kept("2025", 0.3),
        "supply_catalogue": luck.kept("密封件目录", 0.3), "annual_supply_amount": luck.kept(800_000, 0.3),
        "trading_reason": luck.kept("质量稳定", 0.3), "trading_policy": luck.kept("月结三十天", 0.3),
    }  # fmt: skip
    paper = client_paper(client, "AP", "new_client_application", "新客户认定申请表", made, client.owner, fields=fields)
    approved = made + 4 * DAY
    decide(desk, "document", paper, client.head, approved, client.owner)
    for place, department in enumerate(("finance", "production")):
        if not luck.slips():
            file_report(
                desk, f"RX-{client.id}-{place}", "other", client.owner, desk.in_workdays(approved, 8),
                client_id=client.id, recipient_department=department, topic="新客户通知",
            )  # fmt: skip
    archived = desk.in_workdays(approved, 9)
    if archived:
        client_paper(client, "CF", "client_file", "新客户档案", archived, client.service, custodian_id=client.service)
        client.cells["file_archived_at"] = archived
    client.cells |= {"file_registered_at": luck.kept(approved + DAY)}
    if not luck.slips():
        desk.add(
            "contract", id=client.next("T"), kind="nda", client_id=client.id, unit_id=client.unit,
            owner_id=client.owner, has_confidentiality_clause=True, signed_on=approved // DAY,
            valid_from_on=approved // DAY, valid_until_on=approved // DAY + 700, status="in_force", created_at=approved,
        )  # fmt: skip
    client.change("stage", "in_development", "recognised", approved, client.owner)
    client.stage = "recognised"


def welcome(client: Client, ordered: int, amount: float) -> None:
    """After the first order: other tier, other status, and the report on the client won."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    moved = desk.in_days(ordered, 20)
    if moved:
        client.change("tier", "reserve", "general", moved, "E-SM" if not luck.slips() else "E-HR2")
        client.tier = "general" if house.seen(moved) else client.tier
    client.change("status", "prospect", "new_client", ordered + 2 * HOUR, client.owner)
    active = ordered + 45 * DAY
    client.change("status", "new_client", "active", active, client.owner)
    client.status = "active" if house.seen(active) else "new_client"
    client.new_until = active
    made = desk.in_days(ordered, 28)
    if made:
        fields = {
            "phone": luck.kept("见客户卡"), "address": luck.kept("见客户卡"), "responsible_id": client.owner,
            "promoted_product": luck.kept("密封件"),
            "first_deal_amount": amount if not luck.slips() else amount + 1_000, "currency": "CNY",
            "first_deal_product": luck.kept("混炼胶"), "development_course": luck.kept("展会接触后送样"),
            "decision_note": luck.kept("同意"), "supervisor_id": client.supervisor, "manager_id": "E-SM",
        }  # fmt: skip
        client_paper(
            client, "DV", "client_development_report", "客户开发报告", made, client.owner, fields=fields,
            approved_on=made // DAY, approved_by_id="E-SM",
        )  # fmt: skip
    client.desk.add(
        "survey_response", id=client.next("A"), client_id=client.id, sent_at=ordered + 35 * DAY,
        answered_at=ordered + 44 * DAY, is_valid=True, rating=float(luck.between(3, 5)), remarks="产品合格",
    ) if not luck.slips() else None  # fmt: skip
