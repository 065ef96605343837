"""How a client comes to be developed: it stands on a list, it is looked into, and its credit is checked."""

from checker.sample.industrial.client import Client
from checker.sample.industrial.key_account import credit_check
from checker.sample.industrial.papers import decide, file_report
from checker.sample.times import DAY, HOUR, day_date


def list_client(client: Client, day: int, fresh: bool) -> int:
    """Put the client on the list of the first Friday from `day` on; returns the moment of the list."""
    luck, house = client.luck, client.desk.house
    friday = house.days.roll(day + (4 - day_date(day).weekday()) % 7)
    kind, unit = ("potential_client", client.unit) if fresh else ("ka_candidate", "")
    if not luck.slips():
        client.tally.listed[kind, unit, friday].append(client.id)
    if not fresh:
        assessed = client.desk.at(friday + luck.between(4, 25))
        file_report(
            client.desk, f"RW-{client.id}", "value_assessment", client.service, assessed, client_id=client.id,
            unit_id=client.unit,
            fields={
                "sales_share": "8%", "expected_cost": "中", "payment_risk": "低", "contribution": luck.kept("高"),
                "supply_capability": "充足",
            },
        )  # fmt: skip
    return friday * DAY + 16 * HOUR


def investigate(client: Client, listed: int) -> None:
    """Write what is known of a prospect: analysis, investigation, credit, priority."""
    luck, desk = client.luck, client.desk
    analysed = listed + 15 * HOUR
    if not luck.slips():
        file_report(
            desk, f"RN-{client.id}", "prospect_analysis", client.owner, analysed, client_id=client.id,
            fields={"summary": "潜在需求稳定"},
        )  # fmt: skip
    looked = desk.at(listed // DAY + 4)
    file_report(
        desk, f"RI-{client.id}", "prospect_investigation", client.owner, looked, client_id=client.id,
        fields={
            "principle_findings": luck.kept("符合选择原则"), "cooperation_attitude": luck.kept("积极"),
            "cost_management": luck.kept("较好"),
        },
    )  # fmt: skip
    checked = desk.at(listed // DAY + 7)
    result = luck.pick(("good", "good", "acceptable", "acceptable", "bad" if luck.happens(0.5) else "good"))
    doubt = "担保情况不明" if luck.happens(0.25) else None
    first = credit_check(client, checked, result, doubt)
    if doubt and not luck.slips(2):
        credit_check(client, desk.at(checked // DAY + luck.between(5, 20)), "acceptable", None, first)
    if result == "bad":
        _credit_problem(client, checked)
    set_at = desk.in_workdays(checked, 12)
    if set_at is not None:
        client.cells |= {"priority": luck.pick(("high", "high", "normal")), "priority_set_at": set_at}


def _credit_problem(client: Client, checked: int) -> None:
    """A bad result goes to the superior with the request to stop; the superior decides to go on."""
    luck, desk = client.luck, client.desk
    filed = desk.in_workdays(checked, 1)
    boss = desk.people.by_id[client.owner].manager
    report = file_report(
        desk, f"RC-{client.id}", "credit_problem", client.owner, filed, client_id=client.id, recipient_id=boss,
        fields={"suspension_requested": not luck.slips(2), "problems": "存在诉讼"},
    )  # fmt: skip
    if filed and report:
        decide(desk, "report", report, boss, filed + 26 * HOUR, client.owner, step="continue", decision="continue")
