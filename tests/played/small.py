"""A pack of rules whose examples tell clocks, calendars, windows and views apart."""

from pathlib import Path

from checker.rulebook.book import RuleBook, load_book

HEAD = "pack: toy\ntitle: {en: Toy, ru: Игра, zh: 玩}\n"
PARAMETERS = """\
parameters:
  toy.hours: {value: 4, unit: hours, says: {en: Hours, ru: Часы, zh: 小时}}
  toy.tiers: {value: [strategic], type: list, says: {en: Tiers, ru: Уровни, zh: 等级}}
views:
  toy_calls:
    why: for a test
    of: inquiry
    select: >-
      SELECT i.id, i.client_id, i.received_at, i.answered_at, c.tier FROM inquiry AS i
      LEFT JOIN client AS c ON c.id = i.client_id WHERE i.received_at <= AS_OF()
"""
COMMON = "    title: {en: A, ru: А, zh: 一}\n    severity: low\n    basis: explicit\n"
CALLS = f"""\
  - id: toy-calls
    clauses: [toy-1]
{COMMON}\
    kind: deadline
    subject: toy_calls
    when: tier in ($toy.tiers)
    starts: received_at
    within: $toy.hours
    clock: working
    met_by: answered_at
    examples:
      - name: at the limit and just beyond, round the clock
        as_of: 2024-03-10 00:00
        given:
          client: [{{id: c1, tier: strategic}}]
          inquiry:
            - {{id: q1, client_id: c1, received_at: 2024-03-01 17:00, answered_at: 2024-03-01 21:00}}
            - {{id: q2, client_id: c1, received_at: 2024-03-01 17:00, answered_at: 2024-03-01 21:00:01}}
        expect: {{q1: met, q2: {{verdict: violated, outcome: late, due_at: 2024-03-01 21:00:00}}}}
      - name: the same over a weekend, in office hours
        as_of: 2024-03-10 00:00
        calendar: {{}}
        given:
          client: [{{id: c1, tier: strategic}}]
          inquiry: [{{id: q1, client_id: c1, received_at: 2024-03-01 17:00, answered_at: 2024-03-04 12:00}}]
        expect: {{q1: {{verdict: met, due_at: 2024-03-04 12:00:00}}}}
      - name: not yet due a moment earlier
        as_of: 2024-03-01 20:59
        given:
          client: [{{id: c1, tier: strategic}}]
          inquiry: [{{id: q1, client_id: c1, received_at: 2024-03-01 17:00}}]
        expect: {{q1: pending}}
      - name: with another limit and another list
        as_of: 2024-03-10 00:00
        parameters: {{toy.hours: 1, toy.tiers: [general]}}
        given:
          client: [{{id: c1, tier: general}}]
          inquiry: [{{id: q1, client_id: c1, received_at: 2024-03-01 17:00}}]
        expect: {{q1: {{verdict: violated, outcome: absent, due_at: 2024-03-01 18:00:00}}}}
      - name: nobody knows the tier
        as_of: 2024-03-10 00:00
        lacks: [client.tier]
        given: {{client: [{{id: c1}}], inquiry: [{{id: q1, client_id: c1, received_at: 2024-03-01 17:00}}]}}
        expect: {{q1: undetermined}}
      - name: without clients there is nothing to say
        as_of: 2024-03-10 00:00
        lacks: [client]
        given: {{inquiry: [{{id: q1, client_id: c1, received_at: 2024-03-01 17:00}}]}}
        expect: {{"*": not_run}}
"""
WEEKS = f"""\
  - id: toy-weeks
    clauses: [toy-2]
{COMMON}\
    kind: cadence
    subject: client
    when: tier = 'strategic'
    window: week
    event: interaction
    on: {{client_id: id}}
    at: started_at
    at_least: 2
    owed_from: created_at
    examples:
      - name: two calls, one, and a week that is not over, in Berlin
        as_of: 2024-03-20 12:00
        zone: Europe/Berlin
        period: 2024-03
        given:
          client: [{{id: c1, tier: strategic, created_at: 2024-03-04 00:00}}]
          interaction:
            - {{id: i1, client_id: c1, started_at: 2024-03-04 00:00}}
            - {{id: i2, client_id: c1, started_at: 2024-03-10 23:59}}
            - {{id: i3, client_id: c1, started_at: 2024-03-11 10:00}}
        expect: {{c1@2024-03-04: met, c1@2024-03-11: {{verdict: violated, outcome: below}}, c1@2024-03-18: pending}}
"""


def write(folder: Path, *rules: str, head: str = HEAD + PARAMETERS) -> Path:
    """The pack with these rules as a file."""
    path = folder / "toy.yaml"
    path.write_text(f"{head}rules:\n{''.join(rules)}", encoding="utf-8")
    return path


def book(folder: Path, *rules: str) -> RuleBook:
    """The pack with these rules, loaded."""
    return load_book([write(folder, *rules)])
