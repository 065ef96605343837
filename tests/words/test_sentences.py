"""Rules in words and texts of cases."""

import pytest

from checker.words.conditions import condition_in_words
from checker.words.labels import labels
from checker.words.sentences import CASE_FIELDS, case_text, required, rule_in_words, rule_slots, slots, templates
from checker.words.texts import LANGUAGES, texts

KINDS = labels("rule_kind")
OUTCOMES = {key.removeprefix("outcome.") for key in texts("labels_terms") if key.startswith("outcome.")}
TOLD = {"met", "pending", "undetermined", "other", *OUTCOMES}
REPLY = {
    "kind": "deadline",
    "subject": "inquiry",
    "when": "channel in ('email', 'fax')",
    "starts": "received_at",
    "met_by": {"any": ["answered_at", {"event": "delay_notified_at", "when": "is_nonstandard"}]},
    "within": "$sp2.reply_minutes",
    "clock": "$sp2.reply_clock",
}
PARAMETERS = {"sp2.reply_minutes": "30 minutes", "sp2.reply_clock": "working"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sentence_for_every_outcome(kind: str) -> None:
    known = templates(kind)
    assert set(known) == TOLD
    for outcome, template in known.items():
        assert set(template) == set(LANGUAGES)
        assert slots(template["en"]) <= set(CASE_FIELDS), outcome


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_can_be_said_without_any_slot(kind: str, lang: str) -> None:
    assert frozenset({"subject"}) in rule_slots(kind)
    assert rule_in_words(lang, {"kind": kind, "subject": "invoice"})


def test_a_late_case_in_each_language() -> None:
    values = {
        "rule_title": "T",
        "subject_label": "Q",
        "subject": "q1",
        "done_at": "10:31",
        "due_at": "10:30",
        "overdue": "1",
    }
    assert case_text("en", "deadline", "late", values) == "T. Q q1: done 10:31; due by 10:30; 1 late."
    assert case_text("ru", "deadline", "late", values) == "T. Q q1: выполнено 10:31; срок — до 10:30; опоздание 1."
    assert case_text("zh", "deadline", "late", values) == "T。Q q1：实际完成于10:31，应于10:30前完成，逾期1。"


def test_a_kinds_own_sentence_replaces_the_general_one() -> None:
    values = {"rule_title": "T", "subject_label": "Client", "subject": "c1", "fields": "Industry, Needs"}
    assert case_text("en", "required_fields", "absent", values) == "T. Client c1: not filled: Industry, Needs."
    assert case_text("en", "reference", "absent", values) == "T. Client c1: the matching record does not exist."


def test_a_value_that_is_not_known_becomes_a_dash() -> None:
    text = case_text(
        "en", "deadline", "absent", {"rule_title": "T", "subject_label": "Q", "subject": "q1", "due_at": ""}
    )
    assert text == "T. Q q1: not done; was due by —."


@pytest.mark.parametrize(
    ("lang", "bare", "whole"),
    [
        ("en", "T. Task k1: the requirement does not hold.", "T. Task k1: the requirement does not hold; see: Basis."),
        ("ru", "T. Task k1: требование не выполнено.", "T. Task k1: требование не выполнено; см.: Basis."),
        ("zh", "T。Task k1：不符合要求。", "T。Task k1：不符合要求；见：Basis。"),
    ],
)
def test_an_optional_part_without_its_value_is_left_out(lang: str, bare: str, whole: str) -> None:
    values = {"rule_title": "T", "subject_label": "Task", "subject": "k1", "fields": ""}
    assert case_text(lang, "invariant", "wrong", values) == bare
    assert case_text(lang, "invariant", "wrong", values | {"fields": "Basis"}) == whole


@pytest.mark.parametrize("kind", KINDS)
def test_the_subject_is_in_no_optional_part_and_no_bracket_is_left(kind: str) -> None:
    for outcome, template in templates(kind).items():
        for lang in LANGUAGES:
            assert {"rule_title", "subject_label", "subject"} <= required(template[lang])
            text = case_text(lang, kind, outcome, dict.fromkeys(CASE_FIELDS, "x"))
            assert not set("[]{}") & set(text + case_text(lang, kind, outcome, {})), outcome


def test_an_outcome_without_a_sentence_is_an_error() -> None:
    with pytest.raises(LookupError, match="nonsense"):
        case_text("en", "deadline", "nonsense", {})


def test_a_deadline_in_words() -> None:
    assert rule_in_words("en", REPLY, PARAMETERS) == (
        "Inquiry: after “Received”, “Answered or Client told of the delay, where Non-standard product” must follow"
        " within 30 minutes. Applies where: Channel is one of (Email, Fax). Time is counted as: Working time."
    )
    assert rule_in_words("ru", REPLY, PARAMETERS) == (
        "Заявка: после события «Время поступления» должно последовать «Время ответа или Клиент уведомлён о задержке"
        " (если: Нестандартная продукция)»; срок — 30 минут. Применяется, если: Канал поступления входит в"
        " (Эл. почта, Факс). Отсчёт времени: Рабочее время."
    )
    assert rule_in_words("zh", REPLY, PARAMETERS) == (
        "询价：自“收到时间”起，须在30分钟内完成“答复时间或告知延期时间（若是否非标产品）”。"
        "适用条件：来源渠道 属于 （电子邮件、传真）。计时方式：工作时间。"
    )


def test_what_is_too_technical_falls_back_but_a_condition_is_never_dropped() -> None:
    rule = REPLY | {"starts": "CLOCK_START(received_at)", "when": "DIGITS(content) IS NOT NULL"}
    text = rule_in_words("en", rule, PARAMETERS)
    assert text.startswith(
        "Inquiry: “Answered or Client told of the delay, where Non-standard product” must be done in time."
    )
    assert "Applies where: DIGITS(content) IS NOT NULL." in text


def test_a_date_and_required_fields_in_words() -> None:
    due = {"kind": "deadline", "subject": "invoice", "met_by": "sent_at"}
    due["due"] = {"anchor": "issued_on", "next": "month", "day": 15, "roll": True}  # type: ignore[assignment]
    assert rule_in_words("en", due) == "Invoice: “Sent” must be done by day 15 of the month after “Issued”."
    fields = [{"field": "industry", "any": []}, {"name": "contact", "any": ["phone", "email"]}]
    rule = {"kind": "required_fields", "subject": "client", "fields": fields}
    assert rule_in_words("ru", rule) == "Клиент: должны быть заполнены: Отрасль, Телефон или Эл. почта."


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("client.tier <> 'key'", "Tier (Client) ≠ Key"),
        ("answered_at is null and content is not null", "Answered is empty and Content is filled"),
        ("status not in ('closed', 'it''s new')", "Status is none of (Closed, 'it's new')"),
        ("handover_count >= 2", "Times handed over ≥ 2"),
    ],
)
def test_conditions_in_words(condition: str, expected: str) -> None:
    assert condition_in_words("en", "inquiry", condition) == expected


def test_a_rule_on_a_view_is_said_of_what_it_reports() -> None:
    rule = REPLY | {"subject": "sp2_replies", "reported_as": "inquiry"}
    assert rule_in_words("zh", rule, PARAMETERS) == rule_in_words("zh", REPLY, PARAMETERS)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_outcome_that_a_rule_names_itself_is_said_by_its_label(lang: str) -> None:
    label = labels("outcome")["not_announced"][lang]
    said = case_text(lang, "deadline", "not_announced", {"rule_title": "R", "subject_label": "S", "subject": "s1"})
    assert str(label) in said
    with pytest.raises(LookupError):
        case_text(lang, "deadline", "no such outcome", {})
