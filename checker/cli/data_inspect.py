"""`checker data inspect`: what a snapshot holds, which rules it lets run, and what to export for the others."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from checker.cli.policy_file import discovered
from checker.cli.progress import progress
from checker.cli.shown import moment, print_json, reading

if TYPE_CHECKING:
    from checker.auditing.judgeable import Export, Judgeable
    from checker.cli.inspect_tables import Inspected
    from checker.snapshot.model import Snapshot


def data_inspect(
    snapshot: Annotated[Path, typer.Argument(metavar="SNAPSHOT", help="The folder that holds snapshot.yaml.")],
    rules: Annotated[
        list[Path] | None, typer.Option("--rules", help="Rule file or folder; else the shipped packs.")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="The auditor's policy; else ./compliance.yaml.")] = None,
    tables_only: Annotated[bool, typer.Option("--tables-only", help="Say nothing of rules.")] = False,
    format: Annotated[
        Literal["table", "json"], typer.Option("--format", help="table, or json with everything.")
    ] = "table",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Rules shown of each list; json is never cut.")] = 20,
    lang: Annotated[str, typer.Option(help="en, ru or zh.")] = "en",
) -> None:
    """Tables, rows and columns of SNAPSHOT and the time they span; the rules that can run on it, what the others lack,
    and what to export so that most of them can."""
    from checker.cli.inspect_tables import Inspected, print_inspected
    from checker.snapshot.describe import describe, missing_tables
    from checker.words.words import Words

    words = Words(lang)
    with reading(snapshot) as read:
        found = Inspected(_header(read), describe(read), missing_tables(read))
        if not tables_only:
            found.rules, found.exports, found.absent = _judged(read, rules, config or discovered())
    if format == "json":
        print_json(_as_json(found, lang))
    else:
        print_inspected(found, words, limit)


def _judged(
    read: "Snapshot", rules: list[Path] | None, config: Path | None
) -> "tuple[list[Judgeable], list[Export], list[str]]":
    from checker.auditing.expected import is_expected
    from checker.auditing.judgeable import judgeable, to_export
    from checker.auditing.request import Request
    from checker.auditing.runnable import selected
    from checker.auditing.settled_policy import overrides
    from checker.auditing.world import build_world
    from checker.rulebook.book import load_book, shipped_rules
    from checker.rulebook.policy import load_policy

    policy = load_policy(config)
    book = load_book(rules or [shipped_rules()])
    # Without the moment of the snapshot any will do: which data rules need does not hang on it.
    as_of = read.header.taken_at or datetime.now(UTC).replace(tzinfo=None)
    world = build_world(book, read, policy, as_of, as_of.date(), overrides(()))
    with progress() as tell:
        found = judgeable(book, selected(book, Request(read.folder), policy.packs), world, tell)
    exports = to_export(found, world, policy.not_expected)
    absent = {export.name for export in exports} | {name for rule in found for name in rule.weaker}
    return found, exports, sorted(name for name in absent if is_expected(name, policy.not_expected))


def _as_json(found: "Inspected", lang: str) -> dict[str, Any]:
    tables = [
        {**vars(summary), "first_at": moment(summary.first_at), "last_at": moment(summary.last_at)}
        for summary in found.tables
    ]
    data: dict[str, Any] = {"header": found.header, "tables": tables, "missing_tables": found.missing}
    if found.rules is None:
        return data
    counts = Counter(rule.state for rule in found.rules)
    exports = [{**vars(export), "adds": list(export.adds)} for export in found.exports]
    return {
        **data,
        "rule_counts": {state: counts[state] for state in ("runs", "partly", "cannot", "inactive")},
        "export_next": exports,
        "absent": found.absent,
        "rules": [_rule(rule, lang) for rule in found.rules],
    }


def _rule(rule: "Judgeable", lang: str) -> dict[str, Any]:
    told = rule.entry.rule
    return {
        "rule_id": told.id,
        "pack": rule.entry.pack,
        "title": getattr(told.title, lang),
        "severity": told.severity,
        "clauses": [ref.id for ref in told.clauses],
        "state": rule.state,
        "lacks": list(rule.lacks),
        "weaker_without": list(rule.weaker),
        "parameter": rule.parameter or None,
    }


def _header(read: "Snapshot") -> dict[str, Any]:
    header = read.header
    return {
        "taken_at": moment(header.taken_at),
        "time_zone": header.time_zone,
        "company": header.company,
        "company_unit_id": header.company_unit_id,
        "source": header.source,
        "policy": sorted(header.policy),
    }
