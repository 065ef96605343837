"""A document for people as blocks, whatever it is printed as: headings, paragraphs, tables, a place to sign."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.one_line import one_line


@dataclass(frozen=True)
class Heading:
    """Level 1 opens the document, 2 a section, 3 a part of one."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Lines of one paragraph. `tone`: plain, strong, small or notice."""

    lines: tuple[str, ...]
    tone: str = "plain"


@dataclass(frozen=True)
class Table:
    """Cells under headings. `widths`: parts of the line; `figures`: columns that are set to the right."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    figures: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Signatures:
    """Who signs, one line each, over what stands below the lines: position and name, signature, date."""

    who: tuple[str, ...]
    below: tuple[str, str, str]


Block = Heading | Paragraph | Table | Signatures


@dataclass(frozen=True)
class Document:
    """One document of one language. `foot` stands on every page beside its number: `page` says `{page}`, `{pages}`."""

    lang: str
    title: str
    foot: str
    page: str
    blocks: tuple[Block, ...] = field(default=())


def paragraph(*lines: str, tone: str = "plain") -> Paragraph:
    """Lines without control characters; empty ones are left out."""
    return Paragraph(tuple(line for line in map(one_line, lines) if line), tone)


def table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], figures: Sequence[int] = ()
) -> Table:
    """A table whose cells hold no control characters."""
    cells = tuple(tuple(map(one_line, row)) for row in rows)
    return Table(tuple(map(one_line, heads)), cells, tuple(widths), frozenset(figures))
