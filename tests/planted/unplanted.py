"""The rules of which no violated case is planted yet: fixtures/<company>/unplanted.yaml, a list that only shrinks.

`python -m tests.planted.unplanted industrial [STAGE PATTERN ...]` judges the stages (all, or those that match) and
takes the rules from the list that would be missed there if they were switched off.
"""

import argparse
import sys
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from checker.rulebook.book import RuleBook, load_book

from .judging import judge_rules, open_stage, read_stage, rules_of
from .loader import expectations
from .plant_files import COMPANIES, RULES, Planted, Stage, read_planted
from .switched_off import missed

HEADING = """\
# Rules of which no violated case is planted yet, by pack. The list only shrinks: a rule whose violated case is planted
# leaves it, `python -m tests.planted.unplanted industrial` does that.
"""


def listed(planted: Planted) -> dict[str, list[str]]:
    """What the list names now, by pack."""
    content = yaml.safe_load((planted.folder / "unplanted.yaml").read_text(encoding="utf-8")) or {}
    return {pack: list(rules or ()) for pack, rules in content.items()}


def judgeable(book: RuleBook) -> dict[str, list[str]]:
    """The rules that give verdicts, by pack: all but indicators."""
    found: dict[str, list[str]] = {}
    for name, entry in book.rules.items():
        if entry.rule.kind != "indicator":
            found.setdefault(entry.pack, []).append(name)
    return found


def whole_book(planted: Planted) -> RuleBook:
    """All packs of the company."""
    return load_book([RULES / f"{pack}.yaml" for pack in planted.head["packs"]])


def write_list(planted: Planted, rules: Mapping[str, list[str]]) -> None:
    """Write the list anew."""
    body = yaml.safe_dump({pack: names for pack, names in rules.items() if names}, sort_keys=False, width=110)
    (planted.folder / "unplanted.yaml").write_text(HEADING + body, encoding="utf-8")


def _missed_in(planted: Planted, stage: Stage) -> set[str]:
    book = load_book(list(planted.packs(stage)))
    with TemporaryDirectory(prefix="stage-") as folder:
        opened = open_stage(stage, planted, read_stage(stage, planted, Path(folder)), book)
        return missed(judge_rules(opened, book, rules_of(stage, book)), expectations(stage, planted))


def main(arguments: list[str]) -> int:
    """Take what is planted from the list and print it."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted.unplanted", description=__doc__)
    parser.add_argument("company", choices=sorted(set(COMPANIES) - {"sp2"}))
    parser.add_argument("stages", nargs="*", default=["*"])
    asked = parser.parse_args(arguments)
    planted = read_planted(asked.company)
    chosen = [stage for stage in planted.stages if any(fnmatchcase(stage.name, pattern) for pattern in asked.stages)]
    left = listed(planted)
    for stage in chosen:
        done = _missed_in(planted, stage)
        found = sorted(done & {rule for rules in left.values() for rule in rules})
        print(f"{stage.name}: {', '.join(found) or 'nothing new'}", file=sys.stderr, flush=True)
        left = {pack: [rule for rule in rules if rule not in done] for pack, rules in left.items()}
        write_list(planted, left)
    print(", ".join(f"{pack}: {len(rules)} left" for pack, rules in left.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
