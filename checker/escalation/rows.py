"""Findings as rows of escalations.parquet: who, for whom, on which cases, said in three languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from checker.escalation.definitions import Definitions, Escalation
from checker.escalation.facts import Dossier
from checker.escalation.findings import WHOLE_PERSON, Finding

LANGUAGES = ("en", "ru", "zh")
ID_DIGITS = 16
SUBJECT = "employee"


@dataclass(frozen=True)
class Person:
    """An employee with unit and head ('' where unknown). For the head of a unit, `head_id` is the head above."""

    employee_id: str
    unit_id: str = ""
    head_id: str = ""
    name: str = ""


@dataclass(frozen=True)
class EscalationRow:
    """One row of escalations.parquet, in the order of its columns; '' where nothing applies or is known."""

    escalation_id: str
    escalation: str
    pack: str
    conclusion: str
    subject_type: str
    subject_id: str
    addressee_id: str
    unit_id: str
    rule_id: str
    count: int
    period_start: date
    period_end: date
    case_ids: tuple[str, ...]
    reasoner: str
    text_en: str
    text_ru: str
    text_zh: str


@dataclass(frozen=True)
class Setting:
    """What all rows of one audit share. `titles`: rule id to language to title; a rule without title goes by its id."""

    definitions: Definitions
    period: tuple[date, date]
    reasoner: str
    people: Mapping[str, Person] = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def rows_of(setting: Setting, dossier: Dossier, found: Iterable[Finding]) -> list[EscalationRow]:
    """One row for each finding about one person."""
    findings = frozenset(found)
    steps = {one.id: one for one in setting.definitions.escalations}
    return [_row(setting, dossier, steps, finding, findings) for finding in sorted(findings)]


def _row(
    setting: Setting,
    dossier: Dossier,
    steps: Mapping[str, Escalation],
    finding: Finding,
    findings: frozenset[Finding],
) -> EscalationRow:
    step = steps[finding.step]
    person = setting.people.get(dossier.person, Person(dossier.person))
    head = "" if person.head_id == person.employee_id else person.head_id
    rule, count, cases = _grounds(dossier, steps, finding, findings)
    start, end = setting.period
    return EscalationRow(
        escalation_id=_row_id(finding.step, dossier.person, rule, start, end),
        escalation=finding.step,
        pack=setting.definitions.pack,
        conclusion=step.conclusion,
        subject_type=SUBJECT,
        subject_id=dossier.person,
        addressee_id=head,
        unit_id=person.unit_id,
        rule_id=rule,
        count=count,
        period_start=start,
        period_end=end,
        case_ids=cases,
        reasoner=setting.reasoner,
        **{f"text_{lang}": _text(setting, step, person, head, rule, count, lang) for lang in LANGUAGES},
    )


def _grounds(
    dossier: Dossier, steps: Mapping[str, Escalation], finding: Finding, findings: frozenset[Finding]
) -> tuple[str, int, tuple[str, ...]]:
    """Rule ('' for several), how many (violations, or findings counted), and the cases that a finding rests on."""
    if finding.about != WHOLE_PERSON:
        fact = dossier.facts[finding.about]
        return str(fact.fields.get("rule", "")), len(fact.cases), fact.cases
    step = steps[finding.step]
    if step.watches:
        return _grounds(dossier, steps, Finding(step.watches, WHOLE_PERSON), findings)
    counted = [one for one in findings if one.step == step.counts]
    cases = {case for one in counted for case in _grounds(dossier, steps, one, findings)[2]}
    return "", len(counted), tuple(sorted(cases))


def _row_id(escalation: str, person: str, rule: str, start: date, end: date) -> str:
    """Stable over repeated audits of a period, whatever their as_of. Lengths keep neighbouring parts apart."""
    parts = [escalation, SUBJECT, person, rule, start.isoformat(), end.isoformat()]
    written = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(written.encode()).hexdigest()[:ID_DIGITS]


def _text(setting: Setting, step: Escalation, person: Person, head: str, rule: str, count: int, lang: str) -> str:
    addressed = setting.definitions.addressees[step.addressee]
    sentence: str = getattr(step.text, lang).format(
        person=person.name or person.employee_id,
        rule=setting.titles.get(rule, {}).get(lang) or rule,
        count=count,
        start=setting.period[0].isoformat(),
        end=(setting.period[1] - timedelta(days=1)).isoformat(),
    )
    known = setting.people.get(head, Person(head))
    closing: str = getattr(addressed.known if head else addressed.unknown, lang)
    return f"{sentence} {closing.format(addressee=known.name or known.employee_id)}"
