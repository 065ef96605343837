"""A waiver added to a file: the text that the file would then have, read again before anybody relies on it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from checker.errors import Problem, UsageError
from checker.rulebook.appending import appended, of_entry
from checker.waivers.entry import Waiver
from checker.waivers.reading import KEY, Waivers, waivers_of


def free_id(waivers: Waivers, granted_on: date) -> str:
    """An id that no waiver of the file has: the day of granting and a number."""
    taken = {waiver.id for waiver in waivers.entries}
    number = 1
    while f"w-{granted_on}-{number}" in taken:
        number += 1
    return f"w-{granted_on}-{number}"


def added(
    text: str, name: str, entry: Mapping[str, Any], notes: Mapping[str, str], max_days: int
) -> tuple[str, Waiver]:
    """The text of the file with the entry at its end, and the entry as it will be read.

    UsageError: the file has mistakes, the entry would be one, or the file cannot be continued.
    """
    before = waivers_of(text, name, max_days).entries
    longer = appended(text, name, KEY, entry, notes)
    try:
        after = waivers_of(longer, name, max_days).entries
    except UsageError as error:
        raise of_entry(error, name) from None
    if not _continues(before, after):
        raise UsageError(
            Problem(name, "a waiver added at its end would not be read", f"end the file with its list of {KEY}")
        )
    return longer, after[-1]


def _continues(before: Sequence[Waiver], after: Sequence[Waiver]) -> bool:
    return len(after) == len(before) + 1 and list(after[:-1]) == list(before)
