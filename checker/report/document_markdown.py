"""A document as Markdown, for chats and tickets: the same blocks as on paper."""

from collections.abc import Iterator

from checker.report.document import Block, Document, Heading, Paragraph, Table
from checker.report.encoded import markdown_text


def document_markdown(document: Document) -> str:
    """The whole text; nothing in it marks up but what is meant to."""
    return "\n\n".join(text for block in document.blocks if (text := "\n".join(_lines(block)))) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {markdown_text(block.text)}"
    elif isinstance(block, Paragraph):
        yield from _paragraph(block)
    elif isinstance(block, Table):
        yield from _table(block)
    else:
        below = " · ".join(map(markdown_text, block.below))
        yield from (f"- {markdown_text(who)}: ______ ({below})" for who in block.who)


def _paragraph(block: Paragraph) -> Iterator[str]:
    """Each line on its own; two spaces at the end break it."""
    mark, before = ("**" if block.tone == "strong" else ""), ("> " if block.tone == "notice" else "")
    last = len(block.lines) - 1
    for place, line in enumerate(block.lines):
        yield f"{before}{mark}{_started(markdown_text(line))}{mark}{'' if place == last else '  '}"


def _started(text: str) -> str:
    """A line that begins no list and no heading."""
    return f"\\{text}" if text[:1] in "+-=" else text


def _table(block: Table) -> Iterator[str]:
    if not block.rows:
        return
    yield _row(block.heads)
    yield _row(tuple("---:" if place in block.figures else "---" for place in range(len(block.heads))), plain=True)
    yield from (_row(row) for row in block.rows)


def _row(cells: tuple[str, ...], *, plain: bool = False) -> str:
    return f"| {' | '.join(cell if plain else markdown_text(cell) for cell in cells)} |"
