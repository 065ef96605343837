"""Texts in all languages, read once from the data files beside this module."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import yaml

from checker.cache_folder import cache_folder

LANGUAGES = ("en", "ru", "zh")
JOINTS = {"en": " ", "ru": " ", "zh": ""}
"""What stands between two sentences or two parts of a span."""

Text = str | Mapping[str, str]
"""One text, or its plural forms (one, few, many, other)."""


@cache
def texts(file: str) -> Mapping[str, Mapping[str, Text]]:
    """Dotted key to language to text, of `<file>.yaml`. Raises LookupError: no such file, or a key lacks a language."""
    kept = _kept()
    if file in kept:
        return kept[file]
    source = files(__package__).joinpath(f"{file}.yaml")
    if not source.is_file():
        raise LookupError(f"no file of texts named {file}.yaml")
    return _read(file, source.read_text(encoding="utf-8"))


@cache
def _kept() -> Mapping[str, Mapping[str, Mapping[str, Text]]]:
    """All files from the user's cache, put there by the first to ask; empty without a cache. Raises LookupError.

    Parsing them takes ten times as long as reading what was parsed.
    """
    folder = cache_folder()
    if folder is None:
        return {}
    sources = {name: files(__package__).joinpath(f"{name}.yaml").read_bytes() for name in text_files()}
    name = (
        "words-"
        + sha256(b"\0".join(part for item in sources.items() for part in (item[0].encode(), item[1]))).hexdigest()
    )
    content = folder.read(name)
    if content is None:
        found = {file: _read(file, source.decode("utf-8")) for file, source in sources.items()}
        folder.write(name, json.dumps(found, ensure_ascii=False).encode())
        return found
    kept: Mapping[str, Mapping[str, Mapping[str, Text]]] = json.loads(content)
    return kept


def _read(file: str, source: str) -> Mapping[str, Mapping[str, Text]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = dict(_leaves(yaml.load(source, Loader=loader) or {}))  # noqa: S506  a safe loader either way
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
