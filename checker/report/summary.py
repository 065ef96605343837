"""The summary of an audit as plain values, for the formats that machines read."""

from typing import Any

from checker.report.content import ClauseLine, Escalation, Report, RuleLine
from checker.report.figures import Group, Rate
from checker.report.resting import readings_of, resting
from checker.report.unchecked import lacking_record
from checker.report.verdict import exit_code, rule_statuses, waived

TOLD = (
    "audit_id",
    "company",
    "period",
    "as_of",
    "taken_at",
    "zone",
    "complete",
    "incomplete",
    "versions",
    "configuration",
)


def audit_facts(report: Report) -> dict[str, Any]:
    """What was audited, when, and with what."""
    return {name: report.manifest.get(name) for name in TOLD}


def summary(report: Report) -> dict[str, Any]:
    """The figures of the audit; counts of cases."""
    return {
        "exit_code": exit_code(report),
        "rate": _rate(report.rate),
        "rate_after_waivers": report.manifest.get("rate_after_waivers"),
        "waived": waived(report),
        "followed": report.manifest.get("followed") or {},
        "rules": rule_statuses(report),
        "resting_on_readings": resting(report)._asdict(),
        "period": report.verdicts,
        "carried": report.carried,
        "violated_by_effect": report.effects,
        "violations_by_severity": [line._asdict() for line in report.severities],
        "implied": report.implied._asdict(),
        "unjudged": [line._asdict() for line in report.unjudged],
        "by_responsible": [_group(group) for group in report.by_responsible],
        "by_unit": [_group(group) for group in report.by_unit],
        "by_tier": [_group(group) for group in report.by_tier],
        "not_run": lacking_record(report),
        "cases": report.case_count,
        "quarantined": report.quarantine_count,
    }


def input_files(report: Report) -> list[tuple[str, int | None, str]]:
    """Name, bytes and SHA-256 of every file that the audit rests on: the snapshot's, then the rules'."""
    snapshot, rules = report.manifest.get("snapshot") or {}, report.manifest.get("rules") or {}
    listed = [*snapshot.get("files", ()), *(rules.get("files") or rules.get("packs") or ())]
    return [(str(file.get("name", "")), file.get("bytes"), str(file.get("sha256") or "")) for file in listed]


def rule_record(rule: RuleLine, lang: str) -> dict[str, Any]:
    """A rule with its title and words in one language."""
    record = _in_language(rule._asdict(), lang, ("title", "words"))
    return {**record, "readings": readings_of(rule)}


def clause_record(clause: ClauseLine, lang: str) -> dict[str, Any]:
    """A clause with its title in one language."""
    return _in_language(clause._asdict(), lang, ("title",))


def escalation_record(escalation: Escalation, lang: str) -> dict[str, Any]:
    """An escalation with its text in one language; dates as ISO text."""
    record = _in_language(escalation._asdict(), lang, ("text",))
    days = {name: str(record[name]) if record[name] else None for name in ("period_start", "period_end")}
    count = record.pop("case_count")
    return {**record, **days, "count": count}


def _in_language(record: dict[str, Any], lang: str, names: tuple[str, ...]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in record.items():
        name, _, tongue = key.rpartition("_")
        if name not in names:
            kept[key] = value
        elif tongue == lang:
            kept[name] = value
    return kept


def _rate(rate: Rate) -> dict[str, Any]:
    return {"met": rate.met, "violated": rate.violated, "value": None if rate.share is None else float(rate.share)}


def _group(group: Group) -> dict[str, Any]:
    return {**group._asdict(), "rate": _rate(group.rate)["value"]}
