"""Return visits: what the client says of goods and service, and of the complaints it had made before."""

from checker.sample.industrial.client import Client
from checker.sample.times import DAY


def return_visit(
    client: Client, moment: int, who: list[str], kind: str, purpose: str, order: str | None = None,
    complaint: str | None = None, plan: str | None = None, channel: str = "on_site",
) -> None:  # fmt: skip
    """Plan a return visit; its record is written with the others, once all complaints of the client are known."""
    client.revisits.append({
        "visited_at": moment, "planned_on": moment // DAY, "employee_ids": who, "kind": kind, "purpose": purpose,
        "order_id": order, "complaint_id": complaint, "visit_plan_id": plan, "channel": channel,
    })  # fmt: skip


def write_revisits(client: Client) -> None:
    """Write the return visits of the client with their notes."""
    luck = client.luck
    for visit in client.revisits:
        moment = visit["visited_at"]
        troubled = luck.happens(0.08)
        complained = any(received < moment for received, _ in client.complaints)
        client.desk.add(
            "return_visit", id=client.next("W"), client_id=client.id, problems="交付包装破损" if troubled else None,
            resolved_at=client.desk.in_workdays(moment, 10) if troubled else None,
            satisfaction=luck.kept(luck.pick(("满意", "较满意", "一般"))), suggestions=luck.kept("建议增加小包装规格"),
            complaint_follow_up=luck.kept("已确认整改有效") if complained else None,
            policies_presented=luck.kept("介绍年度返利政策"), future_needs=luck.kept("下季度预计增量"), **visit,
        )  # fmt: skip
