"""Whether a cell of a sample reads as its field."""

from datetime import date, datetime
from typing import Any

from checker.schema.model import Field

MOMENT = len("2025-10-01T09:00:00")


def parses(field: Field, cell: str) -> bool:
    """Whether a filled cell is a value of the field, a moment written to the second."""
    readers: dict[str, Any] = {
        "integer": int,
        "decimal": float,
        "date": date.fromisoformat,
        "timestamp": datetime.fromisoformat,
        "boolean": {"true": True, "false": False}.__getitem__,
    }
    if field.type == "enum":
        return cell in field.values
    if field.type not in readers:
        return True
    try:
        readers[field.type](cell)
    except (ValueError, KeyError):
        return False
    return field.type != "timestamp" or len(cell) == MOMENT
