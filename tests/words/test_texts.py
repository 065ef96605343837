"""All files of texts: every language is there, in its own script, with the same placeholders."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from checker.errors import UsageError
from checker.words import texts as module
from checker.words.sentences import slots
from checker.words.texts import LANGUAGES, Text, text_files, texts
from checker.words.words import Words

SCRIPTS = {"ru": re.compile("[а-яё]", re.IGNORECASE), "zh": re.compile("[\u4e00-\u9fff]")}
FORMATS = {"formats"}
INTERNATIONAL = {"SHA-256"}
FORMS = {"en": {"other"}, "ru": {"one", "few", "many", "other"}, "zh": {"other"}}
LETTER = re.compile(r"[^\W\d_]")


def forms(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text.values())


def leaves() -> Iterator[tuple[str, Mapping[str, Text]]]:
    for file in text_files():
        for key, leaf in texts(file).items():
            yield f"{file}.{key}", leaf


def worded() -> Iterator[tuple[str, Mapping[str, Text]]]:
    """The texts that say something: neither patterns of numbers and dates nor names that every language uses."""
    for key, leaf in leaves():
        if (
            key.split(".")[0] not in FORMATS
            and LETTER.search(said(leaf["en"]))
            and forms(leaf["en"])[0] not in INTERNATIONAL
        ):
            yield key, leaf


def said(text: Text) -> str:
    """What is left without the placeholders."""
    return re.sub(r"\{[^}]*\}", "", " ".join(forms(text)))


def test_there_are_texts() -> None:
    assert {"labels_entities", "labels_fields", "labels_values", "labels_terms", "sentences"} <= set(text_files())
    assert len(list(leaves())) > 900


def test_placeholders_are_plain_and_equal_across_languages() -> None:
    for key, leaf in leaves():
        expected = {name for text in forms(leaf["en"]) for name in slots(text)}
        for lang in LANGUAGES:
            for text in forms(leaf[lang]):
                assert slots(text) == expected, f"{key} {lang}"
                assert re.fullmatch(r"(?:[^{}]|\{[a-z_]+\})*", text), f"{key} {lang}: a placeholder is not a plain name"


def test_each_language_is_written_in_its_script() -> None:
    wrong = []
    for key, leaf in worded():
        wrong += [f"{key} {lang}" for lang, script in SCRIPTS.items() if not script.search(said(leaf[lang]))]
        wrong += [f"{key} en" for script in SCRIPTS.values() if script.search(said(leaf["en"]))]
    assert not wrong


def test_no_text_is_the_same_in_two_languages() -> None:
    assert not [key for key, leaf in worded() if leaf["en"] in (leaf["ru"], leaf["zh"])]


def test_chinese_is_punctuated_as_chinese() -> None:
    """A colon between two characters is a notation (hour:minute), not a sentence."""
    han = "[\u4e00-\u9fff]"
    western = re.compile(f"{han}[,;?!]|[,;?!]{han}|{han}:(?!{han})|(?<!{han}):{han}")
    assert not [key for key, leaf in leaves() if western.search(said(leaf["zh"]))]


def test_plural_forms_are_those_of_the_language() -> None:
    plurals = [(key, leaf) for key, leaf in leaves() if not isinstance(leaf["ru"], str)]
    assert plurals
    for key, leaf in plurals:
        for lang, needed in FORMS.items():
            assert not isinstance(leaf[lang], str), f"{key} {lang}"
            if len(leaf["ru"]) > 1:
                assert needed <= set(leaf[lang]), f"{key} {lang}"


@pytest.mark.parametrize("file", text_files())
def test_no_key_stands_twice(file: str) -> None:
    source = files("checker.words").joinpath(f"{file}.yaml").read_text(encoding="utf-8")
    open_nodes = [yaml.compose(source, Loader=yaml.SafeLoader)]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, yaml.MappingNode):
            counted = Counter(key.value for key, _ in node.value)
            assert not [key for key, count in counted.items() if count > 1]
            open_nodes += [value for _, value in node.value]


def test_a_text_without_a_language_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half.yaml").write_text("greeting: {en: Hello, ru: Привет}\n", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda _package: tmp_path)
    with pytest.raises(LookupError, match=r"half\.yaml: greeting has no text in zh"):
        texts("half")


def test_texts_are_filled_and_pluralised() -> None:
    assert Words("en").text("formats.quantity.days", n=1) == "1 day"
    assert Words("ru").text("formats.quantity.days", n=3) == "3 дня"
    with pytest.raises(LookupError, match=r"no text 'quantity\.dayz'"):
        Words("en").text("formats.quantity.dayz", n=1)
    with pytest.raises(LookupError, match="no file of texts named nowhere"):
        Words("en").text("nowhere.title")
    with pytest.raises(LookupError, match="needs a value for 'time'"):
        Words("en").text("formats.instant", date="today")


def test_an_unknown_language_is_a_usage_error_that_names_the_known() -> None:
    with pytest.raises(UsageError, match=r"unknown language 'de'.*en, ru, zh"):
        Words("de")
