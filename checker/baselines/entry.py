"""One line of a baseline: a violation that is known and does not fail audits."""

from datetime import date
from typing import NamedTuple


class Entry(NamedTuple):
    """`case_id` is the fingerprint; what else names the case is for readers. `subject` is `type:id`."""

    case_id: str
    rule_id: str
    subject: str
    occurrence: str
    accepted_on: date
    reason: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What entries are ordered by: the violations of one rule stand together."""
        return self.rule_id, self.subject, self.occurrence, self.case_id

    @property
    def subject_type(self) -> str:
        """What its subject is: the part before the colon."""
        return self.subject.partition(":")[0]


COLUMNS = Entry._fields
