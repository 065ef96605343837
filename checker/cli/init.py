"""`checker init`: a commented compliance.yaml to start from."""

from pathlib import Path
from typing import Annotated

import typer

from checker.errors import NotWrittenError, Problem, UsageError, nearest


def init(
    path: Annotated[Path, typer.Argument(help="File to write.")] = Path("compliance.yaml"),
    pack: Annotated[
        list[str] | None, typer.Option("--pack", help="A pack to put in force, with all its parameters listed.")
    ] = None,
    rules: Annotated[
        list[Path] | None, typer.Option("--rules", help="Rule file or folder; else the shipped packs.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the comments: en, ru or zh.")] = "en",
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a compliance.yaml with every key there is, each with what it is for; it holds as it stands."""
    if path.exists() and not force:
        raise UsageError(Problem(str(path), "is there already", "name another file, or give --force"))
    text = template(lang, tuple(pack or ()), tuple(rules or ()))
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotWrittenError(Problem(str(path), f"cannot be written: {error.strerror}", "name another file")) from None
    typer.echo(str(path))


def template(lang: str = "en", named: tuple[str, ...] = (), rules: tuple[Path, ...] = ()) -> str:
    """The file's text, the named packs put in force with their parameters. UsageError for a pack that is not there."""
    from checker.rulebook.book import load_book, shipped_rules
    from checker.rulebook.pack_files import rule_files
    from checker.rulebook.policy_template import policy_template

    files = {_pack_of(path): path for path in rule_files(list(rules) or [shipped_rules()])}
    unknown = [Problem("--pack", f"unknown pack '{name}'", nearest(name, files)) for name in named if name not in files]
    if unknown:
        raise UsageError(unknown)
    parameters = {name: load_book([files[name]]).parameters for name in dict.fromkeys(named)}
    return policy_template(lang, list(files), parameters)


def _pack_of(path: Path) -> str:
    """The name that a rule file gives its pack, without reading its parts."""
    from checker.yaml_text import load_yaml

    try:
        data = load_yaml(path.read_text(encoding="utf-8"), path.name).data
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Problem(str(path), f"cannot be read: {error}", "rule files are UTF-8")) from None
    return str(data.get("pack", path.stem)) if isinstance(data, dict) else path.stem
