"""What a reception costs: asked for, approved, spent, settled with vouchers."""

from checker.sample.industrial.client import Client
from checker.sample.industrial.papers import decide, file_document
from checker.sample.times import HOUR


def write_costs(client: Client, reception: str, person: str, planned: int, ended: int, lodging: bool) -> None:
    """Write the requests for the meal and the lodging, with their approval and the settlement."""
    luck, desk = client.luck, client.desk
    for kind in ("reception_meal", "reception_lodging")[: 2 if lodging else 1]:
        if luck.slips():
            continue
        key = client.next("E")
        asked = planned + luck.between(2, 5) * HOUR
        amount = float(luck.between(6, 40) * 100)
        spent = ended - 3 * HOUR
        voucher = ""
        if not luck.slips():
            voucher = file_document(
                desk, f"D-VO-{key}", "voucher", "发票凭证", spent, person, amount=amount, currency="CNY"
            )
        settled = desk.in_workdays(ended, 15)
        desk.add(
            "expense_request", id=key, kind=kind, client_id=client.id, reception_id=reception, requested_at=asked,
            requested_by_id=luck.kept(person, 0.5), purpose=luck.kept("客户接待", 0.5), amount=amount,
            actual_amount=luck.kept(amount if not luck.slips(2) else amount + 200), currency="CNY",
            status="settled" if desk.house.seen(settled) else "spent" if desk.house.seen(spent) else "approved",
            spent_at=spent, settled_at=settled,
            settled_by_id=("E-FI3" if not luck.slips() else "E-OH") if settled else None, 
            voucher_document_ids=[voucher] if voucher else [],
        )  # fmt: skip
        approver = client.head if amount < 4_000 else "E-VP1"
        if not luck.slips():
            decide(desk, "expense_request", key, approver if not luck.slips() else "E-CM", asked + 5 * HOUR, person)
