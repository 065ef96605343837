"""Care of the system: backups, incidents, faults, support requests, reviews, findings."""

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.papers import file_document, file_report
from checker.sample.times import DAY, HOUR

STAFF_PER_ISSUE = 6


def write_security(desk: Desk) -> None:
    """Write a year of running the system."""
    _backups(desk.of("backups"))
    house = desk.house
    for year in house.years_told:
        day = house.first + 120 + 365 * (year - house.years_told[-1])
        topics = ["attack", "data_loss", "access_rights"] if desk.luck.happens(0.8) else ["attack"]
        file_report(
            desk, f"RP-SEC-{year}", "security_review", "E-IT1", desk.at(day), topic="信息安全评估", coverage=topics
        )
    for number in range(max(12, len(desk.people.all) // STAFF_PER_ISSUE) * 4):
        _issue(desk.of("issue", number), number)


def _backups(desk: Desk) -> None:
    for day in range(desk.house.run_in, desk.house.last + 1):
        if desk.luck.slips(0.3):
            continue
        begun = day * DAY + 2 * HOUR
        tested = day if day % 90 == 17 else None
        desk.add(
            "backup", id=f"K-{day}", scope="full", started_at=begun, completed_at=begun + 1_680,
            status="failed" if desk.luck.slips(0.3) else "success", restore_tested_on=tested,
        )  # fmt: skip


def _issue(desk: Desk, number: int) -> None:
    luck, house = desk.luck, desk.house
    kind = luck.pick(
        (
            "support_request", "support_request", "support_request", "fault", "fault", "incident", "finding", "finding",
            "data_loss",
        ),
    )  # fmt: skip
    author = luck.pick([one for one in desk.people.all if one.left is None and one.hired < house.first])
    seen_at = desk.at(house.first + luck.between(0, house.last - house.first))
    told = desk.in_hours(seen_at, 24, never=0.1 if kind == "incident" else 0.0)
    cells = {"author_id": author.id, "recipient_id": "E-IT1", "responsible_employee_id": "E-IT2", "notified_at": told}
    base = told or seen_at
    if kind == "incident":
        cells |= {
            "subject_type": "account", "subject_id": f"A-{author.id[2:]}",
            "resolved_at": desk.in_hours(base, 24) if told else None,
        }  # fmt: skip
        cells["recipient_id"] = "E-IT2" if luck.slips() else "E-IT1"
    elif kind == "data_loss":
        cells |= {
            "responded_at": desk.in_hours(seen_at, 4), "resolved_at": desk.in_hours(seen_at, 24),
            "root_cause": luck.kept("磁盘阵列故障"),
        }  # fmt: skip
        if not luck.slips():
            file_document(
                desk, f"D-LOSS-{number}", "penalty_order", "数据丢失责任认定",
                desk.at(house.days.after(seen_at // DAY, 12)), "E-EM1", subject_type="issue", subject_id=f"Q-{number}",
            )  # fmt: skip
    elif kind == "finding":
        told = desk.in_workdays(seen_at, 3)
        due = (told or seen_at) // DAY + 10
        cells |= {
            "author_id": "E-EM2", "recipient_id": author.id, "responsible_employee_id": author.id, "notified_at": told,
            "subject_type": "employee", "subject_id": author.id, "due_on": luck.kept(due),
            "resolved_at": desk.in_days(told or seen_at, 10),
        }  # fmt: skip
    elif kind == "fault":
        reply = base + 900 + int(luck.draw() * 5_000)
        cells |= {"responded_at": luck.kept(reply), "resolved_at": desk.in_workdays(base, 2)}
    else:
        cells |= {"responded_at": desk.in_workdays(base, 2), "resolved_at": desk.in_workdays(base, 3)}
    desk.add("issue", id=f"Q-{number}", kind=kind, detected_at=seen_at, filed_at=told, **cells)
