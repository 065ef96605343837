"""Who may waive what, and for how long: the key `waivers` of compliance.yaml."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from checker.errors import nearest
from checker.kinds.rule import SEVERITIES, Severity, Strict
from checker.schema.model import load_schema

LONGEST = 366


class WaiverPolicy(Strict):
    """`approvers`: role to the gravest severity that it may waive; without it, every employee may waive any.

    `max_days`: the longest that a waiver may last from the day it was granted; a policy only shortens the 366 days.
    """

    approvers: dict[str, Severity] | None = None
    max_days: Annotated[int, Field(ge=1, le=LONGEST)] = LONGEST

    def may_waive(self, role: str | None) -> tuple[str, ...]:
        """The severities that a role may waive."""
        if self.approvers is None:
            return SEVERITIES
        gravest = self.approvers.get(role or "")
        return () if gravest is None else SEVERITIES[: SEVERITIES.index(gravest) + 1]


def check_roles(policy: WaiverPolicy, role_map: Mapping[str, str], added: object) -> None:
    """ValueError for approvers that are no role: of the schema, of the role map, or `added` by the policy."""
    known = {*load_schema().entities["employee"].fields["role"].values, *role_map.values()}
    known |= {str(name) for name in added} if isinstance(added, list) else set()
    for role in policy.approvers or ():
        if role not in known:
            near = nearest(role, known) or "see employee.role in docs/schema.md"
            raise ValueError(f"approvers: '{role}' is no role; {near}")
