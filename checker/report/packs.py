"""The documents of an audit, one for each addressee, written into a folder."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from checker.report.addressed import Addressee, addressees
from checker.report.content import Report
from checker.report.document_markdown import document_markdown
from checker.report.documents import document_of
from checker.report.encoded import text_bytes
from checker.report.file_names import safe_part, unique_names
from checker.report.narrowed import escalations_of, narrowing
from checker.report.output import to_file
from checker.report.print_html import print_html
from checker.report.registry import Format
from checker.words.words import Words

DEFAULT = "html"
Writer = Callable[[Report, BinaryIO, Words], None]


def write_packs(report: Report, by: str, formats: Sequence[Format], folder: Path, lang: str) -> Iterator[Path | None]:
    """Write the documents `by` unit or responsible; each file when it is written, None for whom nothing is to be told.

    Raises NotWrittenError: a file cannot be written."""
    words = Words(lang)
    everybody = addressees(report.folder, by)
    stems = _stems(everybody, words)
    concluded = escalations_of(report, everybody)
    with narrowing(report) as source:
        for one in everybody:
            covered = concluded.get(one.key, ())
            with source.narrowed(one, covered) as theirs:
                if not _tells(theirs):
                    yield None
                    continue
                for form in formats:
                    yield _written(theirs, form, folder / f"{stems[one.key]}{form.suffix}", words)


def _written(theirs: Report, form: Format, target: Path, words: Words) -> Path:
    write = _DOCUMENTS.get(form.name, form.write)
    to_file(lambda out: write(theirs, out, words), target)
    return target


def _tells(theirs: Report) -> bool:
    """Whether anything is to be told beside what was met; the manifest names what is incomplete to nobody alone."""
    counts = (theirs.verdicts, theirs.carried)
    unfinished = any(count[name] for count in counts for name in ("violated", "pending", "undetermined"))
    return bool(unfinished or theirs.escalations or theirs.quarantine_count or theirs.manifest.get("incomplete"))


def _stems(everybody: Sequence[Addressee], words: Words) -> dict[str, str]:
    """File names without their endings; what belongs to nobody begins with a line, which no other name does."""
    named = unique_names({one.key: one.name or "" for one in everybody if one.key})
    return {**named, "": f"_{safe_part(words.label('term', 'unassigned'))}"}


def _page(report: Report, out: BinaryIO, words: Words) -> None:
    out.write(text_bytes(print_html(document_of(report, words))))


def _markdown(report: Report, out: BinaryIO, words: Words) -> None:
    out.write(text_bytes(document_markdown(document_of(report, words))))


_DOCUMENTS: dict[str, Writer] = {"html": _page, "markdown": _markdown}
"""Formats that are the document itself here; all others are written as ever, of what is left."""
