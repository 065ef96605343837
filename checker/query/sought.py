"""Parts of names and texts, found the way people compare: case, composition of letters, and ё or е do not matter."""

import re
import unicodedata

LANGUAGES = ("en", "ru", "zh")


def folded(sql: str) -> str:
    """SQL of a short text in small letters, composed, and Russian ё as е."""
    return f"replace(lower(nfc_normalize(CAST({sql} AS VARCHAR))), 'ё', 'е')"


def folded_text(text: str) -> str:
    """A text folded as the SQL of `folded` does it."""
    return unicodedata.normalize("NFC", text).lower().replace("ё", "е")


def pattern(text: str) -> str:
    """A regular expression that finds the text in long ones, for `regexp_matches(..., 'i')`, without rewriting them."""
    return "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text))


def plainest(text: str) -> str:
    """The longest part of it that is written in one way only, as digits and Chinese are: such parts are found fast."""
    apart = "".join(
        letter if _letter(letter) == re.escape(letter) and letter.lower() == letter.upper() else "\0"
        for letter in unicodedata.normalize("NFC", text)
    )
    return max(apart.split("\0"), key=len)


def languages(text: str) -> tuple[str, ...]:
    """In which descriptions it can stand: letters of one script are those of one language, and names stand in all."""
    scripts = {_script(letter) for letter in text if letter.isalpha()}
    return {frozenset({"CYRILLIC"}): ("ru",), frozenset({"CJK"}): ("zh",)}.get(frozenset(scripts), LANGUAGES)


def glob(value: str) -> str:
    """A pattern for GLOB in which `*` alone stands for any letters."""
    return "".join(f"[{character}]" if character in "[?" else character for character in value)


def _letter(letter: str) -> str:
    if letter in "её":
        return "(?:[её]|е\u0308)"
    if letter in "ЕЁ":
        return "(?:[ЕЁ]|Е\u0308)"
    apart = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{re.escape(letter)}|{re.escape(apart)})"


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
