"""The company itself: units, sales areas, staff and their days off."""

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import BASE, BRANCHES, COMPANY, COMPANY_UNIT, FOUNDED, ZONE, unit_id
from checker.sample.industrial.people import Person, head_of
from checker.sample.industrial.provinces import HOME, Province
from checker.sample.times import DAY

BUSINESS_UNITS = 2


def write_company(desk: Desk) -> None:
    """Write units, areas, everybody who works or worked there, and absences."""
    desk.add(
        "org_unit", id=COMPANY_UNIT, name=COMPANY, kind="company", head_id="E-GM", time_zone=ZONE, province=HOME.name,
        created_at=FOUNDED * DAY,
    )  # fmt: skip
    for place, province in enumerate(desk.house.provinces):
        kind = "business_unit" if place < BUSINESS_UNITS or place % 3 == 0 else "sales_unit"
        _unit(
            desk, unit_id(province), f"{province.seat}{'事业部' if kind == 'business_unit' else '销售公司'}", kind,
            province,
        )  # fmt: skip
        for town in province.towns:
            desk.add(
                "territory", id=f"T-{town.name}", name=f"{town.name}片区", unit_id=unit_id(province),
                province=province.name, valid_from_on=FOUNDED,
            )  # fmt: skip
    for place, branch in enumerate(BRANCHES, 1):
        _unit(desk, branch, f"第{'一二'[place - 1]}仓储分公司", "branch", desk.house.provinces[place])
    _unit(desk, BASE, "制造基地", "production_unit", HOME)
    for person in desk.people.all:
        _person(desk.of("absence", person.id), person)
    _transfers(desk)


def _unit(desk: Desk, unit: str, name: str, kind: str, province: Province) -> None:
    desk.add(
        "org_unit", id=unit, name=name, kind=kind, parent_id=COMPANY_UNIT, head_id=head_of(unit), time_zone=ZONE,
        province=province.name, created_at=(FOUNDED + 20) * DAY,
    )  # fmt: skip


def _person(desk: Desk, person: Person) -> None:
    gone = person.left is not None and person.left <= desk.house.last
    desk.add(
        "employee", id=person.id, name=person.name, role=person.role, department=person.department,
        position=person.position, unit_id=person.unit, territory_id=person.territory, sales_territory_ids=person.sells,
        manager_id=person.manager, hired_on=person.hired, left_on=person.left, status="left" if gone else "active",
    )  # fmt: skip
    for number, away in enumerate(away_of(desk, person.id), 1):
        desk.add(
            "absence", id=f"B-{person.id[2:]}-{number}", employee_id=person.id, kind=away[2], starts_on=away[0],
            ends_on=away[1],
        )  # fmt: skip


def away_of(desk: Desk, who: str) -> list[tuple[int, int, str]]:
    """First day, last day and kind of the absences of a person."""
    luck = desk.house.luck("away", who)
    person = desk.people.by_id[who]
    start = max(desk.house.first, person.hired + 30) + luck.between(0, 200)
    found = [(start, start + luck.between(2, 9), "leave" if luck.happens(0.8) else "business_trip")]
    if luck.happens(0.3):
        start = found[0][1] + luck.between(20, 90)
        found.append((start, start + luck.between(1, 4), "sick"))
    last = min(desk.house.last, (person.left or desk.house.last) - 1)
    return [one for one in found if one[1] <= last]


def _transfers(desk: Desk) -> None:
    """Now and then somebody changes the post within the unit: a clerk becomes a service specialist."""
    for person in desk.people.all:
        luck = desk.house.luck("transfer", person.id)
        if person.role != "sales_clerk" or not person.id.endswith("-N2") or luck.happens(0.4):
            continue
        day = desk.house.days.roll(min(person.hired + 90 + luck.between(0, 60), desk.house.last - 5))
        desk.add(
            "field_change", id=f"F-{person.id[2:]}-role", entity="employee", entity_id=person.id, field="role",
            old_value="service_specialist", new_value="sales_clerk", operation="update",
            effective_at=day * DAY + 32_400, changed_at=day * DAY + 33_000, changed_by_id="E-HR1",
        )  # fmt: skip
