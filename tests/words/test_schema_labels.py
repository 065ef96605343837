"""The whole canonical schema has labels in every language that can be told apart, and nothing else has any."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from checker.schema.model import load_schema
from checker.words.labels import SHARED, find_label, labels
from checker.words.texts import LANGUAGES

HEADER = "snapshot"
HOUSE = "company"
LATIN = {"A", "B", "C", "D", "CRM", "IP", "SCI"}
"""The only words in Latin letters that a Russian or a Chinese label may hold."""
ENDS_IN_A_DOT = {"Ф. И. О."}
LONGEST = 50
SCRIPTS = {"ru": re.compile("[а-яё]", re.IGNORECASE), "zh": re.compile("[\u4e00-\u9fff]")}


def field_names() -> Iterator[tuple[str, list[str]]]:
    """The names of labels of fields by where they stand: a table, the header, the keys of a field of type json."""
    schema = load_schema()
    yield HEADER, [f"{HEADER}.{key}" for key in schema.header]
    for entity in schema.entities.values():
        yield entity.name, [f"{entity.name}.{field}" for field in entity.fields]
        for field in entity.fields.values():
            if field.keys:
                place = f"{entity.name}.{field.name}"
                yield place, [f"{place}.{key}" for key in field.keys]


def value_names() -> Iterator[tuple[str, list[str]]]:
    """The names of labels of values by the field that takes them."""
    for entity in load_schema().entities.values():
        for field in entity.fields.values():
            if field.values:
                place = f"{entity.name}.{field.name}"
                yield place, [f"{place}.{value}" for value in field.values]


ENTITIES = (*load_schema().entities, HEADER, HOUSE)
PLACES = {
    "entity": {"all": list(ENTITIES)},
    "field": dict(field_names()),
    "value": dict(value_names()),
}
KINDS = list(PLACES)


def names(kind: str) -> list[str]:
    return [name for group in PLACES[kind].values() for name in group]


def with_shared(known: Iterable[str]) -> set[str]:
    found = set(known)
    return found | {f"{SHARED}.{name.partition('.')[2]}" for name in found}


def test_the_schema_is_as_large_as_it_is() -> None:
    keys = sum(len(group) for place, group in PLACES["field"].items() if "." in place)
    assert len(load_schema().entities) >= 46
    assert len(names("field")) - keys - len(load_schema().header) >= 944
    assert keys >= 191
    assert len(names("value")) >= 617
    assert "client.profile.bank_name" in names("field")
    assert "invoice.status.on_approval" in names("value")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_everything_in_the_schema_has_a_label(kind: str, lang: str) -> None:
    assert not [name for name in names(kind) if not find_label(lang, kind, name)]


@pytest.mark.parametrize("kind", KINDS)
def test_no_label_for_what_the_schema_does_not_have(kind: str) -> None:
    known = set(names(kind)) if kind == "entity" else with_shared(names(kind))
    assert not set(labels(kind)) - known


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_labels_that_stand_together_can_be_told_apart(kind: str, lang: str) -> None:
    alike: dict[tuple[str, str], int] = {}
    for place, group in PLACES[kind].items():
        counted = Counter(str(find_label(lang, kind, name)).casefold() for name in group)
        alike |= {(place, label): count for label, count in counted.items() if count > 1}
    assert not alike


@pytest.mark.parametrize("kind", ["field", "value"])
def test_no_tables_own_label_repeats_the_shared_one(kind: str) -> None:
    known = labels(kind)
    own = {name: known.get(f"{SHARED}.{name.partition('.')[2]}") for name in known if not name.startswith(SHARED)}
    assert not [name for name, shared in own.items() if shared == known[name]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_are_short_and_in_sentence_case(kind: str, lang: str) -> None:
    wrong = []
    for name, leaf in labels(kind).items():
        label = str(leaf[lang])
        first, last = label[:1], label[-1:]
        if first.islower() or len(label) > LONGEST or label.strip() != label:
            wrong.append((name, label))
        if not (last.isalnum() or last == ")" or label in ENDS_IN_A_DOT):
            wrong.append((name, label))
    assert not wrong


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", SCRIPTS)
def test_labels_are_in_the_script_of_their_language(kind: str, lang: str) -> None:
    said = {name: str(leaf[lang]) for name, leaf in labels(kind).items()}
    assert not [(name, label) for name, label in said.items() if not SCRIPTS[lang].search(label)]
    latin = {name: set(re.findall("[A-Za-z]+", label)) - LATIN for name, label in said.items()}
    assert not {name: words for name, words in latin.items() if words}
