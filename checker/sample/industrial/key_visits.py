"""Visits to key accounts: planned, prepared, agreed, and written up."""

from typing import Any

from checker.sample.industrial.card import client_paper
from checker.sample.industrial.client import Client
from checker.sample.industrial.papers import decide, file_report, give_task
from checker.sample.industrial.talks import look, talk
from checker.sample.times import DAY, HOUR

LEADERS = ("E-VP1", "E-GM", "E-CH")


def key_visit(client: Client, moment: int, who: str, kind: str, purpose: str, **cells: Any) -> str:
    """Write a visit on site with its outline, its record and its report; returns its key."""
    luck = client.luck
    if luck.happens(0.03):
        talk(
            client, moment, who, kind, "on_site", status="missed", scheduled_at=moment, outcome="cancelled",
            ended_at=None,
        )  # fmt: skip
        return ""
    agreed = moment - 60 * luck.between(0, 12) if not luck.slips() else moment - 60 * luck.between(20, 90)
    place = client.cells.get("address") or "客户会议室"
    own = {
        "purpose": luck.kept(purpose), "goal": luck.kept("落实季度计划"), "scheduled_at": luck.kept(agreed, 0.25),
        "confirmed_at": luck.kept(agreed - 20 * HOUR), "outline_filed_at": luck.kept(moment - 22 * HOUR),
        "visit_kit_checked_at": luck.kept(moment - 2 * HOUR), "agreed_location": place,
        "location": place if not luck.slips(0.5) else "客户仓库",
        "contact_person_id": client.decider if luck.happens(0.5) else client.buyer,
    } | _heard(client, moment)  # fmt: skip
    if not luck.slips():
        loan = {"approval_id": _loan(client, who, moment - 30 * HOUR)} if who in LEADERS else {}
        look(client, who, moment - luck.between(3, 20) * HOUR, "client", client.id, **loan)
    if luck.happens(0.3):
        client.change("needs", "季度配套", "年度配套", moment + 2 * HOUR, who, moment + 3 * HOUR)
    else:
        own["no_change_confirmed_at"] = client.desk.in_workdays(moment + 2 * HOUR, 3)
    if own["scheduled_at"] is not None and luck.slips():
        own["rescheduled_at"] = agreed - 5 * HOUR
    visit = talk(client, moment, who, kind, "on_site", **(own | cells))
    if visit:
        _write_up(client, visit, moment + 2 * HOUR, who, own)
    return visit


def _heard(client: Client, moment: int) -> dict[str, Any]:
    """Problems and objections that came up, and what was said to them."""
    luck = client.luck
    heard: dict[str, Any] = {}
    if luck.happens(0.2):
        heard = {"problems": "硫化速度偏慢", "problem_status": "open"}
        if luck.happens(0.5):
            heard |= {"problem_status": "solved", "solution": luck.kept("调整配方")}
        else:
            heard["solution_promised_on"] = luck.kept(moment // DAY + luck.between(6, 14))
    if luck.happens(0.15):
        heard |= {
            "objections": "价格偏高", "objection_cause": luck.kept("同行降价"),
            "objection_resolution": luck.kept("说明总成本优势"),
        }  # fmt: skip
    return heard


def _loan(client: Client, who: str, moment: int) -> str:
    mark = client.next("N")
    decide(client.desk, "client", client.id, client.head, moment, who, step="loan", mark=f"-{mark}")
    return f"V-{client.id}-loa-{client.head[2:]}-{mark}"


def _write_up(client: Client, visit: str, over: int, who: str, own: dict[str, Any]) -> None:
    luck, desk = client.luck, client.desk
    record = desk.in_workdays(over, 2)
    if record:
        client_paper(
            client, f"VR-{visit}", "visit_record", "客户拜访记录", record, who, subject_type="interaction",
            subject_id=visit,
        )  # fmt: skip
    reviewer = client.service_supervisor if who != client.service_supervisor else client.supervisor
    filed = desk.in_workdays(over, 2)
    fields = {"summary": luck.kept("拜访顺利"), "evaluation": luck.kept("达到目标"), "results": "确认下月用量"}
    checked = desk.in_workdays(filed, 5) if filed else None
    file_report(
        desk, f"RP-{visit}", "visit_report", who, filed, client_id=client.id, subject_type="interaction",
        subject_id=visit, fields=fields, reviewed_at=checked, reviewed_by_id=reviewer if checked else None,
        unit_id=client.unit,
    )  # fmt: skip
    if own.get("problem_status") == "open":
        _solution(client, visit, over, who, own)


def _solution(client: Client, visit: str, over: int, who: str, own: dict[str, Any]) -> None:
    """An open problem: put together with a proposal, approved, then carried out by the promised day."""
    luck, desk = client.luck, client.desk
    filed = desk.in_workdays(over, 5)
    report = file_report(
        desk, f"RS-{visit}", "problem_solution", who, filed, client_id=client.id, subject_type="interaction",
        subject_id=visit, fields={"problems": "硫化速度偏慢", "proposals": luck.kept("更换促进剂体系")},
        unit_id=client.unit,
    )  # fmt: skip
    base = filed or over
    approved = None if luck.slips() else base + 20 * HOUR
    decide(desk, "report", report, "E-CM", approved, who)
    promised = own.get("solution_promised_on")
    due = promised * DAY + 17 * HOUR if promised else base + 8 * DAY
    begun = (approved or base) + 5 * HOUR
    done = due - 20 * HOUR if not luck.slips() else due + 3 * DAY
    give_task(
        desk, f"K-{visit}", "measure", f"E-{client.province.id}-T1", client.head, begun - HOUR, due,
        max(done, begun + HOUR), client_id=client.id, subject_type="interaction", subject_id=visit,
        source_report_id=report or None, started_at=begun,
    )  # fmt: skip
