"""Standing papers: regulations with their sign-offs, procedures, orders that found teams, yearly policies."""

from datetime import date

from checker.sample.industrial.desk import Desk
from checker.sample.industrial.house import unit_id
from checker.sample.industrial.papers import decide, file_document
from checker.sample.industrial.products import PRODUCTS
from checker.sample.times import DAY, HOUR, day_number

ISSUED = day_number(date(2023, 12, 4))

# key, title, owner department, author, reviewer, approver
_REGULATIONS = """\
D-REG-NC 新客户开发管理制度 marketing E-MM1 E-MD E-PR
D-REG-ORD 订货管理制度 sales E-SM E-MD E-GM
D-REG-SRV 客户服务管理制度 customer_service E-CS1 E-CM E-GM
D-REG-CM 客户管理办法 management E-EM1 E-VP1 E-GM
D-REG-KAD 大客户开发管理制度 marketing E-MM1 E-MD E-GM
D-REG-KAS 大客户筛选管理制度 customer_service E-CS1 E-CM E-GM
D-REG-KSS 客户满意度调查管理制度 customer_service E-CS1 E-CM E-GM
D-REG-REC 大客户接待管理制度 customer_service E-CS1 E-CM E-GM
D-REG-XBB 销帮帮系统管理制度 it E-IT1 E-OH E-GM
"""

_REVISED = ("customer_service", "management", "marketing")


def write_regulations(desk: Desk) -> None:
    """Write everything that stands for longer than a year."""
    for line in _REGULATIONS.splitlines():
        _regulation(desk, *line.split())
    _orders(desk)
    _others(desk)


def _revisions(desk: Desk) -> list[int]:
    """Days of the editions of rules that are revised every year; now and then a revision is late."""
    luck, first = desk.luck, desk.house.first - 300
    return [
        first, *(first + 350 * year + (60 if luck.slips(3) else 0) for year in range(1, desk.house.months // 12 + 1))
    ]  # fmt: skip


def _regulation(desk: Desk, key: str, title: str, department: str, author: str, reviewer: str, approver: str) -> None:
    luck, house = desk.luck, desk.house
    editions = _revisions(desk) if department in _REVISED else [ISSUED]
    for place, day in enumerate(editions):
        made = house.days.roll(day)
        edition = key if place == len(editions) - 1 else f"{key}-{place}"
        file_document(
            desk, edition, "regulation", title, made * DAY + 36_000, author, number=key[2:], version=str(place + 1),
            owner_department=department, executing_department=luck.kept(department, 0.5), prepared_on=made - 20,
            reviewed_by_id=reviewer, reviewed_on=made - 12, approved_by_id=approver, approved_on=made - 2,
            issued_on=made, effective_on=made, published_at=made * DAY + 36_000,
            status="in_force" if place == len(editions) - 1 else "expired",
        )  # fmt: skip
        decide(desk, "document", edition, reviewer, (made - 12) * DAY + 15 * HOUR, author, step="review")
        decide(desk, "document", edition, approver, (made - 2) * DAY + 15 * HOUR, author)


def _orders(desk: Desk) -> None:
    day = ISSUED * DAY + 40_000
    units = [f"E-{province.id}-H" for province in desk.house.provinces]
    file_document(
        desk, "D-TEAM-SUP", "team_order", "系统监督小组（supervision）成立决定", day, "E-GM", effective_on=ISSUED,
        fields={"member_ids": ["E-EM1", "E-EM2", "E-AU2"]},
    )  # fmt: skip
    file_document(
        desk, "D-TEAM-HLP", "team_order", "系统支持小组（support）成立决定", day, "E-OH", effective_on=ISSUED,
        fields={"member_ids": ["E-IT1", "E-IT2"]},
    )  # fmt: skip
    file_document(
        desk, "D-ORG-NC", "organisation_order", "关于设立新客户开发领导小组的决定", day, "E-PR", effective_on=ISSUED
    )
    file_document(
        desk, "D-COM", "committee_order", "合理化建议委员会任命", day, "E-GM", effective_on=ISSUED,
        fields={
            "chair_id": "E-MD", "vice_chair_ids": ["E-MM1", "E-SM"], "member_ids": ["E-CM", "E-CS1", "E-OH", *units[:3]]
        },
    )  # fmt: skip
    file_document(desk, "D-FAULT", "fault_channel", "系统故障报修渠道", day, "E-IT1", effective_on=ISSUED)


def _others(desk: Desk) -> None:
    luck, house = desk.luck, desk.house
    day = ISSUED * DAY + 41_000
    file_document(
        desk, "D-SYS", "service_system", "客户服务体系", day, "E-CM", effective_on=ISSUED,
        owner_department="customer_service", approved_on=ISSUED,
    )  # fmt: skip
    file_document(
        desk, "D-FLOW", "workflow", "客户管理流程图", day, "E-EM1", effective_on=ISSUED, owner_department="management"
    )
    file_document(
        desk, "D-RD", "procedure", "与研发部沟通机制", day, "E-RD1", effective_on=ISSUED, owner_department="research"
    )
    file_document(
        desk, "D-ACC", "access_procedure", "客户档案查阅办法", day, "E-SM", effective_on=ISSUED,
        owner_department="sales",
    )  # fmt: skip
    file_document(
        desk, "D-GRADE", "grading_standard", "客户分级标准", day, "E-CM", effective_on=ISSUED, approved_by_id="E-CM",
        approved_on=ISSUED,
    )  # fmt: skip
    file_document(desk, "D-IND", "indicator_system", "满意度指标体系", day, "E-CM", effective_on=ISSUED)
    for place in range(house.months // 12 + 1):
        start = house.first - 365 + 365 * place
        file_document(
            desk, f"D-SEG-{place}", "segment_indicators", "细分行业指标", start * DAY + 36_000, "E-CM",
            effective_on=start, approved_by_id="E-CM",
            fields={
                "segments": ["汽车配套", "工程机械", "轨道交通", "能源化工", "经销渠道"],
                "indicators": ["销量", "毛利", "回款"],
            },
        )  # fmt: skip
        file_document(
            desk, f"D-PRICE-{place}", "price_policy", "年度价格政策", (start - 9) * DAY + 36_000, "E-FI1",
            effective_on=start, expires_on=start + 366, owner_department="finance",
        )  # fmt: skip
    for product in PRODUCTS:
        desk.add(
            "product", id=product.id, name=product.name, product_group=product.group, is_standard=product.is_standard,
            service_interval_days=product.overhaul_days,
        )  # fmt: skip
        if not luck.slips(2):
            file_document(
                desk, f"D-MAN-{product.id}", "product_manual", f"{product.name}使用手册", day, "E-TC1",
                product_id=product.id, published_at=day, access_level="public",
            )  # fmt: skip
    for province in house.provinces:
        if not luck.slips():
            file_document(
                desk, f"D-RR-{province.id}", "reception_rules", "接待细则", day, f"E-{province.id}-H",
                unit_id=unit_id(province), effective_on=ISSUED,
            )  # fmt: skip
    for branch in ("B1", "B2", "PB"):
        file_document(
            desk, f"D-RR-{branch}", "reception_rules", "接待细则", day, f"E-{branch}-H", unit_id=f"U-{branch}",
            effective_on=ISSUED,
        )  # fmt: skip
