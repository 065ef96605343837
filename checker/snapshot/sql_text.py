"""Quoting of names and literals for DuckDB."""

from pathlib import Path

WHITE = "".join(
    map(chr, [*range(9, 14), *range(28, 33), 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288])
)


def name(text: str) -> str:
    """A quoted identifier."""
    return '"' + text.replace('"', '""') + '"'


def text(value: str | Path) -> str:
    """A quoted literal."""
    return "'" + str(value).replace("'", "''") + "'"


def stripped(column: str) -> str:
    """The text of a column without white space around it; NULL when nothing is left."""
    # trim with a list of characters is slow, so it runs only on cells that need it
    edge = f"contains(getvariable('white'), left({column}, 1)) OR contains(getvariable('white'), {column}[-1])"
    return f"nullif(CASE WHEN {edge} THEN trim({column}, getvariable('white')) ELSE {column} END, '')"
