"""SARIF for the code scanning of GitHub, which reads part of the standard: what is open, and nothing excuses."""

from typing import Any, BinaryIO

from checker.report.cases import Case, how_many
from checker.report.content import Report
from checker.report.encoded import json_bytes, markdown_text
from checker.report.excuses import objection
from checker.report.sarif_log import write_log
from checker.report.sarif_result import message_text, result_of
from checker.report.sarif_run import run_of
from checker.report.spool import rendered
from checker.words.words import Words

SUFFIX = ".alerts.sarif"
# More, and GitHub refuses the whole log; longer, and it cuts the text without a word.
MOST = 25_000
NAME, DESCRIPTION = 255, 1024
DESCRIPTIONS = ("shortDescription", "fullDescription")
READ = ("ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints")


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """GitHub knows neither suppressions nor states nor kinds: every result it is given is an open alert.

    So what is excused, was put right or is mere advice is left out, and the run says how much that is."""
    findings = how_many(report.folder, "findings")
    alerts, settled = how_many(report.folder, "alerts"), how_many(report.folder, "settled")
    most = MOST if report.showing.most is None else min(report.showing.most, MOST)
    shown = min(alerts, most)
    counts = {
        "shown": shown,
        "total": findings,
        "settled": settled,
        "advice": findings - alerts - settled,
        "beyond": alerts - shown,
    }
    told = words.text("ci.alerts", **{name: words.number(n) for name, n in counts.items()})
    run = run_of(report, words, shown, findings, told if shown < findings else "")
    run["tool"]["driver"]["rules"] = [_rule(rule, words) for rule in run["tool"]["driver"]["rules"]]
    run["properties"] = {"results": run["properties"]["results"]}
    make = result_of(report, words)
    results = rendered(report.folder, "alerts", lambda case: json_bytes(_alert(case, make(case), words)), most)
    write_log(out, run, results)


def _alert(case: Case, result: dict[str, Any], words: Words) -> dict[str, Any]:
    """A line is wanted even where the file as a whole is meant, and a level. Names of people stay at home."""
    alert = {name: result[name] for name in READ}
    objected = objection(case, words)
    if objected:
        alert["message"] = {"text": f"{alert['message']['text']} · {message_text(objected.text)}"}
    if alert["level"] == "none":
        alert["level"] = "note"
    alert["locations"][0]["physicalLocation"].setdefault("region", {"startLine": 1})
    return alert


def _rule(rule: dict[str, Any], words: Words) -> dict[str, Any]:
    """A text that is too long stands whole in the help."""
    whole = rule["fullDescription"]["text"]
    if len(whole) > DESCRIPTION:
        text, markdown = rule["help"]["text"], rule["help"]["markdown"]
        rule["help"] = {"text": f"{whole}\n\n{text}", "markdown": f"{markdown_text(whole)}\n\n{markdown}"}
    rule["name"] = _cut(rule["name"], NAME)
    for name in DESCRIPTIONS:
        rule[name] = {"text": _cut(rule[name]["text"], DESCRIPTION)}
    rule["properties"] = {name: rule["properties"][name] for name in ("problem.severity", "tags")}
    return rule


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
