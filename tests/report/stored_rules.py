"""Rules and clauses of the audit made by hand."""

from typing import Any


def _rule(
    rule_id: str,
    kind: str,
    severity: str,
    counts: tuple[int, int, int, int, int],
    titles: tuple[str, str, str],
    **values: Any,
) -> dict[str, Any]:
    row = {
        "rule_id": rule_id,
        "pack": "sp2",
        "kind": kind,
        "severity": severity,
        "basis": "explicit",
        "effect": "violation",
        "judged": "event",
        "clauses": [],
        "locators": [],
        "title_en": titles[0],
        "title_ru": titles[1],
        "title_zh": titles[2],
        "words_en": f"In words: {titles[0]}",
        "words_ru": f"Словами: {titles[1]}",
        "words_zh": f"规则：{titles[2]}",
        "readings": "[]",
        "status": "ran",
        "status_reason": "",
    }
    named = dict(zip(("met", "violated", "pending", "undetermined", "not_applicable"), counts, strict=True))
    return {**row, **named, **values}


RULES = [
    _rule(
        "sp2-reply-30min",
        "deadline",
        "high",
        (40, 3, 1, 1, 5),
        ("Request answered within 30 minutes", "Ответ на заявку за 30 минут", "30分钟内答复询价"),
        clauses=["sp2-16d", "sp2-16e"],
        locators=["§3 оп. 16", "§3 оп. 16"],
        readings='[{"param": "sp2.reply_clock", "ours": "working", "other": ["calendar"]}]',
    ),
    _rule(
        "sp2-card-fields",
        "required_fields",
        "medium",
        (50, 2, 0, 0, 0),
        ("Six fields on the card", "Шесть полей карточки", "客户卡六项必填"),
        clauses=["sp2-05a"],
        locators=["§3 оп. 5"],
        judged="state",
    ),
    _rule(
        "sp2-weekly-call",
        "cadence",
        "critical",
        (8, 1, 0, 1, 0),
        ("Weekly call", "Еженедельный звонок", "每周电话"),
        clauses=["sp2-21b"],
        locators=["§3 оп. 21"],
        basis="interpreted",
    ),
    _rule(
        "sp2-duplicates",
        "unique",
        "low",
        (0, 1, 0, 0, 0),
        ("No duplicate clients", "Нет дублей клиентов", "客户不重复"),
        clauses=["sp2-05b"],
        locators=["§3 оп. 5"],
        judged="state",
        effect="suspicion",
    ),
    _rule(
        "sp2-margin",
        "threshold",
        "medium",
        (2, 1, 0, 0, 0),
        ("Margin is not negative", "Маржа не отрицательна", "毛利不为负"),
        clauses=["sp2-30a"],
        locators=["§4"],
    ),
    _rule(
        "sp2-hint",
        "deadline",
        "low",
        (0, 1, 0, 0, 0),
        ("Better within 10 minutes", "Лучше за 10 минут", "最好10分钟内"),
        clauses=["sp2-31a"],
        locators=["§4"],
        effect="advice",
    ),
    _rule(
        "sp2-approval",
        "precedence",
        "critical",
        (0, 0, 0, 0, 0),
        ("Approved before signing", "Согласование до подписания", "签署前审批"),
        clauses=["sp2-18a"],
        locators=["§3 оп. 18"],
        status="not_run",
        status_reason="contract.signed_at",
    ),
    _rule(
        "sp2-survey",
        "cadence",
        "low",
        (0, 0, 0, 0, 0),
        ("Half-yearly survey", "Опрос раз в полгода", "半年调查"),
        clauses=["sp2-22a"],
        locators=["§3 оп. 22"],
        status="inactive",
        status_reason="sp2.survey_form",
    ),
]


def _clause(
    clause_id: str, locator: str, title: str, rule_ids: list[str], became: str, why: str = ""
) -> dict[str, Any]:
    return {
        "clause_id": clause_id,
        "source": "sp2",
        "locator": locator,
        "title_en": title,
        "title_ru": f"Пункт {clause_id}",
        "title_zh": f"条款 {clause_id}",
        "says": f"Paraphrase of {clause_id}.",
        "basis": "explicit",
        "checkability": "automatic",
        "severity": "high",
        "became": became,
        "rule_ids": rule_ids,
        "why": why,
    }


CLAUSES = [
    _clause("sp2-16d", "§3 оп. 16", "Reply in half an hour", ["sp2-reply-30min"], "rule"),
    _clause("sp2-16e", "§3 оп. 16", "Or say when", ["sp2-reply-30min"], "merged"),
    _clause("sp2-05a", "§3 оп. 5", "Fields of the card", ["sp2-card-fields"], "rule"),
    _clause("sp2-05b", "§3 оп. 5", "One card a client", ["sp2-duplicates"], "rule"),
    _clause("sp2-21b", "§3 оп. 21", "Call weekly", ["sp2-weekly-call"], "rule"),
    _clause("sp2-30a", "§4", "Margin", ["sp2-margin"], "rule"),
    _clause("sp2-31a", "§4", "Faster is better", ["sp2-hint"], "advice"),
    _clause("sp2-18a", "§3 оп. 18", "Approval", ["sp2-approval"], "rule"),
    _clause("sp2-22a", "§3 оп. 22", "Survey", ["sp2-survey"], "inactive", "the survey form is not given"),
    _clause("sp2-s0b", "purpose", "Purpose", [], "not_checked", "a statement of purpose"),
]
