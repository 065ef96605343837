"""Everything that SP-2 reads has a label in every language, and no label is for something that does not exist."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from checker.schema.model import load_schema
from checker.words.labels import SHARED, labels
from checker.words.texts import LANGUAGES
from checker.words.words import Words

REGISTER = Path(__file__).parents[2] / "rules" / "clauses" / "sp2.yaml"
HEADER = "snapshot"
HOUSE = "company"
CASE_COLUMNS = (
    "case_id rule_id pack clauses kind severity basis effect judged scope verdict outcome standing subject_type"
    " subject_id occurrence window_at client_id responsible_id unit_id tier zone opened_at due_at due_inclusive done_at"
    " measured limit_value measure missing reason source_file source_row evidence"
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


def read_by_sp2() -> Iterator[tuple[str, str]]:
    """Every entity.field of the register's evidence, the keys of those entities, who answers for them and where."""
    register = yaml.safe_load(REGISTER.read_text(encoding="utf-8"))
    entities = load_schema().entities
    for clause in register["clauses"]:
        for entity, fields in clause["evidence"]["entities"].items():
            known = entities[entity].fields if entity != HEADER else {}
            key = entities[entity].key if entity != HEADER else ()
            owners = {"unit_id", "owner_id", "responsible_id", "name"} & set(known)
            for field in {*fields, *key, *owners}:
                yield entity, field


SP2 = sorted(set(read_by_sp2()))


def test_the_register_names_the_tables_that_sp2_is_about() -> None:
    assert {"inquiry", "invoice", "interaction", "client", "payment"} <= {entity for entity, _ in SP2}
    assert len(SP2) > 150


@pytest.mark.parametrize("lang", LANGUAGES)
def test_entities_and_fields_have_labels(lang: str) -> None:
    words = Words(lang)
    missing = {entity for entity, _ in SP2 if not words.find("entity", entity)}
    missing |= {f"{entity}.{field}" for entity, field in SP2 if not words.find("field", f"{entity}.{field}")}
    assert not missing


@pytest.mark.parametrize("lang", LANGUAGES)
def test_values_have_labels(lang: str) -> None:
    entities = load_schema().entities
    names = [
        f"{entity}.{field}.{value}"
        for entity, field in SP2
        if entity in entities
        for value in entities[entity].fields[field].values
    ]
    assert "invoice.status.on_approval" in names
    assert not [name for name in names if not Words(lang).find("value", name)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_checkers_own_words_have_labels(lang: str) -> None:
    for kind, names in TERMS.items():
        for name in names.split():
            assert Words(lang).label(kind, name)


def test_every_entity_has_a_label() -> None:
    assert set(labels("entity")) == {*load_schema().entities, HEADER, HOUSE}


def test_no_label_for_a_field_that_does_not_exist() -> None:
    schema = load_schema()
    known = {f"{name}.{field}" for name, entity in schema.entities.items() for field in entity.fields}
    known |= {f"{HEADER}.{key}" for key in schema.header}
    known |= {f"{SHARED}.{name.partition('.')[2]}" for name in known}
    assert not set(labels("field")) - known


def test_no_label_for_a_value_that_does_not_exist() -> None:
    known = {
        f"{owner}.{name}.{value}"
        for entity in load_schema().entities.values()
        for name, field in entity.fields.items()
        for value in field.values
        for owner in (entity.name, SHARED)
    }
    assert not set(labels("value")) - known


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
