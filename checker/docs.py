"""The generated pages: one per rule, the index of rules, the coverage of clauses, the schema, the commands."""

import sys
from pathlib import Path

from checker.cli.described import commands_markdown
from checker.kinds.rule import Rule
from checker.rulebook.book import BookRule, RuleBook, load_book, shipped_rules
from checker.rulebook.coverage import placements
from checker.rulebook.in_words import words_of
from checker.rulebook.listing import kind_of
from checker.schema.docs import schema_markdown

ROOT = Path(__file__).parent.parent / "docs"
LANGUAGES = {"en": "English", "ru": "Русский", "zh": "中文"}


def pages(book: RuleBook) -> dict[str, str]:
    """Path below docs/ -> text of every generated page."""
    found = {"schema.md": schema_markdown(), "commands.md": commands_markdown(), "coverage.md": _coverage(book)}
    found["rules/README.md"] = _index(book)
    return found | {f"rules/{entry.rule.id}.md": _rule(book, entry) for entry in book.rules.values()}


def main() -> None:
    """Write the pages, or with --check only compare; exit 1 when a page differs."""
    wanted = pages(load_book([shipped_rules()]))
    stale = sorted({f"rules/{path.name}" for path in (ROOT / "rules").glob("*.md")} - wanted.keys())
    differing = [name for name, text in wanted.items() if _read(ROOT / name) != text]
    if "--check" in sys.argv:
        for name in [*differing, *stale]:
            print(f"docs/{name} differs from the code; run make docs")
        sys.exit(1 if differing or stale else 0)
    for name in differing:
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(wanted[name], encoding="utf-8")
    for name in stale:
        (ROOT / name).unlink()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _index(book: RuleBook) -> str:
    lines = ["# Rules", "", "| rule | title | kind | severity | clauses |", "|---|---|---|---|---|"]
    for entry in book.rules.values():
        rule = entry.rule
        clauses = ", ".join(ref.id for ref in rule.clauses)
        lines.append(f"| [{rule.id}]({rule.id}.md) | {rule.title.en} | {kind_of(rule)} | {rule.severity} | {clauses} |")
    return "\n".join(lines) + "\n"


def _rule(book: RuleBook, entry: BookRule) -> str:
    rule = entry.rule
    lines = [f"# {rule.id}", ""]
    for lang, name in LANGUAGES.items():
        lines += [f"**{name}.** {getattr(rule.title, lang)}. {words_of(book, rule, lang)}", ""]
    lines += [f"Kind `{kind_of(rule)}`, severity {rule.severity}, basis {rule.basis}, effect {rule.effect}.", ""]
    lines += [*_clauses(book, rule), *_readings(rule), *_examples(rule)]
    return "\n".join(lines).rstrip() + "\n"


def _clauses(book: RuleBook, rule: Rule) -> list[str]:
    lines = ["## Clauses", ""]
    for ref in rule.clauses:
        clause = book.clauses.get(ref.id)
        lines.append(f"- `{ref.id}`, {clause.locator}: {clause.says}" if clause else f"- `{ref.id}`")
    return [*lines, ""]


def _readings(rule: Rule) -> list[str]:
    if not rule.readings:
        return []
    rows = [f"- `{r.param}`: {r.ours}; other readings: {', '.join(r.other) or 'none'}" for r in rule.readings]
    return ["## Rests on our reading", "", *rows, ""]


def _examples(rule: Rule) -> list[str]:
    if not rule.examples:
        return []
    lines = ["## Examples", ""]
    for example in rule.examples:
        shown = "; ".join(f"{key}: {_wanted(value)}" for key, value in example.expect.items())
        lines.append(f"- {example.name} ({shown})")
    return [*lines, ""]


def _wanted(value: object) -> str:
    return ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else str(value)


def _coverage(book: RuleBook) -> str:
    lines = ["# Coverage of the clauses", "", "| clause | locator | became | where | why |", "|---|---|---|---|---|"]
    for item in placements(book):
        where = ", ".join(item.rule_ids)
        lines.append(f"| {item.clause.id} | {item.clause.locator} | {item.became} | {where} | {item.why} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
