"""Labels: what entities, fields, values and terms are called."""

from collections.abc import Iterator, Mapping
from functools import cache

from checker.words.texts import Text, text_files, texts

SHARED = "*"
TERMS = ("labels_terms", "labels_headings", "labels_views")
"""Files whose groups are kinds of label; those of a pack's views stand in labels_views_<regulation>_<topic>.yaml."""
PLACES = {"entity": "labels_entities", "field": "labels_fields", "value": "labels_values"}
OF_VIEWS = {"entity": "relation", "field": "column", "value": "column_value"}


def find_label(lang: str, kind: str, name: str) -> str | None:
    """The label, or None when there is none.

    A field or value shared by entities stands once, under `*`; columns of the packs' views come last.
    """
    leaf = next((found for group, key in _places(kind, name) if (found := labels(group).get(key)) is not None), None)
    return None if leaf is None else str(leaf[lang])


@cache
def labels(kind: str) -> Mapping[str, Mapping[str, Text]]:
    """All labels of a kind by name. Fields are `entity.field`, values `entity.field.value`, other kinds one word."""
    found: dict[str, Mapping[str, Text]] = {}
    if kind not in PLACES:
        for file in (name for name in text_files() if name.startswith(TERMS)):
            group = f"{kind}."
            found.update((key.removeprefix(group), leaf) for key, leaf in texts(file).items() if key.startswith(group))
        return found
    for file in text_files():
        if file.startswith(PLACES[kind]):
            found.update(texts(file))
    return found


def _places(kind: str, name: str) -> Iterator[tuple[str, str]]:
    """Where a label may stand: the group and the key in it, most specific first."""
    yield kind, name
    if kind not in OF_VIEWS:
        return
    plain = name.partition(".")[2] or name
    yield kind, f"{SHARED}.{plain}"
    yield OF_VIEWS[kind], name
    yield OF_VIEWS[kind], plain
