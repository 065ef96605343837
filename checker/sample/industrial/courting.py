"""How a client is won: the first visit, samples, material, an invitation, the visit to the works, the talks."""

from dataclasses import dataclass

from checker.sample.industrial.client import Client
from checker.sample.industrial.newcomers import visit_form
from checker.sample.industrial.papers import file_document
from checker.sample.industrial.receptions import receive
from checker.sample.industrial.talks import talk
from checker.sample.times import DAY, HOUR


@dataclass(frozen=True)
class Courtship:
    """When the client was found content, when it was asked for a deal, and when it was all over."""

    content: int | None
    asked: int | None
    ends: int


def court(client: Client, key: str, begun: int, fresh: bool, meets: bool) -> Courtship:
    """Write samples, material, the invitation and the visit to the works, up to the talks about the deal."""
    luck, desk = client.luck, client.desk
    day = begun // DAY
    first = desk.at(day + luck.between(1, 4))
    findings = {"credit": luck.kept("信誉好"), "operations": luck.kept("产销两旺"), "finance": luck.kept("现金流稳")}
    visit = talk(
        client, first, client.owner, "development", "on_site", opportunity_id=key, contact_person_id=client.decider,
        interest_outcome="interested", findings=findings,
    )  # fmt: skip
    if fresh and visit:
        visit_form(client, visit, first)
    _send(client, key, first)
    ended = receive(client, day + luck.between(18, 24))
    talk(client, desk.at(day + 28), client.owner, "follow_up", "phone", opportunity_id=key)
    if meets:
        talk(
            client, desk.at(day + 30), "E-VP1", "market_information", "in_person", opportunity_id=key,
            contact_person_id=client.decider,
        )  # fmt: skip
    ready = max(ended, desk.at(day + 31)) + HOUR if not luck.slips() else None
    asked = desk.in_workdays(ready, 5) if ready else desk.at(day + 34)
    dealt = desk.at(day + 38)
    negotiation = talk(client, dealt, client.owner, "negotiation", "phone", opportunity_id=key)
    if negotiation and not luck.slips():
        visit_form(client, negotiation, dealt)
    return Courtship(ready, asked, desk.at(day + luck.between(42, 46), late=0.5))


def _send(client: Client, key: str, first: int) -> None:
    """Samples and material, and the word that the client is welcome at the works."""
    luck, desk, day = client.luck, client.desk, client.begun // DAY
    if not luck.slips():
        desk.add(
            "shipment", id=f"YS{key[1:]}", kind="sample", client_id=client.id, quantity=5, amount=0.0, currency="CNY",
            ready_at=first, shipped_at=first + 20 * HOUR, waybill_no=f"YP{client.number}",
            status_updated_at=first + 30 * HOUR, delivered_at=first + 60 * HOUR,
        )  # fmt: skip
    if not luck.slips():
        paper = file_document(desk, f"D-PM-{key}", "promotional_material", "产品样本", first + DAY, "E-MM2")
        talk(
            client, desk.at(day + 7), client.owner, "material_sent", "email", opportunity_id=key, document_id=paper,
            sent_at=desk.at(day + 7),
        )  # fmt: skip
    if not luck.slips():
        talk(client, desk.at(day + 12), client.owner, "invitation", "phone", opportunity_id=key)
