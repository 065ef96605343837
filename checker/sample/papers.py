"""Documents on file: standards, business plans, templates and appointments."""

from datetime import date

from checker.sample.people import DIRECTOR, MARKETING_HEAD, clerks_of, head_of
from checker.sample.places import UNITS
from checker.sample.plants import Plants
from checker.sample.tasks import business_plan
from checker.sample.times import DAY, day_date, day_number, day_text, moment_text
from checker.sample.world import World
from checker.sample.write import Tables

STANDARD = "СП-2 «Привлечение, удержание и развитие клиентов»"
APPENDIX = "Приложение к СП-2. Инструкция для сотрудников отдела продаж"
RATING = "Положение о присвоении рейтингов качества обслуживания клиентов"


def write_papers(world: World, tables: Tables, plants: Plants) -> None:
    """Write what the standard wants to see on file."""
    edition = day_number(date(2023, 1, 27))
    _paper(tables, "D-SP2", "regulation", STANDARD, edition, version="7")
    if plants.draw("absent"):
        plants.truth("24a", "document", "*", "appendix_absent")
    else:
        _paper(tables, "D-SP2-1", "regulation", APPENDIX, edition, version="1")
    if plants.draw("absent"):
        plants.truth("s4-4b", "document", "*", "rating_absent")
    else:
        _paper(tables, "D-SCI", "regulation", RATING, day_number(date(2022, 10, 1)), version="1")
    _paper(tables, "D-TPL-KP", "template", "Шаблон коммерческого предложения", edition, version="3")
    for year in range(day_date(world.first).year - 1, day_date(world.last).year + 2):
        first, last = day_number(date(year, 1, 1)), day_number(date(year, 12, 31))
        made = world.days.before(first, 6)
        _paper(tables, business_plan(year), "business_plan", f"Бизнес-план на {year} год", made, first=first, last=last)
    for unit in UNITS:
        _appointment(world, tables, plants, unit.id)


def _appointment(world: World, tables: Tables, plants: Plants, unit: str) -> None:
    way = plants.draw("absent", "expired")
    if way:
        plants.truth("16b", "org_unit", unit, f"appointment_{way}")
    if way == "absent":
        return
    made = day_number(date(2023, 2, 6))
    last = world.first + 15 if way else None
    _paper(tables, f"D-WEB-{unit[2:]}", "appointment", "О назначении ответственного за заявки с сайта", made, last=last,
           unit=unit, employee=clerks_of(unit)[0], approver=head_of(unit))  # fmt: skip


def _paper(
    tables: Tables,
    paper_id: str,
    kind: str,
    title: str,
    made: int,
    version: str = "",
    first: int | None = None,
    last: int | None = None,
    unit: str = "",
    employee: str = "",
    approver: str = DIRECTOR,
) -> None:
    tables.add("document", (
        paper_id, kind, paper_id[2:], title, version, employee, unit, MARKETING_HEAD, approver, day_text(made),
        day_text(made), day_text(first if first is not None else made), day_text(last) if last is not None else "",
        moment_text(made * DAY + 50_400), "in_force",
    ))  # fmt: skip
