"""The company itself: units, territories, management and staff, logins and mailbox rights."""

from random import Random

from checker.sample.names import person
from checker.sample.people import (
    ACCOUNTANT,
    ADMINISTRATOR,
    DIRECTOR,
    FORMER,
    MARKETERS,
    MARKETING_HEAD,
    SALES_HEAD,
    clerks_of,
    head_of,
)
from checker.sample.places import COMPANY, COMPANY_UNIT, COMPANY_ZONE, UNITS
from checker.sample.plants import Plants
from checker.sample.times import DAY, day_text, moment_text
from checker.sample.world import World
from checker.sample.write import Tables

FOUNDED = 14_610  # 2010-01-01
MAILBOX = "website_mailbox"

Post = tuple[str, str, str, str, str, str]

_MANAGEMENT: tuple[Post, ...] = (
    (DIRECTOR, "general_manager", "general_manager_office", "Генеральный директор", COMPANY_UNIT, ""),
    (SALES_HEAD, "sales_director", "sales", "Начальник отдела продаж", "U-MSK", DIRECTOR),
    (MARKETING_HEAD, "marketing_director", "marketing", "Директор по маркетингу", COMPANY_UNIT, DIRECTOR),
    (MARKETERS[0], "marketing_manager", "marketing", "Маркетолог-аналитик", COMPANY_UNIT, MARKETING_HEAD),
    (MARKETERS[1], "marketing_manager", "marketing", "Маркетолог", COMPANY_UNIT, MARKETING_HEAD),
    (ACCOUNTANT, "accountant", "finance", "Бухгалтер", COMPANY_UNIT, DIRECTOR),
    (ADMINISTRATOR, "system_administrator", "it", "Системный администратор", COMPANY_UNIT, DIRECTOR),
)


def posts() -> list[Post]:
    """Everyone who works whatever the number of clients: id, role, department, position, unit, superior."""
    found = list(_MANAGEMENT)
    for unit in UNITS:
        head = head_of(unit.id)
        if head != SALES_HEAD:
            found.append((head, "branch_manager", "sales", "Руководитель филиала", unit.id, DIRECTOR))
        for clerk in clerks_of(unit.id):
            found.append((clerk, "sales_clerk", "sales", "Специалист отдела продаж", unit.id, head))
    return found


def write_company(world: World, tables: Tables, plants: Plants) -> None:
    """Write units, territories, staff, accounts and the rights to the mailbox of the website."""
    _write_units(tables)
    chance = world.chance("company")
    for post in posts():
        _write_post(world, tables, post, chance)
    gone = world.first - 40
    tables.add("employee", (
        FORMER, person(chance), "salesperson", "sales", "Менеджер по продажам", "U-MSK", "T-77", "T-77", SALES_HEAD,
        day_text(FOUNDED + 900), day_text(gone), "left",
    ))  # fmt: skip
    tables.add("account", (
        f"N{FORMER[1:]}", FORMER, "disabled", moment_text((FOUNDED + 900) * DAY), moment_text(gone * DAY + 64_000), "",
    ))  # fmt: skip
    _write_mailbox(world, tables, plants)


def _write_units(tables: Tables) -> None:
    made = moment_text(FOUNDED * DAY)
    tables.add("org_unit", (COMPANY_UNIT, COMPANY, "company", "", DIRECTOR, COMPANY_ZONE, "Москва", made, ""))
    for unit in UNITS:
        tables.add("org_unit", (
            unit.id, unit.name, unit.kind, COMPANY_UNIT, head_of(unit.id), unit.zone, unit.province, made, "",
        ))  # fmt: skip
        for land in unit.territories:
            tables.add("territory", (land.id, land.name, unit.id, land.name, day_text(FOUNDED), ""))


def _write_post(world: World, tables: Tables, post: Post, chance: Random) -> None:
    who, role, department, position, unit, superior = post
    hired = FOUNDED + 30 + int(chance.random() * 1_500)
    tables.add("employee", (
        who, person(chance), role, department, position, unit, "", "", superior, day_text(hired), "", "active",
    ))  # fmt: skip
    tables.add("account", (
        f"N{who[1:]}", who, "active", moment_text(hired * DAY + 36_000), "", moment_text(world.last * DAY - 50_000),
    ))  # fmt: skip


def _write_mailbox(world: World, tables: Tables, plants: Plants) -> None:
    for unit in UNITS:
        readers = [*clerks_of(unit.id), head_of(unit.id)]
        lonely = plants.draw("deputies_revoked")
        if lonely:
            plants.truth("16c", "org_unit", unit.id, lonely)
        for place, reader in enumerate(readers):
            revoked = (world.first + 20) * DAY + 36_000 if lonely and place else None
            tables.add("permission", (
                f"X{reader[1:]}", f"N{reader[1:]}", "function", MAILBOX, "unit", "view",
                moment_text((FOUNDED + 1_600) * DAY), ADMINISTRATOR, moment_text(revoked),
            ))  # fmt: skip
