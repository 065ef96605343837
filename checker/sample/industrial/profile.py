"""The rest of the client data form."""

from typing import Any

from checker.sample.industrial.client import PROSPECT, Client


def profile_of(client: Client) -> dict[str, Any] | None:
    """The form's cells beyond the card; a cell slips now and then. None for a client without a form."""
    if client.kind == PROSPECT:
        return None
    luck = client.luck
    low, high = luck.between(5, 40), luck.between(60, 400)
    owned = luck.happens(0.6)
    cells: dict[str, Any] = {
        "bank_name": "中国工商银行", "bank_account": f"6222{client.number:012}", "draft_honouring": "按期承兑",
        "funds_status": "充裕", "payment_attitude": "及时", "operating_policy": luck.pick(("积极", "坚实", "平常")),
        "business_state": luck.pick(("兴隆", "渐盛", "常态")), "business_type": "制造",
        "supplier_shares": "我司40%;同行60%", "sale_type_shares": "直销70%;经销30%",
        "sales_range": luck.pick(("本地", "其它")), "price_level": luck.pick(("合理", "略低", "略高")),
        "avg_monthly_sales_amount": low * 10_000, "avg_monthly_sales_capacity": high, "max_month_purchase": high,
        "min_month_purchase": low, "max_month_sales": high, "min_month_sales": low, "max_month_stock": high,
        "min_month_stock": low, "organisation_form": luck.pick(("独资", "合资", "股份企业")),
        "shop_area": luck.between(200, 9_000), "opened_on": f"{luck.between(1992, 2019)}-0{luck.between(1, 9)}-15",
        "shop_fitting": luck.pick(("好", "普通")), "warehouse_size": luck.pick(("大", "中", "小")),
        "return_habit": luck.pick(("合理", "正常")), "finance_management": luck.pick(("佳", "普通")),
        "stock_management": luck.pick(("佳", "可以", "一般")), "premises_tenure": "自有" if owned else "租用",
        "location_type": luck.pick(("工矿区", "郊区")), "vehicles": f"货车{luck.between(1, 9)}辆",
        "brand_awareness": luck.pick(("了解", "熟知", "颇感兴趣")), "half_year_change": "产能略有扩大",
        "monthly_forecast": "平稳", "other_manufacturer_relations": "与两家同行合作",
        "agency_information": "无不良记录", "founded_on": f"{luck.between(1990, 2018)}-06-01",
        "shareholders": "自然人控股", "capital_amount": luck.between(100, 9_000) * 10_000,
        "postal_code": f"{luck.between(100_000, 699_999)}", "employee_avg_age": luck.between(28, 44),
        "operating_profit_amount": luck.between(10, 900) * 10_000, "net_profit_amount": luck.between(5, 700) * 10_000,
    }  # fmt: skip
    cells["premises_value_amount" if owned else "premises_rent_amount"] = luck.between(20, 900) * 10_000
    if luck.happens(0.2):
        cells |= {
            "collateral_name": "厂房", "collateral_owner": "公司", "collateral_note": "已评估",
            "collateral_registered_amount": 2_000_000, "collateral_real_amount": 1_600_000,
            "mortgage_procedure": "已登记",
        }  # fmt: skip
    if luck.happens(0.2):
        cells |= {"personal_guarantee": "法定代表人担保", "guarantee_procedure": "已公证"}
    if client.is_key:
        cells |= {"key_reason": "年采购额居前", "action_measures": "每月拜访，季度技术交流"}
    if luck.slips():
        cells.pop(luck.pick(tuple(cells)))
    if luck.slips(0.4):
        cells["supplier_shares"] = "我司40%;同行45%"
    return cells
