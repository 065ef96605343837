"""Written suggestions of the staff: the box, the committee, the awards, the carrying out."""

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.papers import decide, file_report
from checker.sample.industrial.spans import Span, longer, mark, months, quarter_of
from checker.sample.times import DAY, HOUR

EFFORT = "effort"
AWARDS = {"1": 1000.0, "2": 800.0, "3": 600.0, "4": 400.0, "encouragement": 200.0}
DECISIONS = ("adopted", "adopted", "adopted", "not_adopted", "not_adopted_usable", "retained")
OFFICES = ("customer_service", "sales", "technical_centre")


def write_suggestions(desk: Desk) -> None:
    """Write the suggestions of every month, the meetings on them, and the quarterly group awards."""
    house = desk.house
    assemblies = [house.days.roll(last + 12) for _, last in longer(house, 3)]
    praises = {first: house.days.roll(last + 10) for first, last in months(house, 3)}
    for number, day in enumerate(assemblies):
        if not desk.luck.slips(0.4):
            _meeting(desk, f"RP-SA-{number}", "suggestion_assembly", day)
    for first, day in praises.items():
        if not desk.luck.slips(0.5):
            _meeting(desk, f"RP-PM-{mark(first)}", "praise_meeting", day)
    adopted: dict[int, dict[str, int]] = {}
    for span in months(house, 3):
        here = desk.of("suggestions", span[0])
        box = house.days.roll(span[0] + 19) if not here.luck.slips() else house.days.roll(span[0] + 23)
        file_report(
            here, f"RP-BO-{mark(span[0])}", "suggestion_box_opening", "E-MM1", box * DAY + 15 * HOUR,
            held_at=box * DAY + 10 * HOUR, period_start_on=span[0],
        )  # fmt: skip
        for place in range(max(3, len(desk.people.all) // 25)):
            day, praise = next((one for one in assemblies if one > span[1]), 0), praises[span[0]]
            office = _suggestion(
                desk.of("suggestion", span[0], place), f"GG-{mark(span[0])}-{place}", span, box, day, praise
            )
            if office:
                quarter, _ = quarter_of(span[0])
                adopted.setdefault(quarter, {})[office] = adopted.get(quarter, {}).get(office, 0) + 1
    for quarter, offices in adopted.items():
        _group_award(desk, quarter, offices)


def _meeting(desk: Desk, key: str, kind: str, day: int) -> None:
    file_report(desk, key, kind, "E-MM1", day * DAY + 17 * HOUR, held_at=day * DAY + 10 * HOUR, topic="合理化建议")


def _suggestion(desk: Desk, key: str, span: Span, box: int, assembly: int, praise: int) -> str:
    """One suggestion; returns the department of its author if it was adopted."""
    luck, house, first, last = desk.luck, desk.house, *span
    people = [one for one in desk.people.all if one.left is None and one.hired < first]
    author = luck.pick(people)
    submitted = desk.at(first + luck.between(0, 14))
    opened = box * DAY + 10 * HOUR
    decision = luck.pick(DECISIONS)
    if decision == "retained" and box + 60 < house.last:
        decision = "not_adopted"
    reviewed = desk.at(box + luck.between(2, 5)) if not luck.slips() else desk.at(last + 6)
    reviewed = reviewed if reviewed // DAY <= last or luck.slips(2) else (last - 1) * DAY + 15 * HOUR
    if not house.seen(reviewed):
        desk.add(
            "suggestion", id=key, author_id=author.id, channel="box", category="服务", body="优化样品流程",
            submitted_at=submitted, box_opened_at=opened, decision="pending", department=author.department,
        )  # fmt: skip
        return ""
    month_end = last * DAY + 16 * HOUR
    announced = min(reviewed + 4 * HOUR, month_end) if not luck.slips() else month_end + 5 * DAY
    told = reviewed + 20 * HOUR if not luck.slips() else None
    cells: dict[str, object] = {}
    if decision == "adopted":
        grade = luck.pick((*AWARDS, EFFORT))
        sum_due = AWARDS.get(grade)
        awarded = max(praise if praise * DAY > reviewed else assembly, assembly) * DAY + 11 * HOUR
        ordered = desk.at(last + luck.between(3, 11))
        office = luck.pick(OFFICES)
        cells = {
            "award_grade": luck.kept(grade), "award_amount": sum_due if not luck.slips() else 100.0,
            "prize_item": luck.kept("保温杯") if grade == EFFORT else None, "currency": "CNY",
            "awarded_at": awarded if not luck.slips() else awarded + 4 * DAY,
            "published_at": luck.kept(min(reviewed + 5 * HOUR, month_end)), "implementing_departments": [office],
            "implementation_order_issued_at": luck.kept(ordered), "expected_effect": 10_000.0,
        }  # fmt: skip
        if house.seen(ordered + 12 * DAY):
            cells |= _carry_out(desk, ordered)
            cells["implementation_award_amount"] = sum_due
    elif decision == "retained":
        cells = {"review_extended_to_on": luck.kept(reviewed // DAY + 60)}
    elif decision == "not_adopted_usable":
        cells = {"assisting_department": luck.kept("customer_service")}
    desk.add(
        "suggestion", id=key, author_id=author.id, channel=luck.pick(("box", "electronic")), category="服务",
        body="优化样品流程", submitted_at=submitted, box_opened_at=opened, assessed_at=luck.kept(reviewed - HOUR),
        assessment_note=luck.kept("可行性好"), reviewed_at=reviewed, decision=decision, announced_at=announced,
        author_notified_at=told, department=author.department, **cells,
    )  # fmt: skip
    if luck.slips():
        decide(desk, "suggestion", key, author.manager or "E-GM", submitted + 5 * HOUR, author.id)
    return author.department if decision == "adopted" else ""


def _carry_out(desk: Desk, ordered: int) -> dict[str, object]:
    luck = desk.luck
    cells: dict[str, object] = {
        "implementation_planned_on": luck.kept(ordered // DAY + 20), "implementation_notes": luck.kept("试行一个月"),
        "plan_returned_at": luck.kept(ordered + 6 * DAY),
    }  # fmt: skip
    if luck.happens(0.2):
        cells |= {
            "difficulty": "人手不足", "difficulty_reported_at": ordered + 8 * DAY,
            "difficulty_reported_to_id": "E-MD" if not luck.slips() else "E-SM",
        }  # fmt: skip
    if luck.happens(0.15):
        cells |= {
            "disputed": True, "dispute_decided_at": ordered + 9 * DAY,
            "dispute_decided_by_id": "E-MD" if not luck.slips(2) else "E-OH",
        }  # fmt: skip
    if luck.happens(0.5):
        confirmed = ordered + 40 * DAY
        cells |= {
            "actual_effect": float(luck.pick((8_000, 14_000, 21_000))), "effect_confirmed_at": confirmed,
            "effect_confirmed_by_id": "E-OH" if not luck.slips(2) else "E-FI1",
            "bonus_reviewed_at": confirmed + 9 * DAY, "bonus_paid_at": luck.kept(confirmed + 20 * DAY),
            "bonus_amount": 500.0,
        }  # fmt: skip
    return cells


def _group_award(desk: Desk, quarter: int, offices: dict[str, int]) -> None:
    """The three departments with the most suggestions for their size."""
    _, last = quarter_of(quarter)
    sizes: dict[str, int] = {}
    for person in desk.people.all:
        if person.hired <= last and (person.left is None or person.left >= quarter):
            days = min(person.left or last, last) - max(person.hired, quarter) + 1
            sizes[person.department] = sizes.get(person.department, 0) + days
    best = sorted(offices, key=lambda one: -offices[one] / sizes[one])[:3]
    if desk.luck.slips():
        best = best[:1]
    file_report(
        desk, f"RP-GA-{mark(quarter)}", "other", "E-MM1", desk.by_day(last + 3, last + 27), topic="季度集体奖",
        period_start_on=quarter, fields={"awarded_department_ids": best},
    )  # fmt: skip
