"""Compare stages with the checker: `python -m tests.planted.compare_stage COMPANY STAGE ... [--rules ID ...]`.

A stage is named or meant by a pattern (`xbb-*`). Judges only the rules that cite a clause declared in the stage, and
ends with 1 when something is missing, extra or contradicted.
"""

import argparse
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from checker.errors import UsageError
from checker.rulebook.book import RuleBook, load_book
from checker.snapshot.model import Snapshot

from .audits import Audit
from .comparison import details, extra, missing
from .judging import judge_rules, open_stage, read_stage, rules_of
from .loader import Expectation, expectations
from .plant_files import COMPANIES, Planted, Stage, read_planted


def main(arguments: list[str]) -> int:
    """Print what differs, and the rules without a violated case."""
    asked = _asked(arguments)
    planted = read_planted(asked.company)
    for fault in planted.unread:
        print(f"not read: {fault}")
    chosen = [stage for stage in planted.stages if any(fnmatchcase(stage.name, name) for name in asked.stages)]
    if not chosen:
        print(f"no such stage; there are: {', '.join(stage.name for stage in planted.stages)}")
        return 2
    books = {packs: load_book(list(packs)) for packs in {planted.packs(stage): None for stage in chosen}}
    return max(_compared(stage, planted, books[planted.packs(stage)], set(asked.rules)) for stage in chosen)


def _compared(stage: Stage, planted: Planted, book: RuleBook, asked: set[str]) -> int:
    rules = [rule for rule in rules_of(stage, book) if not asked or rule in asked]
    print(f"== {stage.name}")
    if not rules:
        print("no such rules in this stage")
        return 2
    with TemporaryDirectory(prefix="stage-") as folder:
        snapshot = read_stage(stage, planted, Path(folder))
        _print_refused(snapshot)
        audit = judge_rules(open_stage(stage, planted, snapshot, book), book, rules)
    clauses = {ref.id for rule in rules for ref in book.rules[rule].rule.clauses}
    entries = [entry for entry in expectations(stage, planted) if not asked or entry.clause in clauses]
    return _told(audit, stage, planted, entries)


def _print_refused(snapshot: Snapshot) -> None:
    """Cells and rows that the reader refused: mostly a misspelt value of a plant."""
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [str(snapshot.quarantine)])
    for row in found.fetchall():
        print("refused:", " ".join(str(value) for value in row if value not in (None, "")))


def _told(audit: Audit, stage: Stage, planted: Planted, entries: list[Expectation]) -> int:
    faults = {
        "missing": missing(audit, entries),
        "extra": extra(audit, stage, entries, planted.exact),
        "details": details(audit, entries),
    }
    for heading, lines in faults.items():
        print(f"{heading}: {len(lines)}")
        print("".join(f"  {line}\n" for line in lines), end="")
    accused = {case.rule_id for case in audit.cases if case.verdict == "violated"}
    print("rules without a violated case:")
    for rule, clauses, status in audit.rules:
        if rule not in accused:
            print(f"  {rule} ({', '.join(sorted(clauses))}) {'' if status == 'ran' else status}".rstrip())
    print(f"{len(entries)} expectations, {len(audit.cases)} cases, {len(audit.rules)} rules")
    return 1 if any(faults.values()) else 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.planted.compare_stage", description=__doc__)
    parser.add_argument("company", choices=sorted(COMPANIES))
    parser.add_argument("stages", nargs="+", metavar="STAGE", help="a name or a pattern, as 'xbb-*'")
    parser.add_argument("--rules", nargs="*", default=[], metavar="ID", help="only these rules and their clauses")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except UsageError as error:
        print("\n".join(str(problem) for problem in error.problems))
        sys.exit(2)
