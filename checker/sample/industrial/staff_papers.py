"""What people write about their own work: summaries of contacts, daily reports, tables of visits."""

from collections.abc import Mapping

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.papers import decide, file_document, file_report
from checker.sample.industrial.spans import mark, months
from checker.sample.industrial.tally import Tally
from checker.sample.times import DAY, HOUR

URGENT = ("competitor_policy", "competitor_product", "product_defect", "competitor_movement")


def write_staff_papers(desk: Desk, tally: Tally) -> None:
    """Write the papers that follow from the contacts and visits of all clients."""
    house = desk.house
    ends = {first: last for first, last in months(house, 3)}
    for who, month in sorted(tally.talked):
        here = desk.of("summary", who, month)
        last = ends.get(month)
        if last:
            file_report(
                here, f"RQ-{who[2:]}-{month}", "contact_summary", who, here.by_day(last + 1, last + 4),
                period_start_on=month, period_end_on=last, recipient_id="E-SM",
            )  # fmt: skip
    for who, day in sorted(tally.new_days):
        _new_client_day(desk.of("newday", who, day), who, day)
    for (who, day), clients in sorted(tally.visit_days.items()):
        _visit_day(desk.of("visitday", who, day), who, day, clients, tally.data_forms)
    for person in desk.people.all:
        if person.role == "salesperson":
            for first, last in months(house):
                here = desk.of("completion", person.id, first)
                made = here.in_workdays(last * DAY + 60_000, 4)
                if made:
                    file_document(
                        here, f"D-VC-{person.id[2:]}-{mark(first)}", "visit_completion", "拜访完成表", made, person.id,
                        employee_id=person.id, unit_id=person.unit, period_start_on=first, period_end_on=last,
                    )  # fmt: skip


def _new_client_day(desk: Desk, who: str, day: int) -> None:
    luck = desk.luck
    fields = {"progress": "按计划", "results": "已沟通", "open_problems": luck.kept("账期", 0.3) or ""}
    filed = desk.in_workdays(day * DAY + 17 * HOUR, 1)
    file_report(
        desk, f"RZ-{who[2:]}-{day}", "new_client_daily", who, filed, period_start_on=day, period_end_on=day,
        fields=fields,
    )  # fmt: skip


def _visit_day(desk: Desk, who: str, day: int, clients: list[str], data_forms: Mapping[str, int]) -> None:
    luck = desk.luck
    has_form = data_forms.get(clients[0], (day + 1) * DAY) < day * DAY
    urgent = luck.happens(0.04)
    fields: dict[str, object] = {
        "visit_started_at": "09:30", "opinions": luck.kept("质量稳定", 0.5),
        "market_information": luck.kept("同行促销", 0.5), "visit_effect": luck.kept("良好", 0.5),
        "handled_matters": luck.kept("核对库存", 0.5),
    }  # fmt: skip
    if urgent:
        fields |= {"urgent_matters": "竞品降价", "unit_can_resolve": "false" if luck.happens(0.7) else "true"}
    named = clients if not luck.slips() else clients[1:]
    filed = desk.in_workdays(day * DAY + 17 * HOUR, 1)
    key = file_report(
        desk, f"RY-{who[2:]}-{day}", "visit_daily", who, filed, period_start_on=day, period_end_on=day,
        client_ids=named, recipient_id=f"E-{who.split('-')[1]}-H",
        reference_document_ids=[f"D-FORM-{clients[0]}"] if has_form and not luck.slips(0.6) else [],
        fields=fields,
    )  # fmt: skip
    if urgent and key and filed:
        head = f"E-{who.split('-')[1]}-H"
        category = luck.pick(URGENT) if not luck.slips(2) else "天气"
        told = desk.in_workdays(filed, 1)
        urgent_key = file_report(
            desk, f"RY-{who[2:]}-{day}-U", "visit_urgent", head, told, category=category, subject_type="report",
            subject_id=key, recipient_id="E-SD", recipient_role="sales_director",
            fields={"description": luck.kept("竞品降价 8%") or ""},
        )  # fmt: skip
        decide(desk, "report", urgent_key, "E-SD", told + DAY if told else None, head)
