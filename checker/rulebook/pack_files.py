"""Rule files as they are read: packs, their parts, and the marks of their YAML."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from checker.errors import Problem, UsageError
from checker.rulebook.pack import Pack, Part
from checker.rulebook.parse import Model, parse_model
from checker.yaml_text import YamlText, load_yaml


@dataclass(frozen=True)
class LoadedPart:
    """A rule file or one of its parts, with the marks of its YAML."""

    path: Path
    part: Part
    document: YamlText


@dataclass(frozen=True)
class LoadedPack:
    """A rule file and its parts."""

    path: Path
    pack: Pack
    files: tuple[LoadedPart, ...]


@dataclass
class PackFiles:
    """Every rule file read: `sources` are the names with the sha256 of what was read, `digests` the same by path."""

    packs: list[LoadedPack] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    digests: dict[Path, str] = field(default_factory=dict)

    @property
    def parts(self) -> Iterator[LoadedPart]:
        """Every file of every pack, in their order."""
        return (file for loaded in self.packs for file in loaded.files)


def rule_files(paths: Sequence[Path]) -> list[Path]:
    """The rule files named, and those of the folders named (*.yaml, by name). UsageError where there are none."""
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


def read_packs(files: Sequence[Path]) -> PackFiles:
    """The packs in these files, with the mistakes of all of them."""
    found = PackFiles()
    for path in files:
        _read_pack(path, found)
    return found


def _read_pack(path: Path, found: PackFiles) -> None:
    pack, document = _read(path, path.name, Pack, found)
    if pack is None or document is None:
        return
    files = [LoadedPart(path, pack, document)]
    for name in pack.parts:
        part, part_document = _read(path.parent / name, name, Part, found)
        if part is not None and part_document is not None:
            files.append(LoadedPart(path.parent / name, part, part_document))
    found.packs.append(LoadedPack(path, pack, tuple(files)))


def _read(path: Path, name: str, model: type[Model], found: PackFiles) -> tuple[Model | None, YamlText | None]:
    try:
        content = path.read_bytes()
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found.problems.append(Problem(name, f"cannot be read: {error}", "rule files are UTF-8"))
        return None, None
    found.sources[name] = found.digests[path] = sha256(content).hexdigest()
    try:
        document = load_yaml(text, name)
    except UsageError as error:
        found.problems.extend(error.problems)
        return None, None
    parsed, mistakes = parse_model(model, document, name)
    found.problems.extend(mistakes)
    return parsed, document
