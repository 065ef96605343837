"""The papers on which a key account rests: analyses, forms, approvals, and the lists it stands on."""

from checker.sample.industrial.card import client_paper
from checker.sample.industrial.client import Client
from checker.sample.industrial.papers import decide, file_report
from checker.sample.times import DAY, HOUR

QUARTER_DAYS = 91


def list_day(client: Client, moment: int) -> int:
    """The day of the list round that comes before a moment: lists are drawn up once a quarter."""
    house = client.desk.house
    start = house.first - 5 * QUARTER_DAYS
    return start + (moment // DAY - start) // QUARTER_DAYS * QUARTER_DAYS


def write_key_account(client: Client) -> None:
    """Write how a client became a key account."""
    since = client.key_since
    if not client.is_key or since is None:
        return
    luck, desk, tally = client.luck, client.desk, client.tally
    listed = list_day(client, since)
    screened = listed - QUARTER_DAYS
    tally.listed["ka_screening", "", screened].append(client.id)
    if not luck.slips():
        tally.listed["ka_list", "", listed].append(client.id)
    analysed = desk.at(screened + luck.between(12, 70)) if not luck.slips() else desk.at(listed + 5)
    fields = {
        "credit_analysis": luck.kept("资信良好"), "contribution_analysis": luck.kept("贡献居前"),
        "strategy_analysis": luck.kept("战略契合"), "organisation_structure": luck.kept("职能制"),
        "business_scope": luck.kept("密封件制造"), "financial_analysis": luck.kept("负债率低"),
        "credit_rating": luck.kept("AA"), "purchase_concentration": luck.kept("集中"),
        "purchase_volume": luck.kept("年增 12%"), "profit_contribution": luck.kept("毛利高于均值"),
        "price_sensitivity": luck.kept("中等"), "payment_punctuality": luck.kept("准时"),
        "cooperation_length": luck.kept("六年"), "satisfaction_level": luck.kept("满意"),
        "product_dependence": luck.kept("高"), "competitor_attitude": luck.kept("谨慎"),
        "social_standing": luck.kept("区域龙头"), "relationship_analysis": luck.kept("高层互访"),
        "strategic_relevance": luck.kept("新能源布局"),
    }  # fmt: skip
    author = client.service if not luck.slips() else "E-MM2"
    file_report(
        desk, f"RA-{client.id}", "ka_analysis", author, analysed, client_id=client.id, unit_id=client.unit,
        fields=fields,
    )  # fmt: skip
    if luck.happens(0.6):
        credit_check(client, analysed - 20 * DAY, "good")
    for mark, kind in (("KE", "ka_evaluation_form"), ("KA", "ka_analysis_form")):
        made = since - luck.between(6, 12) * DAY
        form = client_paper(client, mark, kind, "大客户评定表", made, client.service)
        if not luck.slips():
            decide(desk, "document", form, "E-CM", made + 2 * DAY, client.service)
    client.change("is_key_account", "false", "true", since, "E-CM")
    client.change("ka_type", "", client.ka_type, since + HOUR, "E-CS1" if not luck.slips() else "E-CM")
    decide(desk, "client", client.id, "E-CM", desk.in_days(since + 2 * HOUR, 28), "E-CS1", step="confirmation")
    _assess(client)
    _preference(client)
    if client.tier == "strategic" and not luck.slips():
        decide(desk, "client", client.id, "E-GM", client.created + 40 * DAY, "E-CM", mark="-S")


def credit_check(
    client: Client, moment: int, result: str, open_points: str | None = None, repeat_of: str | None = None
) -> str:
    """An investigation of the client's credit."""
    luck = client.luck
    key = client.next("Q")
    client.desk.add(
        "credit_check", id=key, client_id=client.id,
        form_kind="new_client_credit_standard" if not luck.slips() else "quick_check", form_version="3",
        performed_at=moment, performed_by_id=client.owner, result=result,
        financial_management_score=float(luck.between(62, 96)) if not luck.slips() else 48.0, open_points=open_points,
        currency="CNY", settlement_arrears_amount=0.0, repeat_of_id=repeat_of,
    )  # fmt: skip
    return key


def _assess(client: Client) -> None:
    """The assessment of value that comes before a grade."""
    desk, luck = client.desk, client.luck
    graded = client.cells["grade_set_on"]
    day = graded - luck.between(5, 25) if not luck.slips() else graded + 9
    file_value(client, desk.at(day))


def file_value(client: Client, moment: int) -> None:
    """The five points of the value of a client."""
    luck = client.luck
    fields = {
        "sales_share": luck.kept("8%", 0.4), "expected_cost": "中", "payment_risk": "低", "contribution": "高",
        "supply_capability": "充足",
    }  # fmt: skip
    file_report(
        client.desk, f"RV-{client.id}", "value_assessment", client.service, moment, client_id=client.id,
        unit_id=client.unit, fields=fields,
    )  # fmt: skip


def _preference(client: Client) -> None:
    """Better terms for some: after an appraisal and the decision of the general manager."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    if not luck.happens(0.3):
        return
    day = house.days.roll(house.first + luck.between(10, house.last - house.first - 20))
    client.cells |= {"preferential_terms": "价格优惠 2%", "preferential_since_on": day}
    if not luck.slips():
        file_report(
            desk, f"RK-{client.id}", "appraisal", "E-CM", desk.at(day - 12), client_id=client.id,
            coverage=["preference"],
        )  # fmt: skip
    if not luck.slips():
        decide(desk, "client", client.id, "E-GM", desk.at(day - 4), "E-CM", mark="-P")
