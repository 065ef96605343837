"""The same document as the PDF, for word processors: headings, tables, page numbers, a place to sign.

The few parts that such a file needs are written here: no library, and the same bytes for the same report."""

from importlib.resources import files
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from checker.report.content import Report
from checker.report.document import Document
from checker.report.documents import document_of
from checker.report.encoded import text_bytes, xml_text
from checker.report.word_parts import block_xml, page_xml
from checker.words.words import Words

SUFFIX = ".docx"
BINARY = True
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TONGUES = {"en": "en-GB", "ru": "ru-RU", "zh": "zh-CN"}
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{MAIN}.styles+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{MAIN}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)


def write(report: Report, out: BinaryIO, words: Words) -> None:
    """The document of the report, without a date of its own."""
    document = document_of(report, words)
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, content in _parts(document, report).items():
            package.writestr(ZipInfo(name, FIRST_DAY), text_bytes(content), ZIP_DEFLATED)


def _parts(document: Document, report: Report) -> dict[str, str]:
    styles = files("checker.report").joinpath("word", "styles.xml").read_text("utf-8")
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relations(
            ("officeDocument", RELATED, "word/document.xml"),
            ("metadata/core-properties", RELATED.replace("officeDocument", "package"), "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(document, report),
        "word/document.xml": _body(document),
        "word/styles.xml": styles.replace("{lang}", TONGUES[document.lang]),
        "word/footer1.xml": _footer(document),
        "word/_rels/document.xml.rels": _relations(
            ("styles", RELATED, "styles.xml"), ("footer", RELATED, "footer1.xml")
        ),
    }


def _body(document: Document) -> str:
    blocks = "".join(block_xml(block) for block in document.blocks)
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1020" w:right="900" w:bottom="1130" w:left="1020" w:header="600" w:footer="600" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{blocks}{section}</w:body></w:document>"


def _footer(document: Document) -> str:
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9900"/></w:tabs>'
    foot = f'<w:r><w:t xml:space="preserve">{xml_text(document.foot)}</w:t></w:r><w:r><w:tab/></w:r>'
    line = f'<w:p><w:pPr><w:pStyle w:val="Small"/>{tabs}</w:pPr>{foot}{page_xml(document.page)}</w:p>'
    return f"{HEAD}<w:ftr {NAMESPACES}>{line}</w:ftr>"


def _core(document: Document, report: Report) -> str:
    made = f"{report.as_of:%Y-%m-%dT%H:%M:%S}Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(document.title)}</dc:title><dc:language>{TONGUES[document.lang]}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created></cp:coreProperties>'
    )


def _relations(*named: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}/{name}" Target="{target}"/>'
        for place, (name, kind, target) in enumerate(named, 1)
    )
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'
