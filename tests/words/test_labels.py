"""The checker's own words have labels in every language; how a label is found. (The schema: test_schema_labels.)"""

import pytest

from checker.words.texts import LANGUAGES
from checker.words.words import Words

CASE_COLUMNS = (
    "case_id rule_id pack clauses kind severity basis effect judged scope verdict outcome standing implied_by"
    " subject_type subject_id occurrence window_at client_id responsible_id unit_id tier zone opened_at due_at"
    " due_inclusive done_at measured limit_value measure missing reason source_file source_row evidence"
)
TERMS = {
    "rule_kind": "required_fields invariant unique reference deadline precedence absence cadence continuity transition"
    " threshold indicator",
    "verdict": "met violated pending undetermined not_applicable",
    "outcome": "late absent invalid early excess below above wrong incomplete unapproved duplicate gap mismatch"
    " not_allowed",
    "standing": "open cured void lost",
    "severity": "low medium high critical",
    "basis": "explicit interpreted",
    "effect": "violation suspicion advice",
    "scope": "period carried",
    "became": "rule indicator advice merged inactive embodied not_checked",
    "status": "ran not_run inactive failed",
    "reason": "field_empty column_missing table_missing outside_calendar no_working_time ambiguous exempt other_channel"
    " withdrawn",
    "unit": "seconds minutes hours days working_days weeks months count percent points RUB",
    "heading": CASE_COLUMNS,
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_checkers_own_words_have_labels(lang: str) -> None:
    for kind, names in TERMS.items():
        for name in names.split():
            assert Words(lang).label(kind, name)


def test_a_tables_own_label_goes_before_the_shared_one() -> None:
    assert Words("en").label("field", "shipment.kind") == "Kind"
    assert Words("en").label("field", "absence.kind") == "Kind of absence"


def test_hand_picked_labels() -> None:
    assert Words("ru").label("field", "client.lead_source") == "Источник информации о нас"
    assert Words("ru").label("value", "invoice.status.on_approval") == "На согласовании"
    assert Words("zh").label("entity", "contract") == "合同"


def test_a_missing_label_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(LookupError, match=r"invoice\.isued_on.*invoice\.issued_on"):
        Words("en").label("field", "invoice.isued_on")
    assert Words("en").find("field", "invoice.isued_on") is None
