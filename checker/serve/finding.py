"""One case of the store, by its id, the beginning of it, or RULE/SUBJECT[@OCCURRENCE]."""

from dataclasses import dataclass

from checker.errors import Problem, UsageError
from checker.query.find import find_case
from checker.serve.chosen import ALL, readable_one
from checker.serve.shelf import OnShelf, Shelf


class NoCase(Exception):
    """No case, or several, go by that name; `problems` say which are near."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Found:
    """Where a case is, and its whole id."""

    audit: OnShelf
    case_id: str


def find(shelf: Shelf, name: str, audit: str = ALL) -> Found:
    """The case in that audit or, of `all`, in the one that knows most and holds it.

    Raises NoCase, NoAudit, Gone, Damaged."""
    if audit == ALL:
        # Of the same moment the one stored last comes first.
        looked_in = sorted(shelf.readable(), key=lambda one: one.stored.as_of)[::-1]
    else:
        looked_in = [readable_one(shelf, audit)]
    try:
        place = find_case([one.folder for one in looked_in], name)
    except UsageError as error:
        raise NoCase(error.problems) from error
    return Found(next(one for one in looked_in if one.folder == place.folder), place.case_id)
