"""An entry added to the ledger of disputes: the text that the file would then have."""

from collections.abc import Mapping
from typing import Any

from checker.disputes.entry import Entry
from checker.disputes.reading import KEY, disputes_of
from checker.errors import Problem, UsageError
from checker.rulebook.appending import appended, of_entry


def added(text: str, name: str, entry: Mapping[str, Any], note: str) -> tuple[str, Entry]:
    """The text of the ledger with the entry at its end, and the entry as it will be read.

    UsageError: the ledger has mistakes, the entry does not follow from it, or the file cannot be continued.
    """
    before = disputes_of(text, name)
    longer = appended(text, name, KEY, entry, {"case": note})
    try:
        after = disputes_of(longer, name)
    except UsageError as error:
        raise of_entry(error, name) from None
    if after.entries[:-1] != before.entries:
        raise UsageError(
            Problem(name, "an entry added at its end would not be read", f"end the file with its list of {KEY}")
        )
    return longer, after.entries[-1]
