"""A pack with one rule, bent by the tests of the linter."""

from pathlib import Path

from checker.linting.lint import lint
from checker.rulebook.book import load_book

HEAD = """\
pack: own
title: {en: Own, ru: Свой, zh: 自}
"""
RULE = """\
rules:
  - id: own-calls
    clauses: [own-1]
    title: {en: Calls returned, ru: Перезвонить, zh: 回电}
    severity: medium
    basis: explicit
    kind: deadline
    subject: inquiry
    when: channel = 'phone'
    gates:
      - {when: kind = 'account_query', verdict: not_applicable, reason: exempt}
    starts: received_at
    within: 4 hours
    met_by: answered_at
    examples:
      - name: in time, too late
        as_of: 2024-03-10 00:00
        given: {inquiry: [{id: q1, channel: phone}]}
        expect: {q1: met, q2: {verdict: violated}}
"""


def findings(folder: Path, text: str) -> list[str]:
    """Every finding about the pack of this text."""
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in lint(load_book([path]))]
