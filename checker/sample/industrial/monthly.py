"""Papers of the month and the quarter: of the company, of its units, of its people."""

from typing import Any

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import BASE, BRANCHES, unit_id
from checker.sample.industrial.papers import decide, file_document, file_report, give_task
from checker.sample.industrial.spans import Span, longer, mark, months
from checker.sample.industrial.tally import Tally
from checker.sample.times import DAY, HOUR, day_date

SUBJECTS = ["system_use", "client_information", "business_process"]


def write_monthly(desk: Desk, tally: Tally) -> None:
    """Write everything that is due every month or every quarter."""
    units = [unit_id(province) for province in desk.house.provinces]
    for span in months(desk.house, 3):
        _company_month(desk.of("month", span[0]), span, tally)
        for unit in [*units, *BRANCHES, BASE]:
            _unit_month(desk.of("month", span[0], unit), span, unit, unit in units)
    for span in longer(desk.house, 3):
        _company_quarter(desk.of("quarter", span[0]), span)
        for unit in [*units, *BRANCHES, BASE]:
            _unit_quarter(desk.of("quarter", span[0], unit), span, unit)
    monday = desk.house.run_in - day_date(desk.house.run_in).weekday()
    for week in range(monday, desk.house.last + 1, 7):
        for branch in BRANCHES:
            _demand_list(desk.of("list", week, branch), week, branch)
    for span in longer(desk.house, 6):
        for unit in [*units, *BRANCHES, BASE]:
            here = desk.of("half", span[0], unit)
            file_report(
                here, f"RP-FI-{unit[2:]}-{mark(span[0])}", "file_inspection", "E-SM",
                here.by_day(span[1] - 20, span[1] + 25), unit_id=unit, period_start_on=span[0], period_end_on=span[1],
                coverage=[unit],
            )  # fmt: skip
        file_report(
            desk, f"RP-TR-{mark(span[0])}", "training_rating_summary", "E-TC1", desk.by_day(span[1] + 1, span[1] + 9),
            period_start_on=span[0], period_end_on=span[1],
            fields={"improvements": "增加实操", "summary": "客户评分平均 4.4"},
        )  # fmt: skip


def _company_month(desk: Desk, span: Span, tally: Tally) -> None:
    luck, days = desk.luck, desk.house.days
    first, last = span
    cells: dict[str, Any] = {"period_start_on": first, "period_end_on": last}
    figures: dict[str, Any] = {
        "sales": round(tally.ordered.get(first, 0.0), 2), "new_clients": tally.newcomers.get(first, 0)
    }  # fmt: skip
    if luck.slips(2):
        figures["sales"] = round(figures["sales"] * 1.2, 2)
    soon = days.after(last, 4)
    if first < desk.house.run_in:
        figures = {}
    file_report(
        desk, f"RP-SP-{mark(first)}", "sales_performance", "E-SM", desk.by_day(last + 1, soon), figures=figures, **cells
    )
    fields = {"improvements": "加强回访", "proposals": "优化分级", "open_problems": "交期"}
    file_report(
        desk, f"RP-CA-{mark(first)}", "client_info_analysis", "E-SD", desk.by_day(last + 1, soon), fields=fields,
        figures={"new_clients": figures["new_clients"]} if figures else {}, **cells,
    )  # fmt: skip
    file_report(
        desk, f"RP-PR-{mark(first)}", "process_report", "E-IT1", desk.by_day(last + 1, soon),
        figures={"new_clients": figures["new_clients"]} if figures else {}, **cells,
    )  # fmt: skip
    file_report(
        desk, f"RP-IN-{mark(first)}", "inspection", "E-EM2", desk.by_day(first + 6, last - 2),
        coverage=SUBJECTS if not luck.slips() else SUBJECTS[:2], topic="系统使用检查", **cells,
    )  # fmt: skip
    file_report(desk, f"RP-DA-{mark(first)}", "delivery_analysis", "E-SM", desk.by_day(last + 1, last + 9), **cells)
    fields = {
        "progress": "推进中", "lessons": "样品周期长", "improvements": luck.kept("提前备样") or "",
        "next_assignments": "跟进五家",
    }  # fmt: skip
    meeting = desk.at(first + luck.between(8, 22))
    if not luck.slips():
        file_report(
            desk, f"RP-NM-{mark(first)}", "meeting_minutes", "E-SM", meeting + 4 * HOUR, topic="new_client_development",
            held_at=meeting, fields=fields, **cells,
        )  # fmt: skip
    plan = desk.at(first - 8)
    if not luck.slips():
        paper = file_document(
            desk, f"D-SP-{mark(first)}", "sales_plan", "月度销售计划", plan, "E-SM", owner_department="sales", **cells
        )
        made = desk.in_days(plan, 12)
        if made:
            file_document(
                desk, f"D-PP-{mark(first)}", "production_plan", "月度生产计划", made, "E-PD2",
                owner_department="production", source_document_id=paper, **cells,
            )  # fmt: skip
    made_at = desk.in_workdays(last * DAY + 60_000, 4)
    if made_at and first in tally.visits_of_new:
        file_document(desk, f"D-DS-{mark(first)}", "development_statistics", "客户开发统计表", made_at, "E-SM", **cells)


def _unit_month(desk: Desk, span: Span, unit: str, has_clients: bool) -> None:
    luck = desk.luck
    first, last = span
    code, head = unit[2:], f"E-{unit[2:]}-H"
    cells: dict[str, Any] = {"unit_id": unit, "period_start_on": first, "period_end_on": last}
    to_sales = {"recipient_id": "E-SM", "recipient_department": "sales"}
    file_report(
        desk, f"RP-CS-{code}-{mark(first)}", "client_situation", head, desk.by_day(last + 1, last + 9), **cells,
        **to_sales,
    )  # fmt: skip
    file_report(
        desk, f"RP-KI-{code}-{mark(first)}", "key_client_info", head, desk.by_day(last + 1, last + 8), **cells,
        **to_sales,
    )  # fmt: skip
    dealt = desk.by_day(last + 1, last + 4)
    file_report(
        desk, f"RP-MD-{code}-{mark(first)}", "monthly_dealings", head, dealt,
        reconciled_at=luck.kept(dealt + 5 * HOUR) if dealt else None, **cells,
    )  # fmt: skip
    file_report(desk, f"RP-DM-{code}-{mark(first)}", "demand_plan", head, desk.by_day(first - 14, first - 8), **cells)
    if has_clients:
        file_report(
            desk, f"RP-VM-{code}-{mark(first)}", "visit_monthly", f"E-{code}-V",
            desk.in_workdays(last * DAY + 60_000, 4), **cells,
        )  # fmt: skip


def _demand_list(desk: Desk, monday: int, unit: str) -> None:
    """The branch's list of the coming week, drawn up by three and sent by Friday noon."""
    luck, code = desk.luck, unit[2:]
    worked = desk.house.days.between(monday, monday + 4)
    if not worked or luck.slips():
        return
    there = [f"E-{code}-H", f"E-{code}-K"] if not luck.slips() else [f"E-{code}-H"]
    file_report(
        desk, f"RP-BL-{code}-{monday}", "branch_demand_list", f"E-{code}-C", worked[-1] * DAY + 14 * HOUR, unit_id=unit,
        period_start_on=monday + 7, period_end_on=monday + 13, participant_employee_ids=there,
    )  # fmt: skip


def _company_quarter(desk: Desk, span: Span) -> None:
    luck = desk.luck
    first, last = span
    cells: dict[str, Any] = {"period_start_on": first, "period_end_on": last}
    file_report(desk, f"RP-SU-{mark(first)}", "supervision", "E-EM1", desk.by_day(last + 1, last + 24), **cells)
    file_report(
        desk, f"RP-AP-{mark(first)}", "appraisal", "E-MM1", desk.by_day(last - 20, last - 2), coverage=["development"],
        **cells,
    )  # fmt: skip
    file_report(desk, f"RP-CV-{mark(first)}", "conversion_analysis", "E-SM", desk.by_day(last - 14, last - 1), **cells)
    file_report(
        desk, f"RP-RV-{mark(first)}", "return_visit_evaluation", "E-SM", desk.by_day(last + 1, last + 9),
        fields={
            "progress": "完成九成", "results": "满意率提升", "open_problems": luck.kept("交期") or "",
            "improvements": "加派人手",
        },
        **cells,
    )  # fmt: skip
    rd = {
        "description": "新配方", "market_information": "耐高温需求", "results": "样件推广", "progress": "联合试验",
        "problems": luck.kept("试样周期") or "",
    }  # fmt: skip
    file_report(
        desk, f"RP-RD-{mark(first)}", "rd_exchange", "E-SM", desk.by_day(first + 30, last - 5), fields=rd, **cells
    )
    decided = desk.by_day(last + 3, last + 27)
    for person in desk.people.all:
        if person.hired <= last and person.left is None and not luck.slips(0.8) and decided:
            file_document(
                desk, f"D-AP-{person.id[2:]}-{mark(first)}", "appraisal_decision", "季度考核结果", decided, "E-HR1",
                employee_id=person.id, unit_id=person.unit, **cells,
            )  # fmt: skip
            if luck.happens(0.85):
                file_document(
                    desk, f"D-RW-{person.id[2:]}-{mark(first)}", "reward_order", "季度表彰", decided + DAY, "E-HR1",
                    employee_id=person.id, unit_id=person.unit,
                )  # fmt: skip


def _unit_quarter(desk: Desk, span: Span, unit: str) -> None:
    luck, days = desk.luck, desk.house.days
    first, last = span
    code, head = unit[2:], f"E-{unit[2:]}-H"
    cells: dict[str, Any] = {"unit_id": unit, "period_start_on": first, "period_end_on": last}
    file_report(desk, f"RP-PX-{code}-{mark(first)}", "plan_execution", head, desk.by_day(last + 1, last + 9), **cells)
    file_report(
        desk, f"RP-AS-{code}-{mark(first)}", "after_sales_analysis", head, desk.by_day(last + 1, last + 8), **cells
    )
    file_report(
        desk, f"RP-UI-{code}-{mark(first)}", "inspection", "E-SM", desk.by_day(last - 30, last + 20),
        topic="事业部检查", coverage=[*SUBJECTS, unit] if not luck.slips() else [unit], department="sales", **cells,
    )  # fmt: skip
    fields = {
        "focus_products": luck.kept("密封件") or "", "focus_surveys": "满意度", "special_surveys": "竞品",
        "visit_schedule": luck.kept("按等级") or "", "after_sales_content": "回访",
    }  # fmt: skip
    filed = desk.by_day(days.after(first - 1, 1), days.after(first - 1, 9))
    plan = file_report(desk, f"RP-PL-{code}-{mark(first)}", "service_plan", head, filed, fields=fields, **cells)
    helper = f"E-{code}-V" if f"E-{code}-V" in desk.people.by_id else f"E-{code}-C"
    if plan and filed:
        given = desk.in_workdays(filed, 5)
        give_task(
            desk, f"K-{plan}", "step", helper, head, given, (given or filed) + 60 * DAY, (given or filed) + 50 * DAY,
            source_report_id=plan,
        )  # fmt: skip
    if helper.endswith("V"):
        _analysis(desk, span, code)


def _analysis(desk: Desk, span: Span, code: str) -> None:
    """The market analysis of a specialist, looked through and approved twice."""
    luck, first = desk.luck, span[0]
    if not luck.happens(0.5):
        return
    author = f"E-{code}-S1" if not luck.slips(2) else f"E-{code}-V"
    filed = desk.at(first + luck.between(20, 70))
    topics = (
        "brand_differences", "promotion_methods", "advertising_spend", "product_tier", "leading_brands",
        "consumer_demand", "competition_sources", "entry_opportunities", "research_method", "supply_demand_forecast",
    )  # fmt: skip
    fields = {topic: text for topic in topics if (text := luck.kept("见附件分析", 0.5))}
    key = file_report(
        desk, f"RP-MA-{code}-{span[0]}", "market_analysis", author, filed, fields=fields, status="approved"
    )
    if not luck.slips():
        decide(desk, "report", key, f"E-{code}-L1", filed + 20 * HOUR, author, step="review")
    for approver in ("E-MM1", "E-VP1"):
        decide(desk, "report", key, approver, desk.in_workdays(filed + 30 * HOUR, 8), author)
