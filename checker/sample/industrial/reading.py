"""Regular looks of the staff at the reports of the system, papers lent out, and data handed to others."""

from checker.sample.industrial.client import Client
from checker.sample.industrial.company import away_of
from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import unit_id
from checker.sample.industrial.logins import account_of
from checker.sample.industrial.papers import decide, file_document
from checker.sample.industrial.spans import mark, months
from checker.sample.industrial.talks import look
from checker.sample.times import DAY, HOUR


def write_reading(desk: Desk) -> None:
    """Everybody who must read reports does so about every month, from one of a few devices."""
    homes = [unit_id(province) for province in desk.house.provinces]
    for person in desk.people.all:
        luck = desk.house.luck("reading", person.id)
        away = away_of(desk, person.id)
        for first, last in months(desk.house, 2):
            days = [
                day
                for day in desk.house.days.between(first + 8, last)
                if not any(begin <= day <= end for begin, end, _ in away)
            ]
            if not days or luck.slips() or person.hired > first or (person.left or last) < last:
                continue
            moment = luck.pick(days) * DAY + luck.between(33_000, 60_000)
            if luck.slips(0.15) and person.unit in homes:
                _leaf_through(desk, person.id, homes.index(person.unit), moment, luck.between(45, 80))
            unit = person.unit[2:]
            report = f"RP-CS-{unit}-{mark(first - 20)}" if unit != "0" else f"RP-SP-{mark(first - 20)}"
            for place in range(3 if luck.slips(0.5) else 1):
                desk.add(
                    "data_access", id=f"LR-{person.id[2:]}-{first}-{place}", account_id=account_of(person.id),
                    employee_id=person.id, entity="report", entity_id=report, action="view",
                    accessed_at=moment + 600 * place, device_id=f"PC-{person.id[2:]}-{place}", ip_address="10.8.0.9",
                )  # fmt: skip


def _leaf_through(desk: Desk, who: str, home: int, moment: int, count: int) -> None:
    """Somebody opens far more cards of the own unit on one day than the work asks for."""
    units = len(desk.house.provinces)
    for place, number in enumerate(range(home, desk.house.clients, units)):
        if place < count:
            desk.add(
                "data_access", id=f"LB-{who[2:]}-{moment}-{place}", account_id=account_of(who), employee_id=who,
                entity="client", entity_id=f"C{number:06}", action="view", accessed_at=moment + 20 * place,
            )  # fmt: skip


def write_lending(client: Client) -> None:
    """Papers of key accounts are lent; data are exported or given away, mostly with leave."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    since = client.key_since
    if client.is_key and since is not None and luck.happens(0.5):
        day = max(house.first, since // DAY + 5) + luck.between(0, 60)
        lent, paper = desk.at(day), f"D-KE-{client.id}"
        if not luck.slips(2):
            decide(desk, "document", paper, client.service, lent - 5 * HOUR, client.owner, step="loan")
        look(client, client.owner, lent, "document", paper, "borrow", due_on=day + 6, returned_at=desk.in_days(lent, 5))
    if luck.slips(2):
        stranger = f"E-{house.provinces[(client.number + 1) % len(house.provinces)].id}-S1"
        look(
            client, stranger, desk.at(house.first + luck.between(10, house.last - house.first - 10)), "client",
            client.id,
        )  # fmt: skip
    if luck.happens(0.04):
        day = house.first + luck.between(10, house.last - house.first - 10)
        moment = desk.at(day)
        consent = f"D-CON-{client.id}"
        agreed = not luck.slips(2)
        if agreed:
            file_document(
                desk, consent, "client_consent", "客户信息使用同意书", moment - 9 * DAY, client.service,
                client_id=client.id, effective_on=day - 9, custodian_id=client.service,
            )  # fmt: skip
        mark_ = client.next("N")
        granted = not luck.slips(2)
        if granted:
            decide(
                desk, "client", client.id, client.head, moment - 26 * HOUR, client.owner, step="exception",
                mark=f"-{mark_}",
            )  # fmt: skip
        look(
            client, client.owner, moment, "client", client.id, luck.pick(("export", "share")),
            recipient_type=luck.pick(("partner", "internal", "bank")), consent_document_id=consent if agreed else None,
            approval_id=f"V-{client.id}-exc-{client.head[2:]}-{mark_}" if granted else None,
        )  # fmt: skip
