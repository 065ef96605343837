"""A commented compliance.yaml with every key that a policy has, written from the model, the schema and the packs."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from checker.calendars.config import COUNTRIES, WorkingCalendar
from checker.kinds.rule import SEVERITIES
from checker.rulebook.pack import Parameter
from checker.rulebook.parameters import dated_values
from checker.rulebook.policy import Policy
from checker.schema.model import load_schema
from checker.words.width import cells
from checker.words.words import Words

WIDTH = 110
PIECES = re.compile(r"[!-~]+ ?|[^!-~][，。；：、）]*")
OFF = "#"

# The value that stands behind each key. Those in ACTIVE are set, all others commented out.
ACTIVE = frozenset({"working_calendar", "weekdays", "hours", "max_undetermined", "fail_on"})
EXAMPLES: Mapping[str, str] = {
    "time_zone": "Europe/Moscow",
    "packs": "[sp2]",
    "applied_packs": "{sp2: {applies_from: 2023-01-27}}",
    "units": "{branch-1: {time_zone: Europe/Kaliningrad}}",
    "parameters": "\n  - {name: sp2.reply_minutes, value: 45, valid_from_on: 2026-07-01, valid_until_on: 2026-12-31}",
    "placeholders": '["-", "n/a", "none", "test"]',
    "role_map": "{Менеджер по продажам: salesperson, 销售经理: sales_manager}",
    "department_map": "{Отдел продаж: sales, 财务部: finance}",
    "approval_authority": (
        "\n  - {role: sales_manager, subject: expense_request, kind: entertainment, max_amount: 5000, currency: RUB,"
        " valid_from_on: 2026-01-01}"
    ),
    "permission_matrix": (
        '{salesperson: {modules: [client], scopes: [own], actions: [view, edit]}, chairman: {modules: ["*"]}}'
    ),
    "enum_extensions": "{client.segment: [agro, marine]}",
    "home_province": "Shaanxi",
    "must_run": "[sp2-reply-30min]",
    "not_expected": "[survey, survey_response, client.tier]",
    "max_undetermined": "0.05",
    "fail_on": "low",
    "budgets": "{sp2-reply-30min: {count: 3}, sp2-invoice-*: {share: 0.02}}",
    "rectification": "{critical: 3, high: 5, medium: 10, low: 20}",
    "waivers": "{approvers: {sales_manager: medium, sales_director: high, general_manager: critical}, max_days: 366}",
    "dispute_days": "10",
}
CALENDAR_EXAMPLES: Mapping[str, str] = {
    "weekdays": "[1, 2, 3, 4, 5]",
    "hours": '[["09:00", "18:00"]]',
    "public_holidays": "RU",
    "holidays": "[2026-05-08]",
    "extra_workdays": "[2026-05-16]",
    "special_hours": '{2026-12-31: [["09:00", "14:00"]]}',
    "closes_at": '"17:30"',
    "units": '{branch-1: {hours: [["10:00", "19:00"]]}}',
}


def policy_template(lang: str, packs: Sequence[str], parameters: Mapping[str, Mapping[str, Parameter]]) -> str:
    """The text of the file in one language. `packs` are those that there are; of those in `parameters`, which are put
    in force, every parameter is written with the value that it has. UsageError for an unknown language."""
    words, known = Words(lang), _known(packs)
    blocks = [_comment(words.text("policy_keys.head"), words)]
    for name in Policy.model_fields:
        said = words.text(f"policy_keys.{name}", **known)
        blocks.append([*_comment(said, words), *_key(name, words, parameters)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _known(packs: Sequence[str]) -> dict[str, str]:
    """What the schema and the packs name, for the comments."""
    employee = load_schema().entities["employee"].fields
    return {
        "packs": ", ".join(packs),
        "roles": ", ".join(employee["role"].values),
        "departments": ", ".join(employee["department"].values),
        "severities": ", ".join([*SEVERITIES, "none"]),
    }


def _comment(text: str, words: Words, indent: str = "") -> list[str]:
    lines = [""]
    for piece in PIECES.findall(text) if words.lang == "zh" else re.findall(r"\S+ ?", text):
        if cells(lines[-1] + piece.rstrip()) > WIDTH:
            lines.append("")
        lines[-1] += piece
    return [f"{indent}# {line.strip()}" for line in lines]


def _key(name: str, words: Words, parameters: Mapping[str, Mapping[str, Parameter]]) -> Iterator[str]:
    if name == "working_calendar":
        yield f"{name}:"
        yield from _calendar(words)
    elif name == "packs" and parameters:
        yield f"packs: [{', '.join(parameters)}]"
    elif name == "applied_packs" and parameters:
        begin = "{applies_from: 2023-01-27}"
        yield f"{OFF}applied_packs: {{{', '.join(f'{pack}: {begin}' for pack in parameters)}}}"
    elif name == "parameters" and parameters:
        yield f"{OFF}parameters:"
        for pack, owned in parameters.items():
            yield f"{OFF}  # {pack}"
            yield from _parameters(owned, words)
    else:
        mark = "" if name in ACTIVE else OFF
        first, *rest = f"{name}: {EXAMPLES[name]}".replace(": \n", ":\n").split("\n")
        yield from (f"{mark}{line}" for line in (first, *rest))


def _calendar(words: Words) -> Iterator[str]:
    for name in WorkingCalendar.model_fields:
        yield from _comment(words.text(f"policy_keys.calendar.{name}", countries=", ".join(COUNTRIES)), words, "  ")
        yield f"  {'' if name in ACTIVE else OFF}{name}: {CALENDAR_EXAMPLES[name]}"


def _parameters(owned: Mapping[str, Parameter], words: Words) -> Iterator[str]:
    """Every parameter with the values of the pack; those that a part of the policy fills have a key of their own."""
    values = dated_values(owned, [])
    for name, parameter in owned.items():
        if parameter.policy:
            continue
        says = getattr(parameter.says, words.lang)
        yield f"{OFF}  # {f'{says} ({parameter.unit})' if parameter.unit else says}"
        for dated in values[name]:
            days = {"valid_from_on": dated.since, "valid_until_on": dated.until}
            told = "".join(f", {key}: {day}" for key, day in days.items() if day)
            note = f"  # {words.text('policy_keys.unset')}" if dated.value is None else ""
            yield f"{OFF}  - {{name: {name}, value: {_written(dated.value)}{told}}}{note}"


def _written(value: Any) -> str:
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
