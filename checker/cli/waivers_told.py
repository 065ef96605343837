"""Waivers and disputes told on stderr, at every run whose report does not tell them on the screen."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.store.audits import StoredAudit


def waivers_told(stored: "StoredAudit", formats: list[str] | None, out: Path | None, lang: str) -> list[str]:
    """The lines of an audit; none where the report for the terminal has them anyway."""
    from checker.cli.formats import chosen_formats
    from checker.report.waiver_lines import waiver_lines
    from checker.words.words import Words

    if out is None and any(form.name == "console" for form in chosen_formats(formats, out, lang)):
        return []
    return waiver_lines(stored.manifest, Words(lang))
