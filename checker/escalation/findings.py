"""What a chain says: which step concluded, and about which fact of the dossier."""

from typing import NamedTuple

WHOLE_PERSON = -1


class Finding(NamedTuple):
    """`about` is the position of the fact in the dossier, or WHOLE_PERSON for a step that counts other findings."""

    step: str
    about: int
