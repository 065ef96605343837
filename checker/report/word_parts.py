"""The blocks of a document as WordprocessingML."""

from collections.abc import Iterator

from checker.report.document import Block, Heading, Paragraph, Signatures, Table
from checker.report.encoded import xml_text

LINE = 9900
"""Twentieths of a point between the margins of A4."""
SIGNED = (1500, 4000, 2400, 2000)


def block_xml(block: Block) -> str:
    """One block; nothing for an empty one."""
    if isinstance(block, Heading):
        return _paragraph([block.text], f"Heading{block.level}")
    if isinstance(block, Paragraph):
        return _paragraph(block.lines, block.tone.capitalize()) if block.lines else ""
    if isinstance(block, Table):
        return _table(block) if block.rows else ""
    return _signatures(block)


def page_xml(page: str) -> str:
    """Runs of the page's number: the text with its two places as fields."""
    before, _, rest = page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return "".join([_run(before), _field("PAGE"), _run(between), _field("NUMPAGES"), _run(after)])


def _paragraph(lines: list[str] | tuple[str, ...], style: str, *, right: bool = False) -> str:
    runs = "<w:r><w:br/></w:r>".join(_run(line) for line in lines)
    side = '<w:jc w:val="right"/>' if right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{runs}</w:p>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{xml_text(text)}</w:t></w:r>' if text else ""


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _table(block: Table) -> str:
    total = sum(block.widths)
    widths = [width * LINE // total for width in block.widths]
    return _grid("Listed", widths, _rows(block, widths)) + _paragraph([], "Small")


def _rows(block: Table, widths: list[int]) -> Iterator[str]:
    """The headings stand again on every page, and no row is torn."""
    cells = _cells(block.heads, widths, block.figures, "Head")
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
    for row in block.rows:
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, widths, block.figures, 'Cell')}</w:tr>"


def _cells(texts: tuple[str, ...], widths: list[int], figures: frozenset[int], style: str) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EAF0F6"/>' if style == "Head" else ""
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{_paragraph([text], style, right=place in figures)}</w:tc>"
        for place, (text, width) in enumerate(zip(texts, widths, strict=True))
    )


def _signatures(block: Signatures) -> str:
    over = '<w:tcBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="111111"/></w:tcBorders>'
    rows = []
    for who in block.who:
        cells = [(who, "", "Strong")] + [(text, over, "Small") for text in block.below]
        told = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border}</w:tcPr>{_paragraph([text], style)}</w:tc>'
            for width, (text, border, style) in zip(SIGNED, cells, strict=True)
        )
        rows += [f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{told}</w:tr>"]
    return _paragraph([], "Plain") + "".join(
        _grid("Signed", list(SIGNED), iter([row])) + _paragraph([], "Plain") for row in rows
    )


def _grid(style: str, widths: list[int], rows: Iterator[str]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )
