"""Labels: what entities, fields, values and terms are called."""

from collections.abc import Mapping
from functools import cache

from checker.words.texts import Text, text_files, texts

SHARED = "*"
TERMS = ("labels_terms", "labels_headings")
PLACES = {"entity": "labels_entities", "field": "labels_fields", "value": "labels_values"}


def find_label(lang: str, kind: str, name: str) -> str | None:
    """The label, or None when there is none. A field or value shared by entities stands once, under `*`."""
    known = labels(kind)
    leaf = known.get(name)
    if leaf is None and "." in name:
        leaf = known.get(f"{SHARED}.{name.partition('.')[2]}")
    return None if leaf is None else str(leaf[lang])


@cache
def labels(kind: str) -> Mapping[str, Mapping[str, Text]]:
    """All labels of a kind by name. Fields are `entity.field`, values `entity.field.value`, other kinds one word."""
    found: dict[str, Mapping[str, Text]] = {}
    if kind not in PLACES:
        for file in TERMS:
            group = f"{kind}."
            found.update((key.removeprefix(group), leaf) for key, leaf in texts(file).items() if key.startswith(group))
        return found
    for file in text_files():
        if file.startswith(PLACES[kind]):
            found.update(texts(file))
    return found
