"""Texts in all languages, read once from the data files beside this module."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "ru", "zh")
JOINTS = {"en": " ", "ru": " ", "zh": ""}
"""What stands between two sentences or two parts of a span."""

Text = str | Mapping[str, str]
"""One text, or its plural forms (one, few, many, other)."""


@cache
def texts(file: str) -> Mapping[str, Mapping[str, Text]]:
    """Dotted key to language to text, of `<file>.yaml`. Raises LookupError: no such file, or a key lacks a language."""
    source = files(__package__).joinpath(f"{file}.yaml")
    if not source.is_file():
        raise LookupError(f"no file of texts named {file}.yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(source.read_text(encoding="utf-8"), Loader=loader) or {}  # noqa: S506  a safe loader either way
    found = dict(_leaves(data))
    for key, leaf in found.items():
        lacking = [lang for lang in LANGUAGES if not leaf.get(lang)]
        if lacking:
            raise LookupError(f"{file}.yaml: {key} has no text in {', '.join(lacking)}")
    return found


def text_files() -> tuple[str, ...]:
    """Names of all files of texts, without their ending, in alphabetical order."""
    names = (entry.name for entry in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def _leaves(data: Mapping[Any, Any], above: str = "") -> Iterator[tuple[str, Mapping[str, Text]]]:
    for name, body in data.items():
        key = f"{above}{name}"
        if not isinstance(body, Mapping):
            raise LookupError(f"{key} is neither a text in each language nor a group of them")
        if any(lang in body for lang in LANGUAGES):
            yield key, body
        else:
            yield from _leaves(body, f"{key}.")
