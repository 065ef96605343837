"""The letter that one could send to the person who answers for a case, or for several."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from checker.one_line import one_line
from checker.report.aligned import aligned
from checker.report.cases import Case, read_case
from checker.report.content import read_report
from checker.report.letter_moments import said_zone
from checker.report.letter_parts import duty, shown, subject_of
from checker.report.letter_request import objection, to_do
from checker.report.letter_sentence import rule_title, told
from checker.words.words import Words


def letter(folder: Path, case_id: str, lang: str = "en") -> str:
    """The letter about one case. KeyError: no such case in the audit; UsageError: no stored audit."""
    case = read_case(folder, case_id)
    if case is None:
        raise KeyError(case_id)
    return letter_of(folder, case, lang)


def letter_of(folder: Path, case: Case, lang: str = "en") -> str:
    """The same about a case that was read."""
    report, words = read_report(folder), Words(lang)
    now = words.instant(report.as_of, said_zone(case, report))
    about = words.text("letter.about", title=rule_title(case, report, words), subject=subject_of(case, report, words))
    rows = aligned([list(row) for row in shown(case, report, words)])
    blocks = [
        [_to(case, words), about],
        [_greeting(case, words)],
        [words.text(f"letter.{_intro(case)}", as_of=now)],
        [words.text("letter.asked"), *_indented(duty(case, report, words))],
        [words.text("letter.happened"), *_indented([told(case, report, words), *rows])],
        [words.text("letter.to_do"), *_indented([to_do(case, report, words)])],
        objection([case], report, words),
        [words.text("letter.case", case=case.case_id)],
    ]
    return _joined(blocks)


def letter_of_all(folder: Path, cases: Sequence[Case], addressee: Case, lang: str = "en") -> str:
    """One letter about several cases of one person, by rule; `addressee` is any case that names the person."""
    report, words = read_report(folder), Words(lang)
    now = words.instant(report.as_of, said_zone(addressee, report))
    blocks = [[_to(addressee, words), words.text("letter.about_all", as_of=now)], [_greeting(addressee, words)]]
    if not cases:
        return _joined([*blocks, [words.text("letter.intro.nothing", as_of=now)]])
    blocks.append([words.text("letter.intro.all", as_of=now, n=words.number(len(cases)))])
    for _, of_rule in groupby(sorted(cases, key=lambda case: case.rule_id), key=lambda case: case.rule_id):
        listed = list(of_rule)
        said = [{"text": told(one, report, words), "do": to_do(one, report, words)} for one in listed]
        lines = [words.text("letter.listed", **told, case=one.case_id) for told, one in zip(said, listed, strict=True)]
        blocks.append([*duty(listed[0], report, words), *_indented(lines)])
    return _joined([*blocks, objection(cases, report, words)])


def _to(case: Case, words: Words) -> str:
    name = case.responsible_name or case.responsible_id or words.text("letter.nobody")
    if case.unit_name:
        name = words.text("letter.to_unit", name=name, unit=case.unit_name)
    return words.text("letter.to", name=one_line(name))


def _intro(case: Case) -> str:
    """The text that says what the letter is about: by the verdict, of a violation by its effect."""
    if case.kind == "indicator":
        return "intro.figure"
    tone = case.effect if case.verdict == "violated" else case.verdict
    return f"intro.{tone}" if case.responsible_id or tone == "met" else f"intro_nobody.{tone}"


def _greeting(case: Case, words: Words) -> str:
    name = one_line(case.responsible_name or "")
    return words.text("letter.greeting", name=name) if name else words.text("letter.greeting_nobody")


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _joined(blocks: Sequence[Sequence[str]]) -> str:
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"
