"""Tables of the auditor's policy as list parameters, which rules can read."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from checker.rulebook.pack import Parameter
from checker.rulebook.policy import Policy

DIMENSIONS = ("modules", "scopes", "actions")


def policy_overrides(parameters: Mapping[str, Parameter], policy: Policy) -> list[dict[str, Any]]:
    """Values of the parameters that a part of the policy fills; none where the policy does not speak of it."""
    found = []
    for name, parameter in parameters.items():
        lines = LINES[parameter.policy](policy) if parameter.policy else []
        if lines:
            found.append({"name": name, "value": lines})
    return found


def _permissions(policy: Policy) -> list[str]:
    """`role.` for every role listed, and `role.modules.x`, `role.scopes.x`, `role.actions.x` for what it may."""
    return [
        line for role, allowed in policy.permission_matrix.items() for line in (f"{role}.", *_allowed(role, allowed))
    ]


def _allowed(role: str, allowed: Any) -> Iterable[str]:
    listed = allowed if isinstance(allowed, Mapping) else {}
    return (f"{role}.{name}.{member}" for name in DIMENSIONS for member in listed.get(name) or [])


def _authority(policy: Policy) -> list[str]:
    """Every line as JSON with the keys of the policy and `place`, its number in the list from 1."""
    return [
        json.dumps({**line, "place": place}, ensure_ascii=False, sort_keys=True, default=str)
        for place, line in enumerate(policy.approval_authority, 1)
    ]


LINES: dict[str, Callable[[Policy], list[str]]] = {
    "permission_matrix": _permissions,
    "approval_authority": _authority,
}
