"""What pydantic finds wrong with a value of a YAML file, in the words of our other messages."""

from collections.abc import Mapping
from typing import Any

# By the type of the mistake: what is wrong, with the value and what was wanted, and how to put it right.
_WORDS = {
    "string_type": ("{shown} is no text", "put it in quotes"),
    "string_too_short": ("is empty", "say it"),
    "int_type": ("{shown} is no whole number", ""),
    "int_parsing": ("{shown} is no whole number", ""),
    "int_from_float": ("{shown} is no whole number", ""),
    "float_type": ("{shown} is no number", ""),
    "float_parsing": ("{shown} is no number", ""),
    "decimal_type": ("{shown} is no number", ""),
    "decimal_parsing": ("{shown} is no number", ""),
    "bool_type": ("{shown} is neither true nor false", ""),
    "bool_parsing": ("{shown} is neither true nor false", ""),
    "list_type": ("{shown} is no list", "write one value a line, each behind a dash"),
    "dict_type": ("{shown} is no mapping", "write keys with their values below it"),
    "model_type": ("{shown} is no mapping", "write keys with their values below it"),
    "model_attributes_type": ("{shown} is no mapping", "write keys with their values below it"),
    "greater_than_equal": ("{shown} is less than {ge}", ""),
    "less_than_equal": ("{shown} is more than {le}", ""),
    "greater_than": ("{shown} is not more than {gt}", ""),
    "less_than": ("{shown} is not less than {lt}", ""),
}
# The patterns that a person has to write by hand; of others the pattern itself is told.
_PATTERNS = {
    "^[0-9a-f]{16}$": ("is no case id", "it has 16 digits, 0-9 and a-f; `checker query` lists them"),
    "^[0-9a-f]{64}$": ("is no SHA-256", "it has 64 digits, 0-9 and a-f"),
    "^[A-Za-z0-9][A-Za-z0-9._-]*$": ("is no id", "write letters, digits and . _ - without blanks"),
}


def worded(item: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with the value and how to put it right; None where pydantic's own words are to stand."""
    told = {
        name: f"{limit:g}" if isinstance(limit, float) else limit for name, limit in (item.get("ctx") or {}).items()
    }
    shown = _shown(item["input"])
    if item["type"] == "string_pattern_mismatch":
        what, remedy = _PATTERNS.get(str(told.get("pattern")), (f"does not fit the pattern {told.get('pattern')}", ""))
        return f"{shown} {what}", remedy
    if item["type"] not in _WORDS:
        return None
    what, remedy = _WORDS[item["type"]]
    return what.format(shown=shown, **told), remedy


def _shown(value: Any) -> str:
    """The value as it was written, as far as that is short."""
    if value is None:
        return "an empty value"
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a mapping"
    return f"'{str(value)[:60]}'"
