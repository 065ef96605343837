"""The header of the export and the auditor's policy, as YAML."""

from typing import Any

import yaml

from checker.sample.industrial.company import BUSINESS_UNITS
from checker.sample.industrial.house import BASE, BRANCHES, COMPANY, COMPANY_UNIT, ZONE, House, unit_id
from checker.sample.industrial.people import People
from checker.sample.industrial.provinces import HOME
from checker.sample.times import moment_text

PACKS = ("xbb_crm", "service_handbook", "key_accounts")

# Figures that the regulations leave to the company.
_PARAMETERS: dict[str, Any] = {
    "xbb.opportunity_create_hours": 24,
    "xbb.completeness_min": 90,
    "xbb.accuracy_min": 95,
    "xbb.timeliness_min": 85,
    "xbb.conversion_min": 30,
    "xbb.cycle_max_days": 90,
    "xbb.followup_min": 80,
    "xbb.ontime_min": 85,
    "xbb.completion_min": 85,
    "xbb.error_max": 5,
    "xbb.usage_min": 40,
    "xbb.max_admin_share_pct": 10,
    "xbb.outstanding_rule": 99,
    "hbk.five_confirmations_from": 2000000,
    "hbk.frequency_unit": "quarter",
    "ncd.min_financial_score": 60,
    "ord.stock_structure_min": 70,
    "csr.replacement_age_months": 9,
    "cm.small_volume_amount": 3000000,
    "cm.major_claim_amount": 100000,
    "cm.new_client_contract_amount": 20000,
    "cm.demand_plan_due_day": 25,
    "cm.refund_days": 30,
    "cm.dispatch_days": 3,
    "cm.bulk_read_threshold": 40,
    "kas.high_value_sales_amount": 20000,
    "kas.high_value_margin_pct": 9,
    "kav.gift_ceiling_amount": 500,
    "kav.personal_traits": True,
    "kav.regulation_document": "D-REG-REC",
}


def header_text(house: House) -> str:
    """`snapshot.yaml`: facts of the export."""
    return _yaml(
        {
            "taken_at": moment_text(house.taken), "company": COMPANY, "company_unit_id": COMPANY_UNIT,
            "time_zone": ZONE, "source": f"checker sample --company industrial, seed {house.seed}",
        },
    )  # fmt: skip


def policy_text(house: House) -> str:
    """`compliance.yaml`: calendar, units, packs in force, parameters, and who may do what."""
    since = "2010-01-01"
    return _yaml(
        {
            "time_zone": ZONE, "home_province": HOME.name,
            "working_calendar": {"weekdays": [1, 2, 3, 4, 5], "public_holidays": "CN", "hours": [["09:00", "17:30"]]},
            "units": _units(house), "packs": list(PACKS),
            "applied_packs": {pack: {"applies_from": since} for pack in PACKS},
            "parameters": [{"name": name, "value": value} for name, value in _PARAMETERS.items()],
            "placeholders": ["-", "n/a", "none", "test", "无", "待补充", "/"],
            "role_map": {"总经理": "general_manager", "事业部总经理": "unit_head", "销售专员": "salesperson"},
            "department_map": {"销售部": "sales", "财务部": "finance", "客户服务部": "customer_service"},
            "approval_authority": _authority(since), "permission_matrix": _matrix(house), "max_undetermined": 0.05,
            "fail_on": "low",
        },
    )  # fmt: skip


def _units(house: House) -> dict[str, Any]:
    units: dict[str, Any] = {}
    for place, province in enumerate(house.provinces):
        kind = "business_unit" if place < BUSINESS_UNITS or place % 3 == 0 else "sales_unit"
        towns = [f"T-{town.name}" for town in province.towns]
        units[unit_id(province)] = {"kind": kind, "time_zone": ZONE, "territories": towns}
    for branch in BRANCHES:
        units[branch] = {"kind": "branch", "time_zone": ZONE}
    units[BASE] = {"kind": "production_unit", "time_zone": ZONE}
    return units


def _authority(since: str) -> list[dict[str, Any]]:
    limits = {
        "service_manager": 3000, "office_head": 5000, "unit_head": 8000, "vice_president": 30000,
        "general_manager": 100000,
    }  # fmt: skip
    return [
        {"role": role, "subject": "expense", "max_amount": limit, "currency": "CNY", "valid_from_on": since}
        for role, limit in limits.items()
    ]


def _matrix(house: House) -> dict[str, Any]:
    roles = sorted({person.role for person in People(house).all})
    return {role: {"modules": ["*"], "scopes": ["*"], "actions": ["*", "view", "edit"]} for role in roles}


def _yaml(values: dict[str, Any]) -> str:
    return str(yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110))
