"""Complaints from the first word to the evaluation of the cure."""

from dataclasses import dataclass
from itertools import product
from typing import Any

from checker.sample.industrial.client import Client
from checker.sample.industrial.deals import log
from checker.sample.industrial.papers import decide, file_document, give_task
from checker.sample.industrial.provinces import HOME
from checker.sample.industrial.revisits import return_visit
from checker.sample.industrial.talks import talk
from checker.sample.times import DAY, HOUR

_CONTENT = {
    "quality": "密封件渗漏", "service": "现场响应慢", "other": "单据差错", "tip_off": "反映销售人员违规",
    "appeal": "对处理结果不服",
}  # fmt: skip
_DEPARTMENT = {
    "quality": "quality_supervision", "service": "sales", "other": "sales", "tip_off": "audit", "appeal": "audit",
}  # fmt: skip
_ASSIGNEE = {"quality": "E-QS2", "tip_off": "E-AU2", "appeal": "E-AU2"}
SIDES = ("department", "client")


@dataclass(frozen=True)
class Case:
    """A complaint and its moments."""

    key: str
    kind: str
    received: int
    filled: int | None
    forwarded: int | None
    arrived: int
    resolved: int | None
    withdrawn: int | None
    done: int | None
    sued: int | None

    def ends(self, taken: int) -> int:
        """When the work on it ends, at the latest with the export."""
        return self.resolved or self.withdrawn or taken


def write_complaint(client: Client, moment: int, order: str | None = None, reception: str | None = None) -> None:
    """Write a complaint and what was done about it."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    moment = desk.at(moment // DAY, late=0.8)
    if not house.seen(moment):
        return
    case = _draw(client, moment, reception is not None)
    escalated = _write(client, case, order, reception)
    assignee, intake = _assignee(client, case), client.service
    for old, new, at in (("open", "in_progress", case.arrived), ("in_progress", "closed", case.resolved)):
        if at is not None and case.withdrawn is None:
            log(client, "complaint", case.key, "status", old, new, at, assignee)
    if luck.slips(0.6):
        log(client, "complaint", case.key, "content", _CONTENT[case.kind], "", case.arrived + DAY, intake)
    client.complaints.append((moment, case.resolved if house.seen(case.resolved) else None))
    _handle(client, case)
    if case.resolved:
        if not luck.slips():
            decide(desk, "complaint", case.key, "E-VP2", case.resolved - 5 * HOUR, client.head)
        if escalated and not luck.slips():
            decide(desk, "complaint", case.key, "E-GM", case.resolved - 2 * HOUR, client.head)
        _after(client, case.key, case.resolved, case.done or case.resolved)
    if case.sued and not luck.slips(2):
        file_document(
            desk, f"D-LAW-{case.key}", "legal_file", "诉讼材料", case.arrived + 10 * DAY, "E-LE1",
            subject_type="complaint", subject_id=case.key,
        )  # fmt: skip


def _draw(client: Client, moment: int, at_reception: bool) -> Case:
    luck, desk = client.luck, client.desk
    kind = luck.pick(
        ("quality", "quality", "service", "other", "quality", "tip_off" if luck.happens(0.3) else "service")
    )
    filled = desk.in_hours(moment, 24)
    forwarded = desk.in_hours(filled or moment, 20)
    arrived = (forwarded or filled or moment) + luck.between(1, 5) * HOUR
    days = luck.between(2, 4) if at_reception else luck.between(3, 9)
    if luck.slips(1.5):
        days = luck.between(14, 60)
    resolved: int | None = desk.at(arrived // DAY + days)
    withdrawn = None
    if luck.happens(0.04):
        withdrawn, resolved = arrived + 30 * HOUR, None
    done = resolved - luck.between(3, 9) * HOUR if resolved else None
    sued = arrived + 9 * DAY if luck.happens(0.03) else None
    return Case(client.next("X"), kind, moment, filled, forwarded, arrived, resolved, withdrawn, done, sued)


def _assignee(client: Client, case: Case) -> str:
    return _ASSIGNEE.get(case.kind, client.service_supervisor)


def _write(client: Client, case: Case, order: str | None, reception: str | None) -> int | None:
    """The form of the complaint; returns when it should go to the top, if at all."""
    luck, desk, kind, arrived = client.luck, client.desk, case.kind, case.arrived
    intake = client.service if not luck.happens(0.2) else "E-EM2"
    claim = luck.money(2_000, 180_000) if luck.happens(0.3) else None
    impact = "媒体关注" if luck.happens(0.03) else None
    escalated = arrived + 5 * HOUR if impact or (claim or 0) >= 100_000 else None
    on_site = kind == "quality" and luck.happens(0.6)
    cells: dict[str, Any] = {
        "severity": "major" if luck.happens(0.2) else "minor", "content": luck.kept(_CONTENT[kind], 0.5),
        "accepted_at": luck.kept(case.received + 2 * HOUR), "intake_employee_id": intake,
        "intake_department": "management" if intake == "E-EM2" else "customer_service",
        "accepting_unit_id": luck.kept(client.unit, 0.5), "providing_unit_id": client.unit,
        "responsible_unit_id": luck.kept(client.unit) if not luck.slips(0.5) else "U-PB",
        "department": luck.kept(_DEPARTMENT[kind], 0.6), "assignee_id": luck.kept(_assignee(client, case)),
        "form_no": _form_number(client) if not luck.slips(0.5) else None,
        "handling_due_at": (arrived // DAY + 14) * DAY + 17 * HOUR if not luck.slips() else None,
        "on_site_required": on_site, "site_province": client.province.name,
        "on_site_at": desk.in_hours(arrived, 24 if client.province.id == HOME.id else 48) if on_site else None,
        "tracked_by_id": client.owner if not luck.slips() else client.service, "claim_amount": claim or 0.0,
        "claim_assessed_at": luck.kept(arrived + DAY) if claim else None, "social_impact": impact,
        "escalated_at": luck.kept(escalated) if escalated else None,
    }  # fmt: skip
    desk.add(
        "complaint", id=case.key, kind=luck.kept(kind, 0.15), client_id=client.id, order_id=order,
        reception_id=reception, received_at=case.received, created_at=case.received + 1_800, assigned_at=arrived,
        form_filled_at=case.filled, forwarded_at=case.forwarded, form_received_at=arrived, resolved_at=case.resolved,
        withdrawn_at=case.withdrawn, corrective_action_done_at=luck.kept(case.done), litigation_at=case.sued,
        currency="CNY", status=_status(client, case), **cells, **_outcome(client, case),
    )  # fmt: skip
    return escalated


def _status(client: Client, case: Case) -> str:
    seen = client.desk.house.seen
    if seen(case.withdrawn):
        return "withdrawn"
    return "closed" if seen(case.resolved) else "open"


def _outcome(client: Client, case: Case) -> dict[str, Any]:
    """What is written on the form once the complaint is settled."""
    luck, desk, resolved = client.luck, client.desk, case.resolved
    if resolved is None:
        return {}
    cells: dict[str, Any] = {
        "corrective_action_due_on": resolved // DAY, "result_confirmed_at": luck.kept(resolved + 3 * HOUR),
        "effect_evaluated_at": desk.in_days(case.done, 25) if case.done else None,
    }  # fmt: skip
    if desk.house.seen(resolved):
        cells |= {
            "investigation": luck.kept("现场取样检测"), "root_cause": luck.kept("硫化温度偏低"),
            "corrective_action": luck.kept("调整工艺"), "resolution": luck.kept("换货并补偿"),
            "client_feedback": luck.kept("满意"), "satisfaction": luck.kept("满意"),
        }  # fmt: skip
    return cells


def _form_number(client: Client) -> str:
    """Forms are numbered through the whole company; now and then one is spoilt."""
    client.tally.forms += 2 if client.luck.slips(0.5) else 1
    return str(client.tally.forms)


def _handle(client: Client, case: Case) -> None:
    """The first talk, the work on it, and two words a week to both sides until it is over."""
    luck, desk, key, moment = client.luck, client.desk, case.key, case.received
    ends = case.ends(desk.house.taken)
    if not luck.slips():
        talk(client, moment + luck.between(1, 20) * HOUR, client.service, "complaint_talk", "phone", complaint_id=key)
    helper = f"E-{client.province.id}-T1" if case.kind == "quality" or luck.happens(0.3) else client.service
    if not luck.slips():
        give_task(
            desk, f"K-{key}", "step", helper, client.head, moment + 6 * HOUR, ends + DAY, ends, client_id=client.id,
            subject_type="complaint", subject_id=key,
        )  # fmt: skip
    for week in range(case.arrived, min(ends, desk.house.taken), 7 * DAY):
        for recipient, part in product(SIDES, (0.3, 0.75)):
            if not luck.slips(0.6):
                update(client, key, "progress", recipient, week + int(part * min(7 * DAY, ends - week)))
    for recipient in SIDES if case.resolved else ():
        told = desk.in_days(ends, 3)
        if told:
            update(client, key, "result", recipient, told)


def update(client: Client, key: str, kind: str, recipient: str, moment: int) -> None:
    """A message on the complaint to one side."""
    client.desk.add(
        "complaint_update", id=client.next("H"), complaint_id=key, kind=kind, recipient=recipient,
        employee_id=client.service, sent_at=moment, created_at=moment + 600, note=client.luck.kept("处理进展通报", 0.3),
    )  # fmt: skip


def _after(client: Client, key: str, resolved: int, done: int) -> None:
    luck, desk = client.luck, client.desk
    checked = desk.in_days(max(done, resolved), 20)
    if checked:
        talk(client, checked, client.service, "complaint_talk", "phone", complaint_id=key, feedback="整改有效")
    if not luck.slips():
        return_visit(
            client, desk.at(resolved // DAY + luck.between(3, 20)), [client.service], "ad_hoc", "投诉回访",
            complaint=key,
        )  # fmt: skip
