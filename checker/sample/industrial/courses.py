"""Courses for the staff: the first one of a newcomer, the half-yearly ones, secrecy, and what follows an analysis."""

from checker.sample.industrial.desk import Desk
from checker.sample.times import day_date, month_starts

TOPICS = ["system_overview", "functions", "operating_procedures", "data_entry_standards"]


def write_courses(desk: Desk) -> None:
    """Write the courses of the span and of the half-year before it."""
    house = desk.house
    for month in month_starts(house.first - 185, house.last):
        number = day_date(month).month
        if number in (3, 4, 9, 10):
            _round(desk.of("course", month), month, "confidentiality" if number in (3, 10) else "advanced")
        _targeted(desk.of("targeted", month), month)
    for person in desk.people.all:
        luck = house.luck("basic", person.id)
        if luck.slips():
            continue
        day = house.days.after(house.days.roll(person.hired), luck.between(1, 11 if luck.slips() else 9))
        desk.add(
            "training", id=f"G-B-{person.id[2:]}", kind="basic", audience="employee",
            topics=TOPICS[:3] if luck.slips() else TOPICS, held_on=day,
            organiser_id="E-OH" if luck.slips() else "E-IT1", organiser_unit_id=person.unit, trainer_kind="internal",
            participant_employee_ids=[person.id],
        )  # fmt: skip


def _round(desk: Desk, month: int, kind: str) -> None:
    """One session for every unit; a few people miss it."""
    for unit in sorted({person.unit for person in desk.people.all}):
        day = desk.house.days.roll(month + 5 + desk.luck.between(0, 18))
        there = [
            person.id
            for person in desk.people.all
            if person.unit == unit
            and person.hired <= day
            and (person.left is None or person.left >= day)
            and not desk.luck.slips(0.8)
        ]
        topics = ["保密制度"] if kind == "confidentiality" else ["客户分析", "报表"]
        desk.add(
            "training", id=f"G-{kind[:2]}-{unit[2:]}-{day_date(month):%y%m}", kind=kind, audience="employee",
            topics=topics, held_on=day, organiser_id="E-IT1", organiser_unit_id=unit, trainer_kind="internal",
            participant_employee_ids=there,
        )  # fmt: skip


def _targeted(desk: Desk, month: int) -> None:
    if desk.luck.slips():
        return
    there = [
        person.id
        for person in desk.people.all
        if person.hired <= month and person.left is None and desk.luck.happens(0.05)
    ]
    desk.add(
        "training", id=f"G-T-{day_date(month):%y%m}", kind="targeted", audience="employee", topics=["数据录入规范"],
        held_on=desk.house.days.roll(month + desk.luck.between(15, 24)), organiser_id="E-IT1", trainer_kind="internal",
        participant_employee_ids=there,
    )  # fmt: skip
