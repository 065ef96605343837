"""JUnit XML: a suite per pack, a test case per rule, and one case for whether the audit is complete."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import BinaryIO

from checker.one_line import one_line
from checker.report.cases import Case, worst_of_rules
from checker.report.content import Report, RuleLine
from checker.report.encoded import text_bytes, xml_attribute, xml_text
from checker.report.figures import Rate
from checker.report.gated import gate_lines
from checker.report.headline import incomplete_lines, said_rate, shown_of
from checker.report.location import Places
from checker.report.marked import Marked, marked
from checker.report.plain import said_source
from checker.report.unchecked import is_idle
from checker.report.waiver_lines import waiver_lines
from checker.words.words import Words

SUFFIX = ".junit.xml"
SHOWN = 20
COUNTS = ("met", "violated", "pending", "undetermined", "not_applicable")
SKIPPED = ("not_run", "inactive")


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """A rule fails where violations of it fail the audit; the worst of them are listed, with how many there are."""
    telling = _Telling(report, words)
    problems = [one_line(line) for line in incomplete_lines(report)]
    errors = sum(rule.status == "failed" for rule in report.rules) + bool(problems)
    failures = sum(bool(telling.fails(rule)) for rule in report.rules)
    counts = f'tests="{len(report.rules) + 1}" failures="{failures}" errors="{errors}"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="checker" {counts}>']
    lines += [f'<testsuite name="audit" tests="1" failures="0" errors="{int(bool(problems))}" skipped="0">']
    lines += [*telling.completeness(problems), "</testsuite>"]
    out.write(text_bytes("\n".join(lines) + "\n"))
    for pack, rules in groupby(
        sorted(report.rules, key=lambda rule: (rule.pack, rule.rule_id)), lambda rule: rule.pack
    ):
        out.write(text_bytes("\n".join(telling.suite(pack, list(rules))) + "\n"))
    out.write(b"</testsuites>\n")


class _Telling:
    """The lines of one report's suites."""

    def __init__(self, report: Report, words: Words) -> None:
        self._words = words
        self._places = Places(report)
        self._marked = marked(report)
        self._worst = worst_of_rules(report.folder, "failing", SHOWN)
        self._excused = [*gate_lines(report, words), *waiver_lines(report.manifest, words)]

    def fails(self, rule: RuleLine) -> int:
        """How many violations of the rule fail the audit; a rule that failed itself counts as an error only."""
        found = self._marked.get(rule.rule_id)
        return found.fail if found and rule.status != "failed" else 0

    def completeness(self, problems: Sequence[str]) -> Iterator[str]:
        yield '<testcase classname="audit" name="complete">'
        if problems:
            said = self._words.text("ci.incomplete", n=self._words.number(len(problems)))
            yield _element("error", said, problems, "incomplete")
        if self._excused:
            yield f"<system-out>{xml_text(chr(10).join(map(one_line, self._excused)))}</system-out>"
        yield "</testcase>"

    def suite(self, pack: str, rules: Sequence[RuleLine]) -> Iterator[str]:
        failures = sum(bool(self.fails(rule)) for rule in rules)
        errors = sum(rule.status == "failed" for rule in rules)
        skipped = sum(rule.status in SKIPPED for rule in rules)
        counts = f'tests="{len(rules)}" failures="{failures}" errors="{errors}" skipped="{skipped}"'
        yield f'<testsuite name="{xml_attribute(pack)}" {counts}>'
        for rule in rules:
            yield f'<testcase classname="{xml_attribute(pack)}" name="{xml_attribute(rule.rule_id)}">'
            yield from self._outcome(rule)
            yield f"<system-out>{xml_text(chr(10).join(self._about(rule)))}</system-out>"
            yield "</testcase>"
        yield "</testsuite>"

    def _outcome(self, rule: RuleLine) -> Iterator[str]:
        if rule.status in ("failed", *SKIPPED):
            why = one_line(rule.status_reason or "–")
            said = self._words.text(f"ci.rule_status.{rule.status}", rule=rule.rule_id, why=why)
            yield _element("error" if rule.status == "failed" else "skipped", said, [], rule.status)
        elif n := self.fails(rule):
            title = rule.title(self._words.lang)
            shown = self._worst.get(rule.rule_id, [])
            lines = [*map(self._line, shown), shown_of(len(shown), n, self._words)]
            said = self._words.text("ci.failing", title=title, n=self._words.number(n))
            yield _element("failure", said, lines, rule.severity)

    def _line(self, case: Case) -> str:
        place = self._places.of(case)
        return f"{said_source(place.path, place.line)}: {one_line(case.text(self._words.lang))} [{case.case_id}]"

    def _about(self, rule: RuleLine) -> Iterator[str]:
        words = self._words
        yield one_line(rule.title(words.lang))
        if rule.words(words.lang):
            yield one_line(rule.words(words.lang))
        yield ", ".join(
            f"{clause} {locator}".strip() for clause, locator in zip(rule.clauses, rule.locators, strict=False)
        )
        if is_idle(rule):
            yield words.text("ci.nothing")
        elif rule.status == "ran":
            counts = {name: words.number(getattr(rule, name)) for name in COUNTS}
            yield words.text("ci.counts", **counts, rate=said_rate(Rate(rule.met, rule.violated), words))
        if found := self._marked.get(rule.rule_id):
            yield said_marks(found, words)


def said_marks(found: Marked, words: Words) -> str:
    """How many violations there are, and what becomes of them."""
    counts = {name: getattr(found, name) for name in Marked._fields[1:]}
    parts = [words.text(f"ci.marks.{name}", n=words.number(n)) for name, n in counts.items() if n]
    return words.text("ci.marks.joint").join(parts)


def _element(name: str, message: str, lines: Sequence[str], kind: str) -> str:
    text = xml_text("\n".join(lines))
    return f'<{name} type="{xml_attribute(kind)}" message="{xml_attribute(one_line(message))}">{text}</{name}>'
