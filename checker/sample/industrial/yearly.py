"""Papers of the year: plans of the company, of its units and of its specialists."""

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import BASE, BRANCHES, unit_id
from checker.sample.industrial.papers import decide, file_document, file_report
from checker.sample.industrial.spans import Span, longer, mark
from checker.sample.times import HOUR, day_date

LEVELS = ("important", "general", "potential")
FREQUENCIES = {
    "salesperson": (1, 0, 0), "sales_supervisor": (0, 0, 0), "sales_manager": (0, 0, 0), "general_manager": (0, 0, 0)
}  # fmt: skip

# kind, title, author, department, by how many days after the first of January, approver
_PLANS = """\
client_training_plan 客户培训计划 E-TC1 technical_centre 28 E-VP2
advertising_plan 广告宣传计划 E-MM2 sales 28 E-VP1
market_research_plan 市场调研计划 E-SM sales 28 -
return_visit_plan 客户回访计划 E-SM sales 28 -
marketing_strategy 年度营销策略 E-SD sales 60 E-GM
service_scheme 服务方案 E-CM customer_service 60 E-VP1
"""


def write_yearly(desk: Desk) -> None:
    """Write the papers of every year of the sample."""
    for span in longer(desk.house, 12):
        place = desk.of("yearly", span[0])
        _company(place, span)
        for province in desk.house.provinces:
            _unit(desk.of("yearly", span[0], province.id), span, unit_id(province), province.id)
        for unit in (*(unit_id(province) for province in desk.house.provinces), *BRANCHES, BASE):
            _rating(desk.of("rating", span[0], unit), span, unit)
        for person in desk.people.all:
            if person.role == "salesperson":
                _specialist(desk.of("yearly", span[0], person.id), span, person.id, person.unit)


def _company(desk: Desk, span: Span) -> None:
    luck, first = desk.luck, span[0]
    for line in _PLANS.splitlines():
        kind, title, author, department, most, approver = line.split()
        filed = desk.by_day(first + 2, first + int(most))
        if filed is None:
            continue
        paper = file_document(
            desk, f"D-{kind.upper()}-{mark(first)}", kind, title, filed, author, owner_department=department,
            period_start_on=first, period_end_on=span[1], fiscal_year=day_date(first).year,
        )  # fmt: skip
        if approver != "-" and not luck.slips():
            decide(desk, "document", paper, approver, filed + 26 * HOUR, author)
    file_report(
        desk, f"RP-NC-{mark(first)}", "new_client_plan", "E-SM", desk.by_day(first + 2, first + 28),
        period_start_on=first, period_end_on=span[1],
        fields={"scope": "华东、华南", "target_client_ids": ["C000001"], "main_direction": luck.kept("新能源汽车配套")},
    )  # fmt: skip
    for unit in desk.house.provinces:
        file_report(
            desk, f"RP-SV-{unit.id}-{mark(first)}", "survey_plan", f"E-{unit.id}-L1",
            desk.at(first + 3) if not luck.slips() else None, period_start_on=first, period_end_on=span[1],
        )  # fmt: skip
    file_report(
        desk, f"RP-AUD-{mark(first)}", "audit", "E-AU1", desk.at(span[1] - 12), period_start_on=first,
        period_end_on=span[1], topic="客户服务审计",
    )  # fmt: skip


def _unit(desk: Desk, span: Span, unit: str, code: str) -> None:
    luck, first, last = desk.luck, *span
    head = f"E-{code}-H"
    if not luck.slips():
        file_document(
            desk, f"D-TOUR-{code}-{mark(first)}", "site_tour_plan", "客户参观计划", desk.at(first + 40), head,
            unit_id=unit, period_start_on=first, fiscal_year=day_date(first).year,
        )  # fmt: skip
    filed = desk.at(first + 200)
    if not luck.slips():
        recipients = "sales;research" if not luck.slips() else "sales"
        file_report(
            desk, f"RP-MR-{code}-{mark(first)}", "market_research", head, filed, recipient_department=recipients,
            period_start_on=first, period_end_on=last, topic="新型橡胶产品",
        )  # fmt: skip
    if not luck.slips():
        file_report(
            desk, f"RP-MI-{code}-{mark(first)}", "inspection", "E-MM2", desk.at(first + 250), unit_id=unit,
            topic="宣传品发放检查", coverage=["system_use", "client_information", "business_process"],
            department="marketing",
        )  # fmt: skip


def _rating(desk: Desk, span: Span, unit: str) -> None:
    first, last = span
    rated = desk.by_day(last - 40, last - 3)
    file_report(
        desk, f"RP-RT-{unit[2:]}-{mark(first)}", "service_rating", "E-CM", rated, unit_id=unit, period_start_on=first,
        period_end_on=last, coverage=[unit],
    )  # fmt: skip


def _specialist(desk: Desk, span: Span, who: str, unit: str) -> None:
    luck, first, last = desk.luck, *span
    boss = desk.people.by_id[who].manager
    made = desk.by_day(first + 3, first + 28)
    if made:
        file_document(
            desk, f"D-DP-{who[2:]}-{mark(first)}", "development_plan_form", "客户开发计划表", made, who,
            employee_id=who, unit_id=unit, period_start_on=first, period_end_on=last,
        )  # fmt: skip
    made = desk.by_day(first + 3, first + 28)
    if not made:
        return
    file_document(
        desk, f"D-VF-{who[2:]}-{mark(first)}", "visit_frequency_plan", "拜访频次计划", made, who, employee_id=who,
        unit_id=unit, period_start_on=first, period_end_on=last,
    )  # fmt: skip
    lacking = luck.slips()
    for role, counts in FREQUENCIES.items():
        for level, count in zip(LEVELS, counts, strict=True):
            if lacking and role == "general_manager" and level == "potential":
                continue
            desk.add(
                "visit_plan", id=f"UF-{who[2:]}-{mark(first)}-{role[:7]}-{level[:2]}", kind="frequency", unit_id=unit,
                client_level=level, role=role, visitor_id=None, prepared_by_id=who, prepared_at=made,
                period_start_on=first, period_end_on=last, planned_frequency=count, remarks=boss, status="planned",
            )  # fmt: skip
