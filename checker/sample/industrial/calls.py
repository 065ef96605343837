"""Regular contacts: the heads' calls, the owner's own, greetings, and the yearly meetings in person."""

from checker.sample.industrial.client import PROSPECT, STANDING, Client
from checker.sample.industrial.key_visits import key_visit
from checker.sample.industrial.papers import file_report
from checker.sample.industrial.revisits import return_visit
from checker.sample.industrial.talks import talk
from checker.sample.times import DAY, HOUR, day_date, month_starts

OWN_DAYS = {"A": (14, 26), "B": (35, 55)}
HOLIDAYS = ((1, 22), (9, 24))


def write_calls(client: Client) -> None:
    """Write the regular contacts of a client through the year."""
    if client.kind == STANDING:
        _head_calls(client)
        _leaders(client)
        _greetings(client)
    if client.status in ("active", "prospect"):
        _own(client)
    if client.grade == "A" and client.kind == STANDING:
        _owner_visits(client)


def _head_calls(client: Client) -> None:
    house, luck, desk = client.desk.house, client.luck, client.desk
    if client.tier == "general":
        spans = [(month, month + 27) for month in month_starts(house.run_in, house.last)]
    else:
        monday = house.run_in - day_date(house.run_in).weekday()
        spans = [(day, day + 6) for day in range(monday, house.last + 1, 7)]
    for first, last in spans:
        if luck.slips():
            continue
        days = house.days.between(first, last)
        day = luck.pick(days) if days else first + 2
        moment = day * DAY + 9 * HOUR + int(luck.draw() * 8 * HOUR)
        who = client.head if not luck.slips(0.3) else client.head[:-1] + "D"
        talk(client, moment, who, "follow_up", "phone")
    if client.tier == "strategic":
        for month in month_starts(house.run_in, house.last):
            if not luck.slips():
                talk(client, desk.at(month + luck.between(0, 26)), "E-VP1", "follow_up", "phone")
            if luck.happens(0.4):
                talk(client, desk.at(month + luck.between(0, 26)), "E-GM", "follow_up", "phone")


def _leaders(client: Client) -> None:
    """The yearly visits that leaders owe to the upper tiers, and heads and salespeople to the others."""
    house, luck, desk = client.desk.house, client.luck, client.desk
    guests: list[str] = []
    if client.tier == "strategic":
        guests = ["E-VP1", client.head]
        if luck.happens(0.3):
            guests.append(luck.pick(("E-CH", "E-GM")))
    elif client.tier == "key":
        guests = [client.head]
    else:
        guests = [client.owner] if luck.happens(0.93) else [client.owner, client.head]
    for who in guests:
        if not luck.slips():
            moment = desk.at(house.first + luck.between(5, house.last - house.first - 10))
            return_visit(client, moment, [who], "regular", "年度回访")


def _own(client: Client) -> None:
    house, luck, desk = client.desk.house, client.luck, client.desk
    _turns(client)
    if client.grade not in OWN_DAYS:
        return
    least, most = OWN_DAYS[client.grade]
    begun = max(house.run_in + luck.between(0, least), client.created // DAY + luck.between(4, 20))
    day = begun
    while day <= house.last:
        gap = luck.between(least, most) if not luck.slips(0.8) else most + luck.between(10, 60)
        day += gap
        quiet = client.kind == PROSPECT
        kind = luck.pick(("market_information", "follow_up", "product_introduction")) if not quiet else "survey"
        cells = {"needs": "密封件替代方案"} if luck.happens(0.1) else {}
        if luck.happens(0.05):
            cells |= {"problems": "来货批次色差", "solution": luck.kept("协调换货") or ""}
        talk(client, desk.at(day), client.owner, kind, luck.pick(("phone", "chat", "email", "phone")), **cells)


def _turns(client: Client) -> None:
    """Every working day the specialist writes to one of the clients online, each in its turn."""
    house, luck = client.desk.house, client.luck
    sellers = len(house.provinces) * house.sellers_of_a_unit
    turns = -(-house.clients // sellers)
    turn = client.number // sellers
    for day in house.work_days[turn % turns :: turns]:
        moment = day * DAY + 9 * HOUR + int(luck.draw() * 7 * HOUR)
        if moment < client.created + 3 * DAY or luck.slips():
            continue
        kind = (
            "survey"
            if client.kind == PROSPECT or moment < client.begun
            else luck.pick(("market_information", "follow_up"))
        )
        cells: dict[str, object] = {"needs": "密封件替代方案"} if luck.happens(0.1) else {}
        if luck.happens(0.03):
            cells |= {"problems": "来货批次色差", "solution": luck.kept("协调换货")}
        abnormal = luck.happens(0.01)
        key = talk(
            client, moment, client.owner, kind, luck.pick(("chat", "chat", "email", "video")), **cells,
            is_abnormal=abnormal,
        )  # fmt: skip
        if key and abnormal:
            told = client.desk.in_hours(moment, 22)
            file_report(
                client.desk, f"RAB-{key}", "abnormal_information", client.owner, told, client_id=client.id,
                subject_type="interaction", subject_id=key, recipient_id="E-VP1", recipient_role="vice_president",
            )  # fmt: skip


def _greetings(client: Client) -> None:
    house, luck, desk = client.desk.house, client.luck, client.desk
    often = client.tier in ("strategic", "key")
    for year in house.years_told[1:]:
        for month, day in HOLIDAYS:
            if luck.slips() if often else luck.happens(0.85):
                continue
            start = (day_date(house.last).replace(year=year, month=month, day=day) - day_date(0)).days
            kind = "holiday" if often and month == 1 else "greeting"
            talk(client, desk.at(start - luck.between(0, 4)), client.owner, kind, luck.pick(("phone", "chat")))


def _owner_visits(client: Client) -> None:
    """Specialists see their most important clients every quarter."""
    house, luck, desk = client.desk.house, client.luck, client.desk
    for month in month_starts(house.first, house.last)[::3]:
        if not luck.slips():
            plan_visit(client, desk.at(month + luck.between(8, 80)), client.owner, "market_information", "季度走访")


def plan_visit(client: Client, moment: int, who: str, kind: str, purpose: str, **cells: object) -> str:
    """A visit on site; for key accounts with all that must be ready before and written after it."""
    if client.is_key_at(moment):
        return key_visit(client, moment, who, kind, purpose, **cells)
    return talk(client, moment, who, kind, "on_site", purpose=purpose, **cells)
