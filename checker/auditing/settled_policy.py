"""The policy of an audit: the auditor's file, the command line, and the snapshot's where it is trusted."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.auditing.request import Request
from checker.errors import Problem, UsageError
from checker.rulebook.parse import parse_model
from checker.rulebook.policy import Policy
from checker.snapshot.header import HEADER_FILE
from checker.yaml_text import YamlText


def overrides(parameters: Sequence[str]) -> list[dict[str, Any]]:
    """--set name=value as parameter entries."""
    entries: list[dict[str, Any]] = []
    for text in parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(Problem("--set", f"'{text}' has no '='", "write --set name=value"))
        if any(entry["name"] == name.strip() for entry in entries):
            raise UsageError(Problem("--set", f"'{name.strip()}' is set twice", "give one value"))
        listed = value.split(";") if ";" in value else value
        entries.append({"name": name.strip(), "value": listed, "place": "--set"})
    return entries


def with_snapshot_policy(policy: Policy, found: Mapping[str, Any], request: Request) -> tuple[Policy, list[str]]:
    """Policy in a snapshot is reported and ignored, unless trusted. UsageError for mistakes in what is trusted."""
    if not found:
        return policy, []
    names = ", ".join(sorted(found))
    if not request.trust_snapshot_policy:
        return policy, [f"snapshot.yaml sets policy ({names}); ignored without --trust-snapshot-policy"]
    given = {name: value for name, value in found.items() if name in Policy.model_fields}
    unset = {name: value for name, value in given.items() if name not in policy.model_fields_set}
    both, problems = parse_model(Policy, YamlText({**policy.model_dump(exclude_unset=True), **unset}), HEADER_FILE)
    if both is None:
        raise UsageError(problems)
    return both, [f"policy of the snapshot: {names}"]
