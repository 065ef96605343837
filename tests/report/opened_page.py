"""A written page taken apart: its elements, its scripts, and the data in its packed blocks."""

import base64
import json
import zlib
from html.parser import HTMLParser
from typing import Any

from checker.report.page_columns import PLAIN
from checker.words.texts import LANGUAGES

VOID = {"meta", "br", "input", "img", "link"}
BLOCK = "text/x-checker-"


class Page(HTMLParser):
    """Elements with their attributes, the scripts that run, and the packed blocks by name."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.blocks: dict[str, list[str]] = {}
        self.unclosed: list[str] = []
        self.text = ""
        self._block = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._block = ""
        if tag == "script":
            self._block = (dict(attrs).get("type") or "").removeprefix(BLOCK)
            if not self._block:
                self.scripts.append("")
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        inside = self.unclosed[-1] if self.unclosed else ""
        if inside == "script" and self._block:
            self.blocks.setdefault(self._block, []).append(data)
        elif inside == "script":
            self.scripts[-1] += data
        elif inside != "style":
            self.text += data

    def opened(self, name: str) -> list[str]:
        """What the blocks of a name hold."""
        return [zlib.decompress(base64.b64decode(block)).decode() for block in self.blocks[name]]

    def cases(self) -> list[dict[str, Any]]:
        """Every case as the page's script sees it: codes as values, texts by language, its evidence."""
        (head,) = map(json.loads, self.opened("head"))
        texts = {
            lang: [text for block in self.opened(f"texts-{lang}") for text in json.loads(block)] for lang in LANGUAGES
        }
        evidence = [line for block in self.opened("evidence") for line in block.split("\n")]
        found: list[dict[str, Any]] = []
        for block in self.opened("columns"):
            columns = json.loads(block)
            for place in range(len(columns["case_id"])):
                case = {name: columns[name][place] for name in (*PLAIN, "overdue")}
                for name, values in head["values"].items():
                    case[name] = values[columns[name][place] if name in columns else 0]
                at = len(found)
                case |= {f"text_{lang}": texts[lang][at] for lang in LANGUAGES} | {"evidence": unpacked(evidence[at])}
                found.append(case)
        return found


def unpacked(line: str) -> str:
    """Evidence as it was stored."""
    head, mark, rest = line.partition("\x7f")
    return rest.replace("\x7f", head) if mark else line
