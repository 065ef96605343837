"""The guide to writing rules taken apart: its pack, its broken pack, its commands with their output."""

import re
from functools import cache
from pathlib import Path

import yaml

from checker.yaml_text import load_yaml

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(\w+)( \w+)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = ("parameters", "views", "rules")


@cache
def blocks(language: str, mark: str = "") -> tuple[str, ...]:
    """The fenced blocks of the guide in one language, with this mark after it."""
    text = (DOCS / "writing_rules.md").read_text(encoding="utf-8")
    return tuple(body for name, said, body in BLOCK.findall(text) if name == language and (said or "").strip() == mark)


def house() -> str:
    """The pack that the guide builds up, as one YAML text; a block that begins with a dash continues the rules."""
    pack: dict[str, object] = {}
    for block in blocks("yaml"):
        text = f"rules:\n{block}" if block.lstrip().startswith("-") else block
        part = load_yaml(text, "guide").data
        for key, value in part.items():
            merged = [*pack.get(key, []), *value] if key == "rules" else value  # type: ignore[misc]
            pack[key] = {**pack.get(key, {}), **value} if key in SECTIONS[:2] else merged  # type: ignore[dict-item]
    return yaml.safe_dump(pack, allow_unicode=True, sort_keys=False)


def commands() -> list[tuple[list[str], list[str]]]:
    """Each `$ checker ...` of the guide with the lines of output below it."""
    found: list[tuple[list[str], list[str]]] = []
    for block in blocks("console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:].split(), []))
            else:
                found[-1][1].append(line)
    return found
