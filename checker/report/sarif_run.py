"""What a run of a SARIF log says besides its results: every rule, what could not be judged, inputs, figures."""

from typing import Any

from checker.one_line import one_line
from checker.report.content import ClauseLine, Report, RuleLine
from checker.report.encoded import markdown_text
from checker.report.headline import incomplete_lines
from checker.report.location import Places
from checker.report.sarif_result import LEVELS, message_text, uri
from checker.report.summary import rule_record, summary
from checker.report.verdict import exit_code
from checker.words.words import Words

LANGUAGES = {"en": "en", "ru": "ru", "zh": "zh-CN"}
# What GitHub sorts by; it shows ten tags of a rule.
PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
STATUS_LEVELS = {"failed": "error", "not_run": "warning", "inactive": "note"}
SUMMARY = (
    "rate",
    "rate_after_waivers",
    "waived",
    "period",
    "carried",
    "rules",
    "violations_by_severity",
    "quarantined",
)
OWN = ("rule_id", "title", "words")


def run_of(report: Report, words: Words, shown: int, total: int, left_out: str = "") -> dict[str, Any]:
    """The properties of the run in their order, results left out. `shown` of `total` findings will follow; `left_out`
    says why not all."""
    return {
        "tool": {"driver": _driver(report, words)},
        "language": LANGUAGES[words.lang],
        "automationDetails": {"id": f"checker/{report.audit_id}"},
        "invocations": [_invocation(report, left_out, words)],
        "artifacts": _artifacts(report),
        "properties": {
            **{name: report.manifest.get(name) for name in ("audit_id", "company", "period", "as_of", "zone")},
            "summary": {name: value for name, value in summary(report).items() if name in SUMMARY},
            "results": {"shown": shown, "total": total},
        },
    }


def _driver(report: Report, words: Words) -> dict[str, Any]:
    clauses = {clause.clause_id: clause for clause in report.clauses}
    return {
        "name": "checker",
        "version": str((report.manifest.get("versions") or {}).get("checker", "")),
        "rules": [_rule(rule, clauses, words) for rule in report.rules],
    }


def _rule(rule: RuleLine, clauses: dict[str, ClauseLine], words: Words) -> dict[str, Any]:
    level = LEVELS.get(rule.severity, "warning")
    title = one_line(rule.title(words.lang))
    lines = [_clause(*pair, clauses, words) for pair in zip(rule.clauses, rule.locators, strict=False)]
    told = rule_record(rule, words.lang)
    return {
        "id": rule.rule_id,
        "name": title,
        "shortDescription": {"text": message_text(title)},
        "fullDescription": {"text": message_text(one_line(rule.words(words.lang)) or title)},
        "help": {
            "text": message_text("\n".join([words.text("ci.help"), *lines])),
            "markdown": message_text("\n".join([words.text("ci.help"), "", *(f"- {markdown_text(x)}" for x in lines)])),
        },
        "defaultConfiguration": {"enabled": rule.status == "ran", "level": level},
        "properties": {
            "problem.severity": PROBLEM[level],
            "tags": [rule.pack, rule.kind, rule.severity],
            **{name: value for name, value in told.items() if name not in OWN},
        },
    }


def _clause(clause_id: str, locator: str, clauses: dict[str, ClauseLine], words: Words) -> str:
    """Of a clause that no register tells of, only its id is known."""
    clause = clauses.get(clause_id)
    if clause is None:
        return one_line(f"{locator} {clause_id}")
    return one_line(words.text("ci.clause", locator=locator or "–", id=clause_id, says=clause.says or "–"))


def _invocation(report: Report, left_out: str, words: Words) -> dict[str, Any]:
    """A rule that a table or a parameter is missing for is a matter of configuration, one that failed is not."""
    configured: list[dict[str, Any]] = []
    executed = [_notification("cut", "warning", left_out)] if left_out else []
    for place, rule in enumerate(report.rules):
        if rule.status in STATUS_LEVELS:
            why = one_line(rule.status_reason or "–")
            text = words.text(f"ci.rule_status.{rule.status}", rule=rule.rule_id, why=why)
            told = _notification(rule.status, STATUS_LEVELS[rule.status], text)
            told["associatedRule"] = {"id": rule.rule_id, "index": place}
            (executed if rule.status == "failed" else configured).append(told)
    executed += [_notification("incomplete", "error", one_line(line)) for line in incomplete_lines(report)]
    return {
        "executionSuccessful": bool(report.manifest.get("complete", True)),
        "exitCode": exit_code(report),
        "toolConfigurationNotifications": configured,
        "toolExecutionNotifications": executed,
    }


def _notification(name: str, level: str, text: str) -> dict[str, Any]:
    return {"descriptor": {"id": name}, "level": level, "message": {"text": message_text(text)}}


def _artifacts(report: Report) -> list[dict[str, Any]]:
    places = Places(report)
    found = []
    for file in (report.manifest.get("snapshot") or {}).get("files", ()):
        artifact: dict[str, Any] = {
            "location": {"uri": uri(places.path(str(file["name"])))},
            "roles": ["analysisTarget"],
            "hashes": {"sha-256": str(file.get("sha256") or "")},
        }
        if file.get("bytes") is not None:
            artifact["length"] = int(file["bytes"])
        found.append(artifact)
    return found
