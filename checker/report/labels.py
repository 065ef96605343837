"""Labels for codes that a stored audit holds: the label of the language, or the code itself where it is not known."""

from checker.report.cases import Case
from checker.words.words import Words


def said(words: Words, kind: str, code: str | None) -> str:
    """The label of a code; an audit stored by another version may hold codes that this one does not know."""
    return (words.find(kind, code) or code) if code else ""


def said_fields(words: Words, fields: list[str] | None) -> str:
    """Field names `entity.field` as people call them, with the technical name in brackets."""
    return ", ".join(_field(words, field) for field in fields or ())


def said_subject(case: Case) -> str:
    """The subject's id with the name of it or of its client."""
    name = case.subject_name or case.client_name
    return f"{case.subject_id} {name}" if name else case.subject_id


def said_responsible(case: Case, words: Words) -> str:
    """Who answers for it: the name, else the id, else that nobody does."""
    return case.responsible_name or case.responsible_id or words.label("term", "unassigned")


def _field(words: Words, field: str) -> str:
    label = words.find("field", field)
    return f"{label} ({field})" if label else field
