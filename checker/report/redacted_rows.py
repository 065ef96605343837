"""Rows of a stored audit without names, contacts, numbers of records and free text."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from checker.one_line import one_line
from checker.report.cases import Case
from checker.report.content import Report
from checker.report.letter_sentence import rule_title, told
from checker.report.own_matters import ELSE, LANGUAGES
from checker.report.redaction import Redaction
from checker.report.redaction_codes import TOLD_BY_NAME
from checker.report.table import read_evidence
from checker.words.words import Words

EVIDENCE = ("items", "clock", "calendar_zone", "readings", "arithmetic")
"""What evidence may hold here beside facts: what is not named is left out."""
ENDS = {"en": ". ", "ru": ". ", "zh": "。"}

Row = Mapping[str, Any]


class RedactedRows:
    """Each row as a redacted report has it; sentences are said again of what is left."""

    def __init__(self, report: Report, redaction: Redaction, units: Mapping[str, str | None]) -> None:
        """`units`: the names of the units."""
        self._report, self._redaction, self._units = report, redaction, units
        self._words = {lang: Words(lang) for lang in LANGUAGES}
        self._code = redaction.codes.code

    def case(self, row: Row) -> Row:
        """A case; the file and line that it stands in stay."""
        redaction, subject = self._redaction, str(row["subject_type"])
        changed = {
            **row,
            "subject_id": self._code(subject, row["subject_id"]),
            "occurrence": redaction.occurrence(row["occurrence"]),
            "client_id": self._code("client", row["client_id"]),
            "responsible_id": self._code("employee", row["responsible_id"]),
            "tier": redaction.tier(row["tier"]),
            "evidence": self._evidence(row["evidence"]),
            "waiver": self._code("waiver", row["waiver"]),
            "waiver_reason": ELSE if row["waiver_reason"] else "",
            "waiver_approver": redaction.whoever(row["waiver_approver"]),
        }
        name = self._units.get(str(row["subject_id"])) if subject in TOLD_BY_NAME else None
        case = Case(**{**dict.fromkeys(Case._fields), **changed, **_NO_TEXTS, "subject_name": name})
        return {**changed, **{f"text_{lang}": self._text(case, lang) for lang in LANGUAGES}}

    def escalation(self, row: Row) -> Row:
        """A conclusion; its sentence tells no more than rule, days and number."""
        subject = self._code(str(row["subject_type"]), row["subject_id"])
        addressee = self._code("employee", row["addressee_id"])
        texts = {f"text_{lang}": self._concluded(row, subject, addressee, lang) for lang in LANGUAGES}
        return {**row, **texts, "subject_id": subject, "addressee_id": addressee}

    def tally(self, row: Row) -> Row:
        """Counts of one person."""
        who = self._code("employee", row["responsible_id"])
        return {**row, "responsible_id": who, "tier": self._redaction.tier(row["tier"])}

    def unit(self, row: Row) -> Row:
        """A unit keeps its name; its head has a code."""
        return {**row, "head_id": self._code("employee", row["head_id"]), "head_name": None}

    def quarantined(self, row: Row) -> Row:
        """What could not be read is not told; where it stands is."""
        return {**row, "raw": ELSE if row["raw"] else row["raw"], "detail": ""}

    def rule(self, row: Row) -> Row:
        """A rule; why it failed may quote data."""
        return {**row, "status_reason": self._redaction.without_names(row["status_reason"] or "")}

    def reading(self, row: Row) -> Row:
        """What another reading would change, without the records that it would find."""
        found = [self._redaction.whoever(one) for one in row["appeared_subjects"] or ()]
        return {**row, "appeared_subjects": found, "detail": self._redaction.without_names(row["detail"] or "")}

    def _evidence(self, stored: str | None) -> str:
        evidence = read_evidence(stored)
        facts = evidence.get("facts")
        told = [self._fact(fact) for fact in facts if isinstance(fact, dict)] if isinstance(facts, list) else []
        kept = {name: self._redaction.everywhere(evidence[name]) for name in EVIDENCE if name in evidence}
        return json.dumps({**({"facts": told} if facts else {}), **kept}, ensure_ascii=False)

    def _fact(self, fact: dict[str, Any]) -> dict[str, Any]:
        about = fact.get("id")
        code = None if about is None else self._code(str(fact.get("entity")), str(about))
        return {**fact, "id": code, "value": self._redaction.value(fact)}

    def _text(self, case: Case, lang: str) -> str:
        title = rule_title(case, self._report, self._words[lang]).rstrip(".。")
        said = told(case, self._report, self._words[lang]) if case.verdict != "met" else ""
        return f"{title}{ENDS[lang]}{said}".strip()

    def _concluded(self, row: Row, subject: str, addressee: str, lang: str) -> str:
        words, rule = self._words[lang], self._report.rule(row["rule_id"] or "")
        named = self._units.get(subject) or subject
        start, end = row["period_start"], row["period_end"]
        said = words.text(
            "redaction.escalation",
            subject=named,
            rule=one_line(rule.title(lang)) if rule else words.text("redaction.any_rule"),
            n=words.number(row["count"]),
            addressee=addressee or words.text("redaction.nobody"),
            start=words.date(start) if start else "",
            end=words.date(end - timedelta(days=1)) if end else "",
        )
        return one_line(said)


_NO_TEXTS = {f"text_{lang}": "" for lang in LANGUAGES}
