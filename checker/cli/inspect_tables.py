"""What `checker data inspect` prints: the snapshot, its tables, the rules it lets run, and what to export next."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import typer

from checker.auditing.judgeable import STATES, Export, Judgeable
from checker.cli.shown import moment, print_table
from checker.snapshot.describe import TableSummary
from checker.words.words import Words

NAMED = 3
COLUMNS_NAMED = 8


@dataclass
class Inspected:
    """Everything there is to say of a snapshot; `rules` is None where nobody asked about rules.

    `absent` are the tables and columns that rules read and that are neither there nor named as not expected.
    """

    header: dict[str, Any]
    tables: list[TableSummary]
    missing: tuple[str, ...]
    rules: list[Judgeable] | None = None
    exports: list[Export] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)


def print_inspected(found: Inspected, words: Words, limit: int) -> None:
    """The tables one after the other, lists of rules cut at `limit` lines."""
    _tables(found, words)
    if found.rules is not None:
        _rules(found, found.rules, words, limit)


def _tables(found: Inspected, words: Words) -> None:
    rows: list[list[Any]] = [
        [s.entity, s.rows, s.refused, *map(len, (s.filled, s.empty, s.missing)), moment(s.first_at), moment(s.last_at)]
        for s in found.tables
    ]
    _print(words, "snapshot", ("fact", "value"), list(found.header.items()))
    _print(words, "tables", ("table", "rows", "refused", "filled", "empty", "missing", "first_at", "last_at"), rows)
    without = [[s.entity, s.empty, s.missing] for s in found.tables if s.empty or s.missing]
    _print(words, "columns", ("table", "empty", "missing"), without)
    listed = ", ".join(found.missing) or words.text("inspect.none")
    typer.echo(words.text("inspect.not_delivered", tables=listed))


def _rules(found: Inspected, rules: list[Judgeable], words: Words, limit: int) -> None:
    columns: dict[str, tuple[str, str, Callable[[Judgeable], list[Any]]]] = {
        "cannot": ("title", "lacks", lambda rule: [_title(rule, words), rule.lacks]),
        "partly": ("title", "lacks", lambda rule: [_title(rule, words), rule.weaker]),
        "inactive": ("title", "parameter", lambda rule: [_title(rule, words), rule.parameter]),
    }
    for state, (first, second, cells) in columns.items():
        rows = [[rule.entry.rule.id, *cells(rule)] for rule in rules if rule.state == state]
        _print(words, state, ("rule", first, second), rows, limit)
    heads = ("export", "label", "with_columns", "adds", "total", "needed_by", "which")
    _print(words, "export", heads, [_export(export, words) for export in found.exports], limit)
    counts = Counter(rule.state for rule in rules)
    typer.echo(words.text("inspect.rules", total=len(rules), **{state: counts[state] for state in STATES}))
    if not found.absent:
        typer.echo(words.text("inspect.all_run"))
    else:
        typer.echo(words.text("inspect.paste"))
        typer.echo(f"not_expected: [{', '.join(found.absent)}]")


def _export(export: Export, words: Words) -> list[Any]:
    label = words.find("field" if "." in export.name else "entity", export.name) or ""
    which, columns = _first(export.adds or export.needed_by, NAMED), _first(export.columns, COLUMNS_NAMED)
    return [export.name, label, columns, len(export.adds), export.total, len(export.needed_by), which]


def _first(names: Sequence[str], shown: int) -> str:
    rest = len(names) - shown
    return ", ".join(names[:shown]) + (f" … +{rest}" if rest > 0 else "")


def _title(rule: Judgeable, words: Words) -> str:
    return str(getattr(rule.entry.rule.title, words.lang))


def _print(words: Words, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], limit: int = 0) -> None:
    title = words.text(f"inspect.{name}")
    shown = rows[:limit] if limit else rows
    if len(shown) < len(rows):
        title = words.text("inspect.cut", title=title, shown=len(shown), total=len(rows))
    print_table(title, [words.text(f"inspect.column.{head}") for head in heads], shown)
