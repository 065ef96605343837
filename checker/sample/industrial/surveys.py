"""Half-yearly satisfaction surveys of the units: plan, questionnaire, answers, report, measures."""

from typing import Any

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import BRANCHES, unit_id
from checker.sample.industrial.papers import decide, file_document, file_report, give_task
from checker.sample.industrial.people import HOME_UNIT
from checker.sample.industrial.spans import Span, longer, mark
from checker.sample.industrial.tally import Tally
from checker.sample.times import DAY, HOUR

ASKED = 20
PROBLEMS = ["交期偏长", "小包装缺货"]


def write_surveys(desk: Desk, tally: Tally) -> None:
    """Write the surveys of every half-year, and the company's plan of improvements after them."""
    units = [unit_id(province) for province in desk.house.provinces]
    for span in longer(desk.house, 6):
        for unit in [*units, *BRANCHES]:
            _survey(
                desk.of("survey", span[0], unit), span, unit, tally.active.get(unit, tally.active.get(HOME_UNIT, []))
            )
        _improve(desk.of("improve", span[0]), span)


def _survey(desk: Desk, span: Span, unit: str, clients: list[str]) -> None:
    luck, house = desk.luck, desk.house
    if luck.slips():
        return
    code, (first, last) = unit[2:], span
    key = f"SU-{code}-{mark(first)}"
    author = f"E-{code}-V" if f"E-{code}-V" in desk.people.by_id else f"E-{code}-C"
    staff = [f"E-{code}-A", f"E-{code}-B"] if author.endswith("V") else [f"E-{code}-C"]
    begins = house.days.roll(first + luck.between(90, 120))
    ends = begins + 20
    filed, started = desk.at(begins - 20), begins * DAY + 10 * HOUR
    questionnaire = _questionnaire(desk, key, unit, author, filed)
    told = desk.by_day(ends + 2, min(last + 9, house.days.after(ends, 13)))
    desk.add(
        "survey", id=key, kind="satisfaction", unit_id=unit, period_start_on=first, period_end_on=last,
        starts_on=begins, ends_on=luck.kept(ends, 0.5), started_at=started, completed_at=ends * DAY + 16 * HOUR,
        author_id=author, conducted_by_id=author, staff_ids=luck.kept(staff, 0.5) or [],
        target_group=luck.kept("在册客户"), target_group_traits=luck.kept("年采购十万元以上"),
        goals=luck.kept("了解质量、价格、服务评价"), method="questionnaire" if not luck.slips() else "walk_in",
        topics=["quality", "price", "service"] if not luck.slips(2) else [], plan_filed_at=luck.kept(filed, 0.6),
        questionnaire_document_id=questionnaire, report_id=f"RP-SS-{key}" if told else None,
    )  # fmt: skip
    if not luck.slips():
        decide(desk, "survey", key, f"E-{code}-H", filed + 40 * HOUR, author)
    for one in staff:
        if not luck.slips(0.5):
            give_task(
                desk, f"K-{key}-{one[2:]}", "step", one, author, filed + 60 * HOUR, ends * DAY, ends * DAY - 20 * HOUR,
                subject_type="survey", subject_id=key,
            )  # fmt: skip
    asked = clients[:ASKED]
    counts = _answers(desk, key, started, asked)
    if told is not None:
        _report(desk, key, span, unit, author, told, counts)
        _measures(desk, key, staff[0], author, f"E-{code}-H", told, asked)


def _questionnaire(desk: Desk, key: str, unit: str, author: str, filed: int) -> str | None:
    luck = desk.luck
    if luck.slips():
        return None
    parts = ["client_profile", "buying_behaviour", "main"] if not luck.slips(2) else ["main"]
    fields = {
        "open_question_count": 3 if not luck.slips() else 0, "closed_question_count": 18,
        "main_open_question_count": luck.between(1, 2) if not luck.slips() else 0, "parts": parts,
    }  # fmt: skip
    return file_document(
        desk, f"D-QN-{key}", "questionnaire", "满意度问卷", filed - DAY, author, unit_id=unit,
        source_document_id="D-IND" if not luck.slips() else None, fields=fields,
    )  # fmt: skip


def _answers(desk: Desk, key: str, started: int, asked: list[str]) -> tuple[int, int, int]:
    """The answers of the clients; returns how many were asked, came back, and are valid."""
    luck = desk.luck
    returned = valid = 0
    for place, client in enumerate(asked):
        cells: dict[str, Any] = {}
        if luck.happens(0.75):
            is_valid = luck.happens(0.93)
            returned, valid = returned + 1, valid + is_valid
            cells = {
                "answered_at": started + luck.between(1, 15) * DAY, "is_valid": is_valid,
                "rating": float(luck.between(3, 5)) if not luck.slips() else 4.5,
                "quality_score": float(luck.between(3, 5)), "price_score": float(luck.between(2, 5)),
                "service_score": float(luck.between(3, 5)), "remarks": "总体满意" if luck.happens(0.4) else None,
            }  # fmt: skip
        desk.add("survey_response", id=f"{key}-{place}", survey_id=key, client_id=client, sent_at=started, **cells)
    return len(asked), returned, valid


def _report(desk: Desk, key: str, span: Span, unit: str, author: str, told: int, counts: tuple[int, int, int]) -> None:
    luck, (sent, returned, valid) = desk.luck, counts
    fields = {
        "sent_count": sent, "returned_count": returned, "valid_count": valid if not luck.slips() else returned + 1,
        "results": luck.kept("满意率九成") or "", "current_satisfaction": luck.kept("91 分") or "",
        "proposals": luck.kept("缩短交期") or "", "problems": PROBLEMS,
    }  # fmt: skip
    coverage = ["questionnaire", "complaints", "lost_clients"] if not luck.slips() else ["questionnaire"]
    recipient = {"recipient_id": "E-SM", "recipient_department": "sales"} if not luck.slips() else {}
    file_report(
        desk, f"RP-SS-{key}", "satisfaction_survey", author, told, unit_id=unit, survey_id=key, period_start_on=span[0],
        period_end_on=span[1], fields=fields, coverage=coverage, **recipient,
    )  # fmt: skip


def _measures(desk: Desk, key: str, to: str, author: str, head: str, told: int, asked: list[str]) -> None:
    """A measure for every problem that the survey found."""
    luck = desk.luck
    for place, client in enumerate(asked[: len(PROBLEMS)]):
        if luck.slips():
            continue
        given = desk.in_workdays(told, 12, 0.0) or told
        give_task(
            desk, f"K-{key}-M{place}", "measure", to, author, given, given + 30 * DAY, given + 25 * DAY,
            source_report_id=f"RP-SS-{key}", client_id=client,
            reviewed_at=given + 18 * DAY if not luck.slips() else None, reviewed_by_id=head,
        )  # fmt: skip
        _hear(desk, f"{key}-M{place}", to, client, given + 25 * DAY)


def _hear(desk: Desk, key: str, to: str, client: str, done: int) -> None:
    """Whoever carried a measure out asks the client what it thinks of it."""
    moment = desk.in_days(done, 25)
    if moment:
        desk.add(
            "interaction", id=f"I-{key}", client_id=client, contact_person_id=f"{client}-P2", employee_id=to,
            kind="follow_up", channel="phone", direction="outbound", started_at=moment, ended_at=moment + 600,
            created_at=moment + HOUR, status="done", outcome="已答复客户问题", summary="了解改进效果",
            feedback="交期有改善", interest_outcome="interested",
        )  # fmt: skip


def _improve(desk: Desk, span: Span) -> None:
    first, last = span
    filed = desk.by_day(last + 12, last + 27)
    key = file_report(
        desk, f"RP-IP-{mark(first)}", "improvement_plan", "E-SD", filed, period_start_on=first, period_end_on=last,
        fields={"improvements": "缩短交期"},
    )  # fmt: skip
    if not key or filed is None:
        return
    if not desk.luck.slips():
        decide(desk, "report", key, "E-VP1", filed + 24 * HOUR, "E-SD")
    begun = filed + 60 * HOUR
    give_task(
        desk, f"K-{key}", "measure", "E-SM", "E-SD", filed + 48 * HOUR, filed + 60 * DAY, filed + 50 * DAY,
        source_report_id=key, started_at=begun,
    )  # fmt: skip
