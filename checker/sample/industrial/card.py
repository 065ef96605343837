"""The card of a client: its cells, its people, its papers."""

from typing import Any

from checker.sample.industrial.client import LOST, NEWCOMER, PROSPECT, STANDING, Client
from checker.sample.industrial.mistakes import is_doubled, second_card
from checker.sample.industrial.names import address, credit_code, landline, mobile, person
from checker.sample.industrial.papers import decide, file_document
from checker.sample.industrial.profile import profile_of
from checker.sample.times import DAY

_INDUSTRIES = ("汽车零部件", "工程机械", "轨道交通", "矿山机械", "石油化工", "家用电器", "制鞋", "电力设备")
_ORG_TYPES = ("state_owned", "private", "private", "private", "listed", "government", "monopoly")
_PUBLIC = ("state_owned", "government", "monopoly")
_TRENDS = ("上升", "平稳", "平稳", "下降")
SEGMENTS = ("汽车配套", "工程机械", "轨道交通", "能源化工", "经销渠道")
TRAITS = ("稳重", "直爽", "细致", "果断", "健谈")


def fill_card(client: Client) -> None:
    """Draw the cells of the card that do not follow from what happens."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    known = luck.kept
    graded = desk.at(house.last - luck.between(10, 420 if luck.slips(2) else 300)) // DAY
    verified = house.last - (luck.between(95, 300) if luck.slips() else luck.between(1, 80))
    client.cells |= {
        "segment": known(luck.pick(SEGMENTS), 0.3),
        "org_type": luck.pick(_PUBLIC if client.ka_type == "important" and not luck.slips(2) else _ORG_TYPES),
        "industry": known(luck.pick(_INDUSTRIES)),
        "client_type": known(luck.pick(("processor", "processor", "consumer", "dealer", "retailer")), 0.4),
        "category": known(
            luck.pick(
                ("main_business", "main_business", "main_business", "service_provider")
            ) if client.kind != PROSPECT else "potential",
            0.2,
        ),
        "business_nature": known(luck.pick(("专营", "兼营")), 0.02),
        "needs": luck.pick(("减震件年度配套", "密封件国产替代", "混炼胶稳定供应")),
        "phone": known(landline(client.town.area, client.number), 0.3),
        "email": known(f"cg{client.number}@client{client.number}.example", 0.5),
        "address": known(address(luck, client.province.name, client.town), 0.5),
        "tax_id": credit_code(client.town, client.number), "legal_representative": known(person(luck), 0.5),
        "employee_count": known(luck.between(20, 3_000), 0.3), "business_trend": known(luck.pick(_TRENDS), 0.5),
        "annual_volume": luck.money(20_000, 4_000_000), "annual_revenue_amount": known(luck.money(2e6, 9e8, 1e4), 0.5),
        "credit_rating": known(luck.pick(("AAA", "AA", "A", "B")), 0.5),
        "credit_limit_amount": known(client.credit_limit, 0.1), "currency": "CNY",
        "production_summary": known("两条硫化线，月产十二万件", 0.5),
        "industry_standing": known(luck.pick(("领导力", "具影响力", "一流", "二流", "三流")), 0.5),
        "file_class": ("key" if client.tier in ("strategic", "key") else "general") if not luck.slips(0.6) else None,
        "file_custodian_id": known(client.service, 0.5), "service_owner_id": known(client.service, 0.5),
        "info_verified_at": desk.at(verified), "lead_source": luck.pick(("展会", "老客户介绍", "行业网站", "电话开发")),
        "info_source": luck.pick(("拜访", "公开资料")), "authority_level": luck.pick(("一级", "二级", "三级")),
        "decision_maker_contact_id": known(client.decider, 0.5),
        "payment_method": known(luck.pick(("银行转账", "银行承兑汇票")), 0.3),
        "payment_term_days": known(luck.pick((30, 45, 60)), 0.3),
        "key_metrics": {
            "年采购额": luck.between(10, 900), "产能": luck.between(1, 90)
        } if not luck.slips(0.8) else None,
        "organisation_structure": known("总经理—采购部—生产部—品质部"),
        "growth_potential": known(luck.pick(("高", "中", "低"))), "qualifications": known("IATF16949、ISO9001"),
        "financial_stability": known("稳健"), "industry_competition": known("行业集中度中等"),
        "competitive_position": known(luck.pick(("区域龙头", "跟随者"))),
        "purchase_process": known("技术确认—小批试用—采购委员会审批"),
        "purchase_cycle_days": known(luck.between(15, 90)), "decision_traits": known("重质量，其次价格"),
        "current_suppliers": known(["本地同行", "进口品牌"]), "main_products": known("减震与密封组件", 0.5),
        "main_customers": known("主机厂", 0.5), "contact_channel": known(luck.pick(("电话", "微信", "邮件"))),
        "preferential_terms": None, "grade_set_on": graded, "grade_set_by_id": "E-CM",
    }  # fmt: skip
    if client.kind in (STANDING, LOST):
        registered = client.created + 6 * DAY
        client.cells |= {
            "file_registered_at": known(registered, 0.6),
            "file_archived_at": known(registered + 9 * DAY, 0.6),
        }
        client.cells["first_order_on"] = client.created // DAY + luck.between(10, 60)
    if client.kind in (PROSPECT, NEWCOMER):
        client.cells |= {"purchase_intent": known("半年内试用"), "competitor_info": known("现用外资品牌")}
    if client.ka_type == "group":
        other = client.number - len(house.provinces)
        client.cells |= {
            "parent_id": luck.kept(f"C{other:06}") if other >= 0 else None,
            "group_id": f"C{other:06}" if other >= 0 else None, "buying_unit_id": luck.kept(client.id),
        }  # fmt: skip
    if client.is_key:
        client.cells |= {
            "sales_target_amount": known(luck.money(5e5, 9e6, 1e4)),
            "ka_type_reason": known("行业影响大，技术合作深"),
        }


def write_people(client: Client) -> None:
    """The persons at the client."""
    luck = client.luck
    posts = (
        ("总经理", "管理层", "legal_representative", True), ("采购经理", "采购部", "responsible", False),
        ("车间主任", "生产部", "user", False),
    )  # fmt: skip
    for place, (position, department, role, decides) in enumerate(posts[: 3 if client.is_key else 2], 1):
        traits = {
            "gender": luck.pick(("男", "女")), "birth_year": luck.between(1962, 1994),
            "native_place": client.province.name, "education": luck.pick(("本科", "大专", "硕士")),
            "hobbies": luck.kept(luck.pick(("乒乓球", "书法", "钓鱼", "登山")), 0.6), "habits": luck.kept("守时", 0.6),
            "beliefs": luck.kept("无特别信仰说明", 0.6), "personality": luck.kept(luck.pick(TRAITS), 0.6),
            "fixed_views": luck.kept("看重长期合作", 0.6), "preferences": "喝茶", "language": "普通话",
        }  # fmt: skip
        number = client.number * 3 + place
        client.desk.add(
            "contact_person", id=f"{client.id}-P{place}", client_id=client.id, name=luck.kept(person(luck), 0.2),
            position=luck.kept(position, 0.4), department=department, role=role, phone=luck.kept(mobile(number), 0.4),
            email=luck.kept(f"p{number}@client{client.number}.example", 0.4), is_decision_maker=decides,
            created_at=client.created + 400 * place, profile=traits,
        )  # fmt: skip


def client_paper(client: Client, mark: str, kind: str, title: str, made: int, by: str, **cells: Any) -> str:
    """A paper of the client's file: confidential, and with a custodian for key accounts."""
    luck = client.luck
    given: dict[str, Any] = {
        "client_id": client.id,
        "unit_id": client.unit,
        "access_level": luck.kept("confidential", 0.6),
    }
    if client.is_key:
        given["custodian_id"] = luck.kept(client.service, 0.6)
    paper_id = f"D-{mark}-{client.id}"
    written = file_document(client.desk, paper_id, kind, title, made, by, **(given | cells))
    return written if client.desk.house.seen(made) else ""


def write_file(client: Client) -> None:
    """Licences and accounts of the client, and its data form with the confirmations."""
    luck, desk, house = client.luck, client.desk, client.desk.house
    got = client.created + 5 * DAY
    papers = ["business_licence", "tax_registration"]
    if client.kind == NEWCOMER:
        papers += ["organisation_code", "bank_account_permit", "annual_accounts"]
    for place, kind in enumerate(papers):
        if client.kind != PROSPECT and not luck.slips(0.3):
            client_paper(
                client, f"P{place}", kind, "客户证照", got, client.service, received_at=got,
                fiscal_year=2024 if kind == "annual_accounts" else None,
                expires_on=house.first + 100 if luck.slips(0.1) else None,
            )  # fmt: skip
    if client.status not in ("active",) and client.kind != NEWCOMER:
        return
    if luck.slips(0.8):
        return
    made = desk.at(house.last - luck.between(35, 330)) if client.kind == STANDING else got + 9 * DAY
    _write_form(client, made)


def _write_form(client: Client, made: int) -> None:
    """The data form, and the confirmations that it needs."""
    desk = client.desk
    form = client_paper(client, "FORM", "client_data_form", "客户资料卡", made, client.service)
    if not form:
        return
    client.tally.data_forms[client.id] = made
    confirm = ["E-SM", client.supervisor]
    if client.credit_limit >= 2_000_000:
        confirm += ["E-CH", "E-GM", "E-MD"]
    for who in confirm:
        decide(desk, "document", form, who, desk.in_days(made, 30), client.service)


def write_card(client: Client) -> None:
    """Write the card as it stands at the export."""
    luck, house = client.luck, client.desk.house
    touched = client.cells.get("info_verified_at")
    code = luck.kept(f"KH{client.number:06}", 0.2)
    if luck.slips(0.1):
        code = f"KH{client.number - 1:06}"
    card = {
        "id": client.id, "code": code, "name": luck.kept(client.name, 0.01), "status": client.status,
        "stage": client.stage, "tier": luck.kept(client.tier, 0.05 if client.tier in ("general", "reserve") else 0),
        "tier_since_on": client.created // DAY, "is_key_account": client.is_key and house.seen(client.key_since),
        "ka_type": client.ka_type if client.is_key and house.seen(client.key_since) else None,
        "grade": luck.kept(client.grade, 0.3), "owner_id": client.owner, "owner_assigned_at": client.created + 7_200,
        "unit_id": luck.kept(client.unit, 0.2), "territory_id": f"T-{client.town.name}",
        "province": client.province.name,
        "first_inquiry_at": client.created - luck.between(600, 60_000 if not luck.slips(2) else 200_000),
        "created_at": client.created, "created_by_id": client.owner,
        "updated_at": max(touched or 0, client.created) or None, "profile": profile_of(client),
    } | client.cells  # fmt: skip
    client.desk.add("client", **card)
    if client.kind in (STANDING, PROSPECT) and client.tier not in ("strategic", "key") and is_doubled(house, client.id):
        client.desk.add("client", **second_card(card))
        client.desk.rows.note("client", f"{client.id}D", "duplicate")
