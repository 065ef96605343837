"""`checker rules test` and `checker rules lint`: whether rules do what they say they do."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from checker.rulebook.entries import BookRule, RuleBook

Rules = Annotated[list[Path] | None, typer.Option("--rules", help="Rule file or folder; else the shipped packs.")]
Packs = Annotated[list[str] | None, typer.Option("--pack", help="Only rules of this pack.")]
Jobs = Annotated[int, typer.Option(min=0, help="Processes to work in; 0: one for every core.")]


def run_tests(
    rule: Annotated[list[str] | None, typer.Argument(help="Ids of rules, with * and ?; else all.")] = None,
    rules: Rules = None,
    pack: Packs = None,
    jobs: Jobs = 0,
) -> None:
    """Run the examples of rules; exit 1 when one differs."""
    from checker.cli.progress import progress
    from checker.examples.run import run_examples
    from checker.rulebook.openable import openable
    from checker.rulebook.shared_out import for_each

    book, entries, files = _chosen(rules, rule, pack)
    passed = failed = 0
    with progress() as show:
        for outcomes in for_each(book, entries, run_examples, jobs, show):
            for outcome in outcomes:
                passed, failed = passed + (not outcome.differences), failed + bool(outcome.differences)
                if outcome.differences:
                    typer.echo(f"{openable(outcome.where, files)}: {outcome.rule_id}: {outcome.example}")
                    typer.echo("".join(f"  {difference}\n" for difference in outcome.differences), nl=False)
    typer.echo(f"{len(entries)} rules: {passed} passed, {failed} failed")
    raise typer.Exit(1 if failed else 0)


def lint(
    rule: Annotated[list[str] | None, typer.Argument(help="Ids of rules, with * and ?; else all.")] = None,
    rules: Rules = None,
    pack: Packs = None,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Also limits that no example touches, and readings without a parameter.")
    ] = False,
    jobs: Jobs = 0,
) -> None:
    """Check the rules beyond loading, and without a choice what they make together; exit 2 with findings."""
    from checker.cli.progress import progress
    from checker.examples.boundaries import untouched_limits
    from checker.linting.lint import book_findings, rule_findings
    from checker.rulebook.openable import all_openable
    from checker.rulebook.shared_out import for_each

    book, entries, files = _chosen(rules, rule, pack)
    with progress() as show:
        found = list(rule_findings(book, entries, thorough, jobs, show))
        found += [] if rule or pack else book_findings(book)
        played = for_each(book, entries, untouched_limits, jobs, show) if thorough else ()
        found += [problem for limits in played for problem in limits]
    for problem in all_openable(found, files):
        typer.echo(str(problem))
    typer.echo(f"{len(found)} findings")
    raise typer.Exit(2 if found else 0)


def _chosen(
    rules: list[Path] | None, patterns: list[str] | None, packs: list[str] | None
) -> "tuple[RuleBook, list[BookRule], list[Path]]":
    """The book, the rules asked for, and the files named. UsageError for a pattern or pack without rules."""
    from checker.rulebook.book import load_book, shipped_rules
    from checker.rulebook.chosen import chosen
    from checker.rulebook.pack_files import rule_files

    paths = rules or [shipped_rules()]
    book = load_book(paths)
    return book, chosen(book, patterns or [], packs or []), rule_files(paths)
