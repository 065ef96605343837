"""One case explained from its stored evidence alone: what was asked, what was found, and how the verdict follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.one_line import one_line
from checker.report.aligned import aligned
from checker.report.arithmetic import arithmetic, said_figure
from checker.report.cases import Case, read_case
from checker.report.clock import clock_of
from checker.report.content import Report, RuleLine, read_report
from checker.report.excused import excused_lines
from checker.report.headline import said_as_of, said_period
from checker.report.labels import said, said_fields, said_responsible
from checker.report.ledger import clock_rows, fact_rows, item_rows, reading_lines
from checker.report.marks import said_marks
from checker.report.plain import said_source
from checker.report.readings import under_others
from checker.report.table import evidence_of, heading, said_following, said_overdue
from checker.words.words import Words


@dataclass(frozen=True)
class _Subject:
    case: Case
    rule: RuleLine | None
    report: Report
    words: Words
    tabbed: bool


def explain(folder: Path, case_id: str, lang: str = "en", *, tabbed: bool = False) -> str:
    """The explanation as text of several sections; `tabbed`: with tabs between the cells of tables, not aligned.

    Raises UsageError: no stored audit; KeyError: no such case in it."""
    case = read_case(folder, case_id)
    if case is None:
        raise KeyError(case_id)
    return explain_case(folder, case, lang, tabbed=tabbed)


def explain_case(folder: Path, case: Case, lang: str = "en", *, tabbed: bool = False) -> str:
    """The same of a case that was read."""
    report = read_report(folder)
    it = _Subject(case, report.rule(case.rule_id), report, Words(lang), tabbed)
    sections = (
        _verdict,
        _rule,
        _clauses,
        _subject,
        _times,
        _items,
        _facts,
        _clock,
        _arithmetic,
        _readings,
        _missing,
        _marks,
        _excuses,
        _audit,
    )
    blocks = ["\n".join(section(it)) for section in sections]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _verdict(it: _Subject) -> Iterator[str]:
    case, words = it.case, it.words
    state = [said(words, name, getattr(case, name)) for name in ("verdict", "outcome", "standing")]
    title = it.rule.title(words.lang) if it.rule else case.rule_id
    yield f"{' · '.join(part for part in state if part).upper()} — {one_line(title)}"
    if text := one_line(case.text(words.lang)):
        yield text
    if follows := said_following(case, words):
        yield follows


def _rule(it: _Subject) -> Iterator[str]:
    case, words = it.case, it.words
    yield words.text("query.explain.rule")
    kinds = [said(words, kind, code) for kind, code in (("rule_kind", case.kind), *_graded(case))]
    yield f"  {case.rule_id} ({', '.join(kinds)})"
    if it.rule and (in_words := it.rule.words(words.lang)):
        yield f"  {one_line(in_words)}"


def _graded(case: Case) -> tuple[tuple[str, str], ...]:
    return ("severity", case.severity), ("effect", case.effect), ("basis", case.basis)


def _clauses(it: _Subject) -> Iterator[str]:
    lang = it.words.lang
    found = [clause for clause in it.report.clauses if clause.clause_id in case_clauses(it.case)]
    if found:
        yield it.words.text("query.explain.clauses")
    for clause in found:
        yield f"  {clause.clause_id} · {clause.source} {clause.locator} · {one_line(clause.title(lang))}"
        yield f"    {one_line(clause.says)}"


def case_clauses(case: Case) -> frozenset[str]:
    """The clauses that a case cites."""
    return frozenset(case.clauses or ())


def _subject(it: _Subject) -> Iterator[str]:
    case, words = it.case, it.words
    rows = [
        (
            heading(words, "subject"),
            _named(f"{said(words, 'entity', case.subject_type)} {case.subject_id}", case.subject_name),
        ),
        (heading(words, "occurrence"), case.occurrence),
        (heading(words, "client_id"), _named(case.client_id, case.client_name)),
        (heading(words, "tier"), case.tier or ""),
        (heading(words, "responsible"), _responsible(case, words)),
        (heading(words, "unit"), _named(case.unit_id, case.unit_name)),
        (heading(words, "source"), said_source(case.source_file, case.source_row)),
        (heading(words, "scope"), said(words, "scope", case.scope)),
    ]
    yield from _pairs(rows, it)


def _responsible(case: Case, words: Words) -> str:
    return _named(case.responsible_id, case.responsible_name) or said_responsible(case, words)


def _times(it: _Subject) -> Iterator[str]:
    case, words = it.case, it.words
    inclusive = words.text("query.explain.inclusive" if case.due_inclusive else "query.explain.exclusive")
    rows = [(heading(words, name), _instant(case, name, words)) for name in ("window_at", "opened_at")]
    due = _instant(case, "due_at", words)
    rows += [
        (heading(words, "due_at"), f"{due}, {inclusive}" if due else ""),
        (heading(words, "done_at"), _instant(case, "done_at", words) or _not_done(case, words)),
        (heading(words, "limit"), said_figure(case.limit_value, case, words)),
        (heading(words, "measured"), said_figure(case.measured, case, words)),
        (heading(words, "overdue"), said_overdue(case, it.report.as_of, words)),
        (heading(words, "zone"), case.zone),
    ]
    yield from _pairs(rows, it)


def _not_done(case: Case, words: Words) -> str:
    return words.text("query.explain.not_done") if case.outcome == "absent" else ""


def _instant(case: Case, name: str, words: Words) -> str:
    moment = getattr(case, name)
    return words.instant(moment, case.zone, offset=True) if moment else ""


def _facts(it: _Subject) -> Iterator[str]:
    facts = fact_rows(evidence_of(it.case), it.case.zone, it.words, it.case.missing or ())
    yield from _table("facts", facts, it)


def _clock(it: _Subject) -> Iterator[str]:
    evidence = dict(evidence_of(it.case))
    counted = clock_of(it.case, evidence, it.report.manifest, it.report.as_of)
    yield from _table("clock", clock_rows(evidence | ({"clock": counted} if counted else {}), it.words), it)


def _table(title: str, rows: list[list[str]], it: _Subject) -> Iterator[str]:
    if rows:
        yield it.words.text(f"query.explain.{title}")
        yield from (f"  {line}" for line in _laid_out(rows, it))


def _items(it: _Subject) -> Iterator[str]:
    yield from _table("items", item_rows(evidence_of(it.case), it.case.subject_type, it.words), it)


def _arithmetic(it: _Subject) -> Iterator[str]:
    stored = evidence_of(it.case).get("arithmetic")
    lines = [str(stored)] if stored else arithmetic(it.case, it.report.as_of, it.words)
    if lines:
        yield it.words.text("query.explain.arithmetic")
        yield from (f"  {one_line(line)}" for line in lines)


def _readings(it: _Subject) -> Iterator[str]:
    lines = reading_lines(evidence_of(it.case), it.rule.readings if it.rule else None, it.words)
    if lines:
        yield it.words.text("query.explain.readings")
        yield from (f"  {line}" for line in [*lines, *under_others(it.case, it.report.readings, it.words)])


def _missing(it: _Subject) -> Iterator[str]:
    if it.case.missing or it.case.verdict == "undetermined":
        yield it.words.text("query.explain.missing")
        reason, fields = said(it.words, "reason", it.case.reason), said_fields(it.words, it.case.missing)
        yield f"  {': '.join(part for part in (reason, fields) if part)}"


def _marks(it: _Subject) -> Iterator[str]:
    if lines := said_marks(it.case, it.words):
        yield it.words.text("marks.title")
        yield from (f"  {line}" for line in lines)


def _excuses(it: _Subject) -> Iterator[str]:
    yield from excused_lines(it.case, it.report.manifest, it.words)


def _audit(it: _Subject) -> Iterator[str]:
    words = it.words
    yield words.text(
        "query.explain.audit",
        case=it.case.case_id,
        audit=it.report.audit_id,
        period=said_period(it.report, words),
        as_of=said_as_of(it.report, words),
    )


def _named(code: str | None, name: str | None) -> str:
    return f"{name} ({code})" if name else code or ""


def _pairs(rows: list[tuple[str, str]], it: _Subject) -> list[str]:
    return _laid_out([[f"{label}:", value] for label, value in rows if value.strip()], it)


def _laid_out(rows: list[list[str]], it: _Subject) -> list[str]:
    if not it.tabbed:
        return aligned(rows)
    return ["\t".join(" ".join(cell.split()) for cell in row) for row in rows]
