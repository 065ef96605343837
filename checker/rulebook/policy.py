"""The auditor's policy: compliance.yaml, strictly read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from checker.errors import Problem, UsageError, nearest
from checker.kinds.rule import SEVERITIES, Strict
from checker.rulebook.budget import Budget
from checker.rulebook.parse import parse_model
from checker.rulebook.rectification import Rectification
from checker.rulebook.waiver_policy import WaiverPolicy, check_roles
from checker.schema.model import load_schema
from checker.yaml_text import load_yaml

FAIL_ON = (*SEVERITIES, "none")


class Policy(Strict):
    """What the auditor decides: packs, calendars, parameters, maps. Facts of an export stand in snapshot.yaml.

    `not_expected`: tables and columns (`table.column`) that the company does not have; their absence makes no audit
    incomplete. `dispute_days`: working days of the company to answer an objection.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    time_zone: str | None = None
    packs: list[str] = []
    applied_packs: dict[str, Any] = {}
    working_calendar: dict[str, Any] = {}
    units: dict[str, Any] = {}
    parameters: list[dict[str, Any]] = []
    placeholders: list[str] | None = None
    role_map: dict[str, str] = {}
    department_map: dict[str, str] = {}
    approval_authority: list[dict[str, Any]] = []
    permission_matrix: dict[str, Any] = {}
    enum_extensions: dict[str, Any] = {}
    home_province: str | None = None
    must_run: list[str] | None = None
    not_expected: list[str] = []
    max_undetermined: float | None = Field(default=None, ge=0, le=1)
    fail_on: str | None = None
    budgets: dict[str, Budget] = {}
    rectification: Rectification = Rectification()
    waivers: WaiverPolicy = WaiverPolicy()
    dispute_days: int = Field(default=10, ge=1, le=250)

    @field_validator("not_expected")
    @classmethod
    def _known(cls, names: list[str]) -> list[str]:
        known = load_schema().names
        for name in names:
            if name not in known:
                near = nearest(name, known)
                raise ValueError(f"'{name}' is no table or column of the schema; {near or 'see docs/schema.md'}")
        return names

    @field_validator("fail_on")
    @classmethod
    def _severity(cls, chosen: str | None) -> str | None:
        if chosen is not None and chosen not in FAIL_ON:
            raise ValueError(f"unknown severity '{chosen}'; {nearest(chosen, FAIL_ON)}")
        return chosen

    @field_validator("waivers")
    @classmethod
    def _roles(cls, waivers: WaiverPolicy, info: ValidationInfo) -> WaiverPolicy:
        check_roles(waivers, info.data.get("role_map", {}), info.data.get("enum_extensions", {}).get("employee.role"))
        return waivers


def load_policy(path: Path | None) -> Policy:
    """The policy in a file; without a file, the defaults. UsageError names every mistake."""
    return Policy() if path is None else policy_of(_text(path), path.name)


def key_places(path: Path | None, key: str) -> Mapping[str, str]:
    """file:line:column of what stands below a key of a policy file, by its name."""
    if path is None:
        return {}
    document = load_yaml(_text(path), path.name)
    return {steps[1]: where for steps, where in document.places.items() if len(steps) == 2 and steps[0] == key}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Problem(str(path), f"cannot be read: {error}", "name a YAML file in UTF-8")) from None


def policy_of(text: str, name: str) -> Policy:
    """The policy in a text."""
    document = load_yaml(text, name)
    if document.data is None:
        return Policy()
    policy, problems = parse_model(Policy, document, name)
    if policy is None:
        raise UsageError(problems)
    return policy
