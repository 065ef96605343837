"""A rule book from the packs read: names made unique, views ordered, everything checked against one another."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from checker.errors import Problem, UsageError, nearest
from checker.rulebook.entries import BookRule, RuleBook
from checker.rulebook.implied import implied_problems
from checker.rulebook.pack_files import LoadedPack, LoadedPart, PackFiles
from checker.rulebook.readings import reading_problems
from checker.rulebook.register import Clause, read_register
from checker.rulebook.views import parse_views

Entry = TypeVar("Entry")


def assemble(read: PackFiles) -> RuleBook:
    """The rule book of these packs; the digests of the registers join those read. UsageError lists every mistake."""
    problems = list(read.problems)
    parameters = _unique(
        [entry for file in read.parts for entry in _entries(file.part.parameters, "parameters", file)],
        "parameter",
        problems,
    )
    declared = {name: parameter for name, (parameter, _) in parameters.items()}
    for file in read.parts:
        problems.extend(reading_problems(file.part, file.document, file.path.name, declared))
    views = _unique(
        [entry for file in read.parts for entry in _entries(file.part.views, "views", file)], "view", problems
    )
    rules = _rules(read.packs, problems)
    parsed, mistakes = parse_views(views, _named(entry.rule.model_dump() for entry in rules.values()) & views.keys())
    problems.extend(mistakes)
    book = RuleBook(
        packs={loaded.pack.pack: loaded.pack for loaded in read.packs},
        rules=rules,
        parameters=declared,
        views=parsed,
        clauses=_clauses(read.packs, read.digests, problems),
        placed=tuple((p.pack.pack, item) for p in read.packs for file in p.files for item in file.part.placed),
        sources=read.sources,
        parameters_at={name: where for name, (_, where) in parameters.items()},
    )
    problems.extend(_dangling(book))
    problems.extend(implied_problems(book))
    if problems:
        raise UsageError(problems)
    return book


def _entries(entries: Mapping[str, Entry], key: str, file: LoadedPart) -> list[tuple[str, Entry, str]]:
    return [(name, entry, file.document.places.get((key, name), file.path.name)) for name, entry in entries.items()]


def _named(said: Iterable[Any]) -> set[str]:
    """All texts that rules consist of: what they name as subject or counterpart is among them."""
    found, waiting = set[str](), list(said)
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            found.add(one)
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, (list, tuple)):
            waiting.extend(one)
    return found


def _unique(
    entries: Iterable[tuple[str, Entry, str]], what: str, problems: list[Problem]
) -> dict[str, tuple[Entry, str]]:
    """Entries by name; a name given in two files is a problem."""
    found: dict[str, tuple[Entry, str]] = {}
    for name, entry, where in entries:
        if name in found:
            problems.append(Problem(where, f"{what} '{name}' stands in {found[name][1]} too", "give it another name"))
        found[name] = (entry, where)
    return found


def _rules(packs: Iterable[LoadedPack], problems: list[Problem]) -> dict[str, BookRule]:
    rules: dict[str, BookRule] = {}
    for loaded in packs:
        for file in loaded.files:
            for index, rule in enumerate(file.part.rules):
                places, path = file.document.places, ("rules", str(index))
                where = places.get(path, file.path.name)
                if rule.id in rules:
                    what = f"rule '{rule.id}' stands in {rules[rule.id].where} too"
                    problems.append(Problem(where, what, "rename one"))
                told = (places.get((*path, "examples", str(number)), where) for number in range(len(rule.examples)))
                bare = rule.model_copy(update={"examples": []})
                rules[rule.id] = BookRule(bare, loaded.pack.pack, where, tuple(rule.examples), tuple(told))
    return rules


def _clauses(packs: Iterable[LoadedPack], digests: dict[Path, str], problems: list[Problem]) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for loaded in packs:
        for name in loaded.pack.registers:
            path = loaded.path.parent / name
            try:
                register, digests[path] = read_register(path)
            except UsageError as error:
                problems.extend(error.problems)
                continue
            clauses |= register.clauses
    return clauses


def _dangling(book: RuleBook) -> list[Problem]:
    """Clauses cited that no register has (packs without a register cite freely), and merges into no rule."""
    with_register = {name for name, pack in book.packs.items() if pack.registers}
    cited = [(r.where, r.pack, ref.id) for r in book.rules.values() for ref in r.rule.clauses]
    cited += [(f"{pack}: placed", pack, clause) for pack, item in book.placed for clause in item.clauses]
    problems = [
        Problem(where, f"unknown clause '{clause}'", nearest(clause, book.clauses))
        for where, pack, clause in cited
        if pack in with_register and clause not in book.clauses
    ]
    return problems + [
        Problem(
            f"{pack}: placed", f"'{item.clauses[0]}' goes into unknown '{item.into}'", nearest(item.into, book.rules)
        )
        for pack, item in book.placed
        if item.into and item.into not in book.rules and item.into not in book.clauses
    ]
