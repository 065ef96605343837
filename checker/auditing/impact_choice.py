"""Which rules of an audit are to be judged again when something is changed, and for which reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from checker import __version__
from checker.auditing.manifest import parameters_told
from checker.auditing.settled import Settled
from checker.rulebook.book import BookRule
from checker.rulebook.definition import Definition, definition_of
from checker.rulebook.policy import Policy

# What of a policy decides about verdicts beside parameters, packs and the days from which packs apply, which are
# compared rule by rule.
JUDGING = (
    "time_zone", "working_calendar", "units", "placeholders", "role_map", "department_map", "enum_extensions",
    "home_province",
)  # fmt: skip
RULE, PARAMETER, POLICY, VERSION, NEW, UNKNOWN = "rule", "parameter", "policy", "version", "new", "unknown"


@dataclass(frozen=True)
class StoredRule:
    """A rule as an audit stored it; `digest` is '' where the audit is of an earlier version."""

    rule_id: str
    digest: str
    status: str
    rated: bool
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Chosen:
    """A rule to be judged again: as it is now, under which id it was stored ('': it was not), and why.

    `why` are pairs: one of RULE, PARAMETER, POLICY, VERSION, NEW, UNKNOWN, and what has changed, or ''.
    """

    entry: BookRule
    stored_id: str
    why: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """The rules to be judged again, those that are no longer there, and how many stay as they are.

    `parameters` are those that changed: what they were and what they are, as plain JSON values.
    """

    chosen: tuple[Chosen, ...]
    gone: tuple[StoredRule, ...]
    same: int
    parameters: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def stored_rules(folder: Path) -> dict[str, StoredRule]:
    """The rules of a stored audit by id."""
    with duckdb.connect() as connection:
        rules = connection.read_parquet(str(folder / "rules.parquet"))
        digest = "digest" if "digest" in rules.columns else "''"
        rated = "effect = 'violation' AND kind <> 'indicator'"
        found = rules.project(f"rule_id, {digest}, status, {rated}, title_en, title_ru, title_zh")
        return {
            rule_id: StoredRule(rule_id, known, status, rated, dict(zip(("en", "ru", "zh"), titles, strict=True)))
            for rule_id, known, status, rated, *titles in found.fetchall()
        }


def choose(settled: Settled, manifest: Mapping[str, Any], stored: Mapping[str, StoredRule]) -> Choice:
    """Every rule that differs from the stored one, or rests on something that does."""
    everywhere = tuple(_everywhere(settled, manifest))
    changed = _parameters(settled, manifest)
    chosen = []
    for entry in settled.rules:
        stored_id = next((name for name in (entry.rule.id, *entry.rule.formerly) if name in stored), "")
        why = _why(definition_of(settled.book, entry.rule), stored.get(stored_id), changed)
        if why or everywhere:
            chosen.append(Chosen(entry, stored_id, (*everywhere, *why)))
    kept = {name for entry in settled.rules for name in (entry.rule.id, *entry.rule.formerly)}
    gone = tuple(rule for name, rule in sorted(stored.items()) if name not in kept)
    return Choice(tuple(chosen), gone, len(settled.rules) - len(chosen), changed)


def _why(now: Definition, stored: StoredRule | None, changed: Iterable[str]) -> tuple[tuple[str, str], ...]:
    if stored is None:
        return ((NEW, ""),)
    found = [(PARAMETER, name) for name in changed if name in now.parameters]
    if not stored.digest:
        return ((UNKNOWN, ""), *found)
    return (*(((RULE, ""),) if stored.digest != now.digest else ()), *found)


def _everywhere(settled: Settled, manifest: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """What has changed that any rule may rest on."""
    told = manifest["configuration"].get("policy") or {}
    known = {name: value for name, value in told.items() if name in Policy.model_fields}
    before = Policy.model_validate(known).model_dump(mode="json")
    now = settled.policy.model_dump(mode="json")
    yield from ((POLICY, name) for name in JUDGING if before.get(name) != now.get(name))
    if (manifest.get("versions") or {}).get("checker") != __version__:
        yield VERSION, __version__


def _parameters(settled: Settled, manifest: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The parameters whose values changed; one that the stored rules do not know changes nothing by itself."""
    before = manifest["configuration"].get("parameters") or {}
    now = parameters_told(settled.world)
    pairs = {name: (_counting(before[name]), _counting(now[name])) for name in sorted(now) if name in before}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _counting(values: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The values up to the first that holds on every day: those after it never count."""
    always = (place for place, one in enumerate(values, 1) if one["since"] is None and one["until"] is None)
    return list(values[: next(always, len(values))])
