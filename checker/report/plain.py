"""Text from data made harmless for where it is shown."""

FORMULA_START = "=+-@\t\r\n＝＋－＠"


def defused(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a leading apostrophe where one could begin."""
    return f"'{text}" if text.startswith(tuple(FORMULA_START)) else text


def said_source(file: str | None, row: int | None) -> str:
    """`file:row`, or what of it is known."""
    if not file:
        return ""
    return file if row is None else f"{file}:{row}"
