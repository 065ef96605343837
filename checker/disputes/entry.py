"""One line of the ledger of disputes: somebody objects to a violation, or an objection is decided."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from checker.kinds.rule import Strict
from checker.rulebook.days import Day

OBJECTED, UPHELD, REJECTED = "objected", "upheld", "rejected"
DECISIONS = (UPHELD, REJECTED)

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
CaseId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Paper(Strict):
    """A file that was shown as evidence: its name, and the hash by which it is known again."""

    file: Said
    sha256: Sha256


class Entry(Strict):
    """Who said what about a case, when and why. `upheld`: the objection is accepted; `on` is a local day."""

    case: CaseId
    says: Literal["objected", "upheld", "rejected"]
    by: Said
    on: Day
    reason: Said
    evidence: list[Paper] = Field(default=[])
