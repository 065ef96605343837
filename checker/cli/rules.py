"""`checker rules`: list, show, lint, test and cover the rules; print their JSON Schema; write a stub."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checker.cli.rules_checks import lint, run_tests
from checker.cli.rules_impact import impact
from checker.errors import Problem, UsageError, nearest

if TYPE_CHECKING:
    from checker.rulebook.book import BookRule, RuleBook

app = typer.Typer(add_completion=False, no_args_is_help=True)

Rules = Annotated[list[Path] | None, typer.Option("--rules", help="Rule file or folder; else the shipped packs.")]
Lang = Annotated[str, typer.Option(help="en, ru or zh.")]
Format = Annotated[str, typer.Option("--format", help="table, json or csv.")]


@app.command(name="list")
def list_(
    rules: Rules = None,
    pack: Annotated[str | None, typer.Option(help="Only this pack.")] = None,
    clause: Annotated[
        str | None, typer.Option(help="Only rules that cite this clause; * and ? stand for more.")
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind.")] = None,
    severity: Annotated[str | None, typer.Option(help="low, medium, high or critical.")] = None,
    basis: Annotated[str | None, typer.Option(help="explicit, interpreted or literal.")] = None,
    effect: Annotated[str | None, typer.Option(help="violation, suspicion or advice.")] = None,
    core: Annotated[bool, typer.Option("--core", help="Only rules of clauses that the register calls core.")] = False,
    search: Annotated[
        str | None, typer.Option(help="Only rules with these words in their id, titles, subject or clauses.")
    ] = None,
    format_: Format = "table",
    lang: Lang = "en",
) -> None:
    """List the rules."""
    from checker.rulebook.listing import Filters, listed, rule_table

    filters = Filters(pack, clause, kind, severity, basis, effect, core, search)
    book = _book(rules, lang)
    found = listed(book, filters)
    typer.echo(rule_table(found, format_, lang))
    typer.echo(f"{len(found)} of {len(book.rules)} rules", err=True)


@app.command()
def show(rule: Annotated[str, typer.Argument(help="Id of the rule.")], rules: Rules = None, lang: Lang = "en") -> None:
    """Show one rule: in words, with clauses, gates, parameters, readings, roles of fields and examples."""
    from datetime import date

    from checker.rulebook.card import rule_card

    book = _book(rules, lang)
    typer.echo(rule_card(book, _rule(book, rule), lang, date.today()))  # noqa: DTZ011  which parameters hold now


app.command()(lint)
app.command(name="test")(run_tests)
app.command()(impact)


@app.command()
def coverage(
    rules: Rules = None,
    pack: Annotated[list[str] | None, typer.Option(help="Only the clauses of this pack.")] = None,
    totals: Annotated[bool, typer.Option("--totals", help="Only the totals per pack, regulation and chapter.")] = False,
    format_: Annotated[str, typer.Option("--format", help="table, json or html.")] = "table",
    lang: Lang = "en",
) -> None:
    """What became of every clause and why, with totals; exit 2 when one is placed nowhere."""
    from checker.report.coverage_page import coverage_page
    from checker.rulebook.coverage import placements

    book = _book(rules, lang)
    if unknown := [name for name in pack or () if name not in book.packs]:
        raise UsageError(Problem("--pack", f"unknown pack '{name}'", nearest(name, book.packs)) for name in unknown)
    placed = placements(book, pack or ())
    typer.echo(coverage_page(book, placed, format_, lang, totals))
    raise typer.Exit(2 if any(item.became == "unplaced" for item in placed) else 0)


@app.command()
def schema() -> None:
    """Print the JSON Schema of rule files, for editors."""
    import json

    from checker.rulebook.pack import Pack

    typer.echo(json.dumps(Pack.model_json_schema(), ensure_ascii=False, indent=2))


@app.command()
def new(
    rule: Annotated[str, typer.Argument(help="Id of the new rule.")],
    kind: Annotated[str, typer.Option(help="Kind of the new rule.")] = "deadline",
    clause: Annotated[str, typer.Option(help="Clause it checks.")] = "CLAUSE",
) -> None:
    """Print a stub of a rule to be pasted into a pack."""
    from checker.kinds import KINDS
    from checker.rulebook.scaffold import stub

    if kind not in KINDS:
        raise UsageError(Problem("--kind", f"unknown kind '{kind}'", nearest(kind, KINDS)))
    typer.echo(stub(rule, kind, clause))


def _book(rules: list[Path] | None, lang: str = "en") -> "RuleBook":
    from checker.rulebook.book import load_book, shipped_rules
    from checker.words.words import Words

    Words(lang)
    return load_book(rules or [shipped_rules()])


def _rule(book: "RuleBook", name: str) -> "BookRule":
    if name not in book.rules:
        raise UsageError(Problem("rule", f"unknown rule '{name}'", nearest(name, book.rules)))
    return book.rules[name]
