"""A text in every language at once, for pages on which the reader chooses the language."""

from collections.abc import Callable
from functools import cache

from checker.words.texts import LANGUAGES
from checker.words.words import Words

Triple = tuple[str, str, str]
"""A text in English, Russian and Chinese."""


def triple(say: Callable[[Words], str]) -> Triple:
    """What `say` makes of the words of each language."""
    english, russian, chinese = (say(words) for words in every_language())
    return english, russian, chinese


@cache
def every_language() -> tuple[Words, ...]:
    """The words of all languages, in the order of a triple."""
    return tuple(Words(lang) for lang in LANGUAGES)
