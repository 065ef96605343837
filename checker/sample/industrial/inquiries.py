"""What clients ask: questions, suggestions, problems, account queries, requests for training."""

from typing import Any

from checker.sample.industrial.client import LOST, PROSPECT, Client
from checker.sample.industrial.papers import give_task
from checker.sample.industrial.talks import talk
from checker.sample.times import DAY, HOUR

Cells = dict[str, Any]

_CONTENT = {
    "question": "询问产品耐温范围", "consultation": "咨询胶料选型", "suggestion": "建议增加包装规格",
    "problem_report": "反映硫化后气泡", "account_query": "核对上月往来", "training_request": "申请现场培训",
    "supply_request": "询价与交期",
}  # fmt: skip
_CHANNELS = ("phone", "phone", "email", "chat", "website_form")


def write_inquiries(client: Client) -> None:
    """Write what a client asked through the year."""
    if client.kind == LOST:
        return
    luck, house = client.luck, client.desk.house
    mean = {"strategic": 8.0, "key": 4.0}.get(client.tier, 0.5 if client.kind == PROSPECT else 1.3)
    for _ in range(int(mean) + luck.happens(mean % 1)):
        day = house.first + luck.between(0, house.last - house.first)
        if day * DAY > client.created:
            _inquiry(client, day)


def _inquiry(client: Client, day: int) -> None:
    luck, desk = client.luck, client.desk
    kind = luck.pick(tuple(_CONTENT))
    key, received = client.next("R"), desk.at(day, late=0.9)
    draw = luck.draw()
    if draw < 0.7:
        cells = _direct(client, received) | {"on_the_spot": luck.happens(0.5)}
    elif draw < 0.85:
        cells = _handed_over(client, key, received)
    elif draw < 0.95:
        cells = _delayed(client, key, received)
    else:
        reason = luck.kept("超出经营范围")
        cells = _direct(client, received) | {"answer_kind": "refusal", "status": "refused", "delay_reason": reason}
    if not desk.house.seen(cells["resolved_at"]):
        cells |= {"status": "open", "answer_kind": None}
    if kind == "supply_request":
        cells |= {"interest_outcome": "interested", "price_checked_at": received + HOUR}
    first = client.owner if luck.happens(0.7) else client.service
    if not luck.slips(0.3):
        cells |= {"first_employee_id": luck.kept(first), "first_unit_id": client.unit}
    desk.add(
        "inquiry", id=key, kind=kind, client_id=client.id, unit_id=client.unit, channel=luck.pick(_CHANNELS),
        received_at=received, recorded_at=desk.in_hours(received, 23), responsible_id=first,
        content=luck.kept(_CONTENT[kind]), due_at=received + 4 * DAY if luck.happens(0.6) else None, **cells,
    )  # fmt: skip
    if kind == "training_request" and not luck.slips():
        _course(client, key, day)
    if luck.happens(0.3):
        due = received + 5 * DAY
        done = due - 20 * HOUR if not luck.slips() else due + 2 * DAY
        give_task(
            desk, f"K-{key}", "step", client.service, client.head, received + 2 * HOUR, due, done,
            client_id=client.id, subject_type="inquiry", subject_id=key,
        )  # fmt: skip


def _direct(client: Client, received: int) -> Cells:
    """Answered by whoever took it, within a day."""
    answered = client.desk.in_hours(received, 24, 0.8)
    return {"answered_at": answered, "answer_kind": "full", "status": "answered", "resolved_at": answered}


def _handed_over(client: Client, key: str, received: int) -> Cells:
    """Handed to those who know more; the first recipient asks what became of it."""
    luck = client.luck
    handed = client.desk.in_hours(received, 20, never=0.0) or received + HOUR
    solved = handed + luck.between(20, 90) * HOUR
    if not luck.slips():
        talk(client, handed + 30 * HOUR, client.service, "other", "phone", inquiry_id=key)
    return {
        "handover_at": handed, "handover_to": luck.kept("技术中心"), "handover_reason": luck.kept("涉及配方"),
        "handover_count": luck.between(1, 3 if luck.slips() else 2), "answered_at": solved, "answer_kind": "full",
        "status": "resolved", "resolved_at": solved,
    }  # fmt: skip


def _delayed(client: Client, key: str, received: int) -> Cells:
    """Not to be answered at once: the client hears why, and by when."""
    luck, desk = client.luck, client.desk
    told = desk.in_hours(received, 20, never=0.0) or received + HOUR
    promised = desk.house.days.roll(received // DAY + luck.between(3, 6))
    solved = max(desk.at(promised if not luck.slips() else promised + 4), told)
    if not luck.slips():
        for hours in (45, 140):
            talk(client, told + hours * HOUR, client.service, "other", "phone", inquiry_id=key)
    return {
        "delay_notified_at": told, "delay_reason": luck.kept("需试验验证"), "expected_on": luck.kept(promised),
        "client_agreed_at": luck.kept(told + HOUR), "answered_at": solved, "answer_kind": "full",
        "status": "resolved", "resolved_at": solved, "handover_at": desk.in_hours(told, 20),
        "handover_to": "技术中心", "handover_reason": luck.kept("需试验验证"), "handover_count": 1,
    }  # fmt: skip


def _course(client: Client, key: str, day: int) -> None:
    desk = client.desk
    held = desk.house.days.roll(day + client.luck.between(12, 50))
    desk.add(
        "training", id=f"G-{key}", kind="client_training", audience="client", topics=["硫化工艺"], held_on=held,
        organiser_id=f"E-{client.province.id}-T1", organiser_unit_id=client.unit, trainer_kind="internal",
        participant_client_ids=[client.id], evaluation_score=client.luck.kept(4.5),
    )  # fmt: skip
