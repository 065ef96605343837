"""A small regulation of two chapters whose clauses became everything that a clause can become."""

from pathlib import Path

from tests.small_pack import PACK

CLAUSES = (
    ("small-1", "§1 no.1", "automatic", "Requests are answered in half an hour."),
    ("small-2", "§1 no.2", "automatic", "Cards are filled."),
    ("small-3", "§1 no.3", "automatic", "Cards hold a name."),
    ("small-4", "§2 no.1", "automatic", "These are the channels | of a request."),
    ("small-5", "§2 no.2", "automatic", "Nobody looks at this one."),
    ("small-6", "§2 no.3", "not_checkable", "Be kind."),
    ("small-7", "title page", "attestation", "The regulation is filed."),
)
PLACED = """\
placed:
  - {clauses: [small-3], as: merged, into: small-2, why: The name is one of the fields of the card.}
  - {clauses: [small-4], as: embodied, into: small-reply, why: The channels | stand in the condition of the rule.}
  - {clauses: [small-5], as: not_checked, why: Nothing is recorded of it.}
  - {clauses: [small-6], as: not_checked, why: An attitude leaves no record.}
  - {clauses: [small-7], as: inactive, why: The parameter small.document is not set.}
"""


def write_covered(folder: Path) -> Path:
    """The rule file; its register lies beside it."""
    (folder / "register.yaml").write_text(_register(), encoding="utf-8")
    path = folder / "small.yaml"
    path.write_text(
        PACK.replace("parameters:", "registers: [register.yaml]\nparameters:", 1) + PLACED, encoding="utf-8"
    )
    return path


def _register() -> str:
    lines = ["sources: [{id: sml, title: Small}]", "clauses:"]
    for name, locator, checkability, says in CLAUSES:
        lines += [
            f"  - {{id: {name}, source: sml, locator: {locator!r}, modality: obligation, says: {says!r},",
            f"     title: {{en: 'Title of {name}', ru: 'Пункт {name}', zh: '条款{name}'}}, basis: explicit,",
            f"     checkability: {checkability}, severity: low, kind: deadline}}",
        ]
    return "\n".join(lines) + "\n"
