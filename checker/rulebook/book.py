"""The rule book: every rule file loaded and checked against one another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from checker.errors import Problem, UsageError, nearest
from checker.kinds.relations import Relations
from checker.kinds.rule import Rule
from checker.rulebook.pack import Pack, Parameter, Part, Placement
from checker.rulebook.parse import Model, parse_model
from checker.rulebook.register import Clause, load_register
from checker.rulebook.views import ParsedView, parse_views, relations_of
from checker.yaml_text import YamlText, load_yaml

Entry = TypeVar("Entry")
Loaded = tuple[Path, Part, YamlText]


@dataclass(frozen=True)
class LoadedPack:
    """A rule file and its parts, each with the marks of its YAML."""

    path: Path
    pack: Pack
    files: tuple[Loaded, ...]


@dataclass(frozen=True)
class BookRule:
    """A rule with the pack it belongs to and its place in the file."""

    rule: Rule
    pack: str
    where: str


@dataclass(frozen=True)
class RuleBook:
    """Rules, parameters, views and clauses of all packs. `sources` are the files with their sha256."""

    packs: Mapping[str, Pack]
    rules: Mapping[str, BookRule]
    parameters: Mapping[str, Parameter]
    views: Mapping[str, ParsedView]
    clauses: Mapping[str, Clause]
    placed: tuple[tuple[str, Placement], ...]
    sources: Mapping[str, str]

    @property
    def relations(self) -> Relations:
        """The relations that rules of this book may read."""
        return relations_of(self.views.values())


def shipped_rules() -> Path:
    """The folder of the rule packs that come with the program."""
    package = Path(__file__).parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_book(paths: list[Path]) -> RuleBook:
    """The rule book of these files and folders (a folder: its *.yaml). UsageError lists every mistake of every file."""
    files = _files(paths)
    problems: list[Problem] = []
    packs: list[LoadedPack] = []
    sources: dict[str, str] = {}
    for path in files:
        loaded = _load_pack(path, sources, problems)
        if loaded:
            packs.append(loaded)
    parts = [file for loaded in packs for file in loaded.files]
    parameters = _unique(
        [entry for path, part, doc in parts for entry in _entries(part.parameters, "parameters", doc, path)],
        "parameter",
        problems,
    )
    views = _unique(
        [entry for path, part, doc in parts for entry in _entries(part.views, "views", doc, path)], "view", problems
    )
    parsed, mistakes = parse_views(views)
    problems.extend(mistakes)
    book = RuleBook(
        packs={loaded.pack.pack: loaded.pack for loaded in packs},
        rules=_rules(packs, problems),
        parameters={name: parameter for name, (parameter, _) in parameters.items()},
        views=parsed,
        clauses=_clauses(packs, problems),
        placed=tuple((p.pack.pack, item) for p in packs for _, part, _ in p.files for item in part.placed),
        sources=sources,
    )
    problems.extend(_dangling(book))
    if problems:
        raise UsageError(problems)
    return book


def _files(paths: list[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(path.glob("*.yaml")))
        elif path.is_file():
            files.append(path)
        else:
            raise UsageError(Problem(str(path), "no such rule file or folder", "name a .yaml file or a folder of them"))
    if not files:
        raise UsageError(Problem(", ".join(map(str, paths)), "no rule files there", "rule files end in .yaml"))
    return files


def _load_pack(path: Path, sources: dict[str, str], problems: list[Problem]) -> LoadedPack | None:
    pack, document = _read(path, path.name, Pack, sources, problems)
    if pack is None or document is None:
        return None
    files: list[Loaded] = [(path, pack, document)]
    for name in pack.parts:
        part, part_document = _read(path.parent / name, name, Part, sources, problems)
        if part is not None and part_document is not None:
            files.append((path.parent / name, part, part_document))
    return LoadedPack(path, pack, tuple(files))


def _read(
    path: Path, name: str, model: type[Model], sources: dict[str, str], problems: list[Problem]
) -> tuple[Model | None, YamlText | None]:
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(name, f"cannot be read: {error}", "rule files are UTF-8"))
        return None, None
    sources[name] = sha256(content).hexdigest()
    try:
        document = load_yaml(text, name)
    except UsageError as error:
        problems.extend(error.problems)
        return None, None
    found, mistakes = parse_model(model, document, name)
    problems.extend(mistakes)
    return found, document


def _entries(entries: Mapping[str, Entry], key: str, document: YamlText, path: Path) -> list[tuple[str, Entry, str]]:
    return [(name, entry, document.places.get((key, name), path.name)) for name, entry in entries.items()]


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
        for path, part, document in loaded.files:
            for index, rule in enumerate(part.rules):
                where = document.places.get(("rules", str(index)), path.name)
                if rule.id in rules:
                    what = f"rule '{rule.id}' stands in {rules[rule.id].where} too"
                    problems.append(Problem(where, what, "rename one"))
                rules[rule.id] = BookRule(rule, loaded.pack.pack, where)
    return rules


def _clauses(packs: Iterable[LoadedPack], problems: list[Problem]) -> dict[str, Clause]:
    clauses: dict[str, Clause] = {}
    for loaded in packs:
        for name in loaded.pack.registers:
            try:
                clauses |= load_register(loaded.path.parent / name).clauses
            except UsageError as error:
                problems.extend(error.problems)
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
