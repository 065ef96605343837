"""Fairs, tours, exchanges, courses for clients, celebrations, mailings, the website, and clients' own logins."""

from typing import Any

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import COMPANY_UNIT, unit_id
from checker.sample.industrial.papers import decide, file_document, file_report
from checker.sample.industrial.spans import Span, longer, mark, months
from checker.sample.industrial.tally import Tally
from checker.sample.times import DAY, HOUR

# How many clients of each unit are invited, told and congratulated.
OFTEN_TOLD = 6
SECTIONS = {
    "sales": "E-SM", "finance": "E-FI1", "technical_centre": "E-TC2", "logistics": "E-LG1", "management": "E-EM2"
}  # fmt: skip


def write_occasions(desk: Desk, tally: Tally) -> None:
    """Write what is done for many clients at once."""
    for span in longer(desk.house, 12):
        for province in desk.house.provinces:
            unit = unit_id(province)
            _unit_year(desk.of("events", span[0], unit), span, unit, tally.active.get(unit, []))
        _company_year(
            desk.of("events", span[0]), span, [one for clients in tally.active.values() for one in clients[:OFTEN_TOLD]]
        )
    for span in months(desk.house, 3):
        for department, author in SECTIONS.items():
            _post(desk.of("post", span[0], department), span, department, author)
        _mailing(desk.of("mailing", span[0]), span, tally)
    for place, client in enumerate(tally.strategic):
        _celebration(desk.of("celebration", place), client, "strategic", place)
    for unit, clients in tally.active.items():
        for place, client in enumerate(one for one in clients[:OFTEN_TOLD] if one not in tally.strategic):
            _celebration(desk.of("celebration", unit, place), client, "general", place)
            _login(desk.of("client login", client), client)


def _event(desk: Desk, key: str, kind: str, unit: str, day: int, guests: list[str], **cells: Any) -> str:
    held = desk.house.days.roll(day)
    given = {"participant_employee_ids": ["E-SM"], "participant_client_ids": guests}
    desk.add(
        "event", id=key, kind=kind, organiser_unit_id=unit, held_on=held, invited_at=desk.at(held - 20),
        invited_client_ids=guests, **(given | cells),
    )  # fmt: skip
    return key


def _unit_year(desk: Desk, span: Span, unit: str, clients: list[str]) -> None:
    luck, first = desk.luck, span[0]
    code = unit[2:]
    if not luck.slips():
        _event(desk, f"EV-T-{code}-{mark(first)}", "site_tour", unit, first + luck.between(150, 300), clients[:12])
    for place, day in enumerate((luck.between(70, 150), luck.between(200, 320))):
        if not luck.slips():
            _event(desk, f"EV-X-{code}-{mark(first)}-{place}", "technical_exchange", unit, first + day, clients[:10])
    _event(desk, f"EV-R-{code}-{mark(first)}", "client_relations", unit, first + luck.between(100, 300), clients[:8])
    begun = desk.at(first + luck.between(60, 200))
    ended = begun + 30 * DAY
    head = f"E-{code}-H"
    key = f"CA-{code}-{mark(first)}"
    desk.add(
        "campaign", id=key, kind="advertising", unit_id=unit, planned_on=begun // DAY, started_at=begun, sent_at=begun,
        ended_at=ended, effect_evaluated_at=desk.in_days(ended, 50), status="done",
    )  # fmt: skip
    file_report(
        desk, f"RP-{key}", "other", head, desk.in_days(ended, 25), topic="广告反馈", subject_type="campaign",
        subject_id=key, recipient_id="E-SM", recipient_department="sales",
    )  # fmt: skip
    held = desk.house.days.roll(first + luck.between(90, 330))
    course = f"G-C-{code}-{mark(first)}"
    desk.add(
        "training", id=course, kind=luck.pick(("technical_guidance", "product_introduction", "client_training")),
        audience="client", topics=["硫化工艺"], held_on=held, organiser_id=f"E-{code}-T1", organiser_unit_id=unit,
        trainer_kind=luck.pick(("internal", "university")), participant_client_ids=clients[:15],
        evaluation_score=luck.kept(float(luck.between(35, 50)) / 10),
        plan_document_id=f"D-CLIENT_TRAINING_PLAN-{mark(first)}",
    )  # fmt: skip
    if clients and not luck.slips():
        desk.add(
            "survey_response", id=f"{course}-1", training_id=course, client_id=clients[0], sent_at=held * DAY + 60_000,
            answered_at=(held + 6) * DAY + 40_000, is_valid=True, rating=5.0,
        )  # fmt: skip


def _company_year(desk: Desk, span: Span, clients: list[str]) -> None:
    luck, first, _ = desk.luck, *span
    for place, (kind, day) in enumerate((("order_fair", 100), ("exchange_meeting", 290))):
        key = _event(desk, f"EV-F-{mark(first)}-{place}", kind, COMPANY_UNIT, first + day, clients)
        held = desk.house.days.roll(first + day)
        file_report(
            desk, f"RP-{key}", "meeting_minutes", "E-SM", desk.in_days(held * DAY + 60_000, 9), topic="订货会",
            subject_type="event", subject_id=key, held_at=held * DAY + 36_000,
        )  # fmt: skip
    desk.add(
        "training", id=f"G-X-{mark(first)}", kind="client_training", audience="client", topics=["橡胶配方"],
        held_on=desk.house.days.roll(first + 160), organiser_id="E-TC1", organiser_unit_id=COMPANY_UNIT,
        trainer_kind="university", participant_client_ids=clients[:30], evaluation_score=luck.kept(4.6),
        plan_document_id=f"D-CLIENT_TRAINING_PLAN-{mark(first)}",
    )  # fmt: skip


def _post(desk: Desk, span: Span, department: str, author: str) -> None:
    """Posts of a department on the website: cleared, approved, published."""
    luck, (first, _) = desk.luck, span
    for place in range(2):
        if luck.slips(0.6):
            continue
        shown = desk.at(first + 4 + 13 * place)
        key = f"D-WEB-{department[:3]}-{mark(first)}-{place}"
        ends = first + 120 if luck.happens(0.5) else None
        file_document(
            desk, key, "website_post", "网站信息", shown - 20 * HOUR, author,
            owner_department=department if not luck.slips(0.5) else "hr", published_at=shown, updated_at=shown,
            secrecy_cleared_at=luck.kept(shown - 5 * HOUR), expires_on=ends, access_level="public",
            status="withdrawn" if ends and ends < desk.house.last and not luck.slips() else "in_force",
        )  # fmt: skip
        if not luck.slips():
            decide(desk, "document", key, "E-OH", shown - 3 * HOUR, author)


def _mailing(desk: Desk, span: Span, tally: Tally) -> None:
    luck, (first, _) = desk.luck, span
    everybody = sorted({one for clients in tally.active.values() for one in clients[:OFTEN_TOLD] if not luck.slips()})
    sent = desk.at(first + 15)
    desk.add(
        "campaign", id=f"CA-I-{mark(first)}", kind="tailored_info", audience_client_ids=everybody,
        planned_on=sent // DAY, started_at=sent, sent_at=sent, ended_at=sent + DAY, status="done",
    )  # fmt: skip
    if luck.happens(0.5):
        desk.add(
            "campaign", id=f"CA-N-{mark(first)}", kind="new_product_info", audience_client_ids=everybody[:9],
            planned_on=sent // DAY, started_at=sent, sent_at=sent, ended_at=sent, status="done",
        )  # fmt: skip


def _celebration(desk: Desk, client: str, tier: str, place: int) -> None:
    """An occasion of a client: who went, and what was brought."""
    luck, house = desk.luck, desk.house
    if place % 2:
        return
    day = house.first + luck.between(30, house.last - house.first - 10)
    visitors = [one.id for one in desk.people.all if one.role in ("unit_head", "salesperson")]
    guests = ["E-VP1"] if tier == "strategic" else [luck.pick(visitors)]
    if luck.slips():
        guests = []
    if luck.slips():
        guests = ["E-CS3"]
    gift = f"D-GIFT-{client}"
    key = _event(
        desk, f"EV-O-{client}", "client_occasion", COMPANY_UNIT, day, [client], client_id=client,
        participant_employee_ids=guests, gift_document_id=gift,
    )  # fmt: skip
    made = desk.at(day - 3)
    office = "company_office" if tier == "strategic" and not luck.slips() else "sales"
    file_document(desk, gift, "gift_purchase", "贺礼采购单", made, "E-OH", owner_department=office, client_id=client)
    if tier != "strategic" and not luck.slips():
        decide(desk, "event", key, "E-VP1", made - 20 * HOUR, "E-SM")


def _login(desk: Desk, client: str) -> None:
    """A login of the client itself, and its use; anonymous visitors see the public pages."""
    luck, house = desk.luck, desk.house
    made = desk.at(house.first + luck.between(0, 120))
    account = f"A-{client}"
    gone = made + 90 * DAY if luck.happens(0.1) else None
    desk.add(
        "account", id=account, client_id=client, status="disabled" if house.seen(gone) else "active", role_level="客户",
        created_at=made, disabled_at=gone,
    )  # fmt: skip
    for place in range(6):
        moment = made + (9 + 17 * place) * DAY + luck.between(0, 30_000)
        desk.add(
            "data_access", id=f"L-{client}-{place}", account_id=account, entity="document", entity_id="D-MAN-P-101",
            action="login", accessed_at=moment,
        )  # fmt: skip
        level = "public" if not luck.slips() else "internal"
        desk.add(
            "data_access", id=f"L-{client}-{place}N", entity="document", entity_id="D-MAN-P-102", action="view",
            access_level=level, accessed_at=moment + 999,
        )  # fmt: skip
