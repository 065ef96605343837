"""What every format is given: the content of one stored audit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from checker.report import figures
from checker.report.addressed import Addressee
from checker.report.cases import Case, case_batches
from checker.report.readings import ReadingLine
from checker.report.stored import READINGS, batches, opened, opened_sparingly, read_all, read_manifest

ESCALATIONS = '(SELECT * RENAME ("count" AS case_count) FROM escalations)'


class RuleLine(NamedTuple):
    """One rule of the audit with what became of it; counts are of scope period."""

    rule_id: str
    pack: str
    kind: str
    severity: str
    basis: str
    effect: str
    judged: str
    clauses: list[str]
    locators: list[str]
    title_en: str
    title_ru: str
    title_zh: str
    words_en: str | None
    words_ru: str | None
    words_zh: str | None
    readings: str | None
    status: str
    status_reason: str | None
    met: int
    violated: int
    pending: int
    undetermined: int
    not_applicable: int

    def title(self, lang: str) -> str:
        """The rule's title in one language."""
        return {"en": self.title_en, "ru": self.title_ru, "zh": self.title_zh}[lang] or self.rule_id

    def words(self, lang: str) -> str:
        """The rule in words, in one language."""
        return {"en": self.words_en, "ru": self.words_ru, "zh": self.words_zh}[lang] or ""


class ClauseLine(NamedTuple):
    """One clause of a regulation and what it became."""

    clause_id: str
    source: str
    locator: str
    title_en: str
    title_ru: str
    title_zh: str
    says: str
    basis: str
    checkability: str
    severity: str
    became: str
    rule_ids: list[str]
    why: str | None

    def title(self, lang: str) -> str:
        """The clause's title in one language."""
        return {"en": self.title_en, "ru": self.title_ru, "zh": self.title_zh}[lang] or self.clause_id


class Escalation(NamedTuple):
    """A conclusion drawn from several cases, for the head who must act."""

    escalation_id: str
    escalation: str
    pack: str
    conclusion: str
    subject_type: str
    subject_id: str
    addressee_id: str | None
    unit_id: str | None
    rule_id: str | None
    case_count: int
    period_start: date | None
    period_end: date | None
    case_ids: list[str]
    reasoner: str
    text_en: str | None
    text_ru: str | None
    text_zh: str | None

    def text(self, lang: str) -> str:
        """What is concluded, in one language."""
        return {"en": self.text_en, "ru": self.text_ru, "zh": self.text_zh}[lang] or ""


class Quarantined(NamedTuple):
    """A cell or row that could not be read."""

    entity: str
    file: str
    row: int | None
    column: str | None
    raw: str | None
    reason: str
    refused: bool
    detail: str | None


@dataclass(frozen=True)
class Showing:
    """How a report is shown. `sources`: where the files of the snapshot lie, for formats that point at lines.

    `most`: the most cases that formats list whose readers refuse more; None for all."""

    sources: str = ""
    most: int | None = None


@dataclass(frozen=True)
class Report:
    """One stored audit: its manifest, its figures, and its cases on demand.

    `readings`: what other readings of the text would change, None where the audit was not asked for that.
    `addressed`: to whom it goes, where it holds only their matters.
    """

    folder: Path
    manifest: dict[str, Any]
    rate: figures.Rate
    verdicts: dict[str, int]
    carried: dict[str, int]
    effects: dict[str, int]
    severities: tuple[figures.Severity, ...]
    implied: figures.Implied
    rules: tuple[RuleLine, ...]
    clauses: tuple[ClauseLine, ...]
    unjudged: tuple[figures.Unjudged, ...]
    by_responsible: tuple[figures.Group, ...]
    by_unit: tuple[figures.Group, ...]
    by_tier: tuple[figures.Group, ...]
    escalations: tuple[Escalation, ...]
    quarantine_count: int
    case_count: int
    readings: tuple[ReadingLine, ...] | None = None
    showing: Showing = Showing()
    addressed: Addressee | None = None

    @property
    def audit_id(self) -> str:
        """Name of the audit's folder in the store."""
        return str(self.manifest["audit_id"])

    @property
    def as_of(self) -> datetime:
        """What was known: naive UTC."""
        moment = datetime.fromisoformat(str(self.manifest["as_of"]))
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment

    @property
    def zone(self) -> str:
        """The company's zone."""
        return str(self.manifest["zone"])

    def rule(self, rule_id: str) -> RuleLine | None:
        """A rule by its id."""
        return next((rule for rule in self.rules if rule.rule_id == rule_id), None)

    def cases(self, which: str = "all", limit: int | None = None) -> Iterator[Case]:
        """Cases, worst first; `which` as in `case_batches`."""
        for batch in case_batches(self.folder, which, limit):
            yield from batch

    def quarantine(self) -> Iterator[Quarantined]:
        """Everything that could not be read, in the order of the files."""
        columns = ", ".join(f'"{name}"' for name in Quarantined._fields)
        order = 'file, "row", "column", raw'
        with opened_sparingly(self.folder) as connection:
            for batch in batches(connection, f"SELECT {columns} FROM quarantine ORDER BY {order}", Quarantined):
                yield from batch


def read_report(folder: Path) -> Report:
    """The content of one audit folder. Raises UsageError where it is no stored audit."""
    manifest = read_manifest(folder)
    with opened(folder) as connection:
        return Report(
            folder=folder,
            manifest=manifest,
            rate=figures.rate(connection),
            verdicts=figures.verdicts(connection, "period"),
            carried=figures.verdicts(connection, "carried"),
            effects=figures.violated_by_effect(connection),
            severities=figures.severities(connection),
            implied=figures.implied(connection),
            rules=read_all(connection, "rules", RuleLine, "rule_id"),
            clauses=read_all(connection, "clauses", ClauseLine, "source, clause_id"),
            unjudged=figures.unjudged(connection),
            by_responsible=figures.groups(connection, "responsible_id", "employee"),
            by_unit=figures.groups(connection, "unit_id", "org_unit"),
            by_tier=figures.groups(connection, "tier", "tier"),
            escalations=read_all(connection, ESCALATIONS, Escalation, "escalation_id"),
            quarantine_count=_count(connection, "quarantine"),
            case_count=_count(connection, "cases"),
            readings=read_all(connection, "readings", ReadingLine, "line") if (folder / READINGS).is_file() else None,
        )


def _count(connection: Any, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
