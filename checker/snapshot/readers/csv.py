"""CSV: the fast reader for clean files, the exact one for all others."""

import zlib
from pathlib import Path

import duckdb

from checker.snapshot import sql_text
from checker.snapshot.readers.csv_repair import repair
from checker.snapshot.readers.csv_scan import Scan, file_facts, header_line, scan
from checker.snapshot.readers.raw import CELL_LIMIT, Opened, RawTable, UnreadableError

_RECORD_BYTES = 20_000_000
_ENCODING_REMEDY = "save it as CSV in UTF-8"


def read(con: duckdb.DuckDBPyConnection, path: Path, scratch: Path) -> Opened:
    """All cells of a CSV file as text, each row with the line of the file on which it begins (the header is line 1)."""
    try:
        found = scan(path)
        header, header_lines = header_line(path)
    except ValueError as error:
        raise UnreadableError(file_facts(path), str(error), _ENCODING_REMEDY) from None
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(file_facts(path), f"cannot be read: {error}", "export the file again") from None
    if not any(header):
        raise UnreadableError(
            found.facts, "the file has no header line", "export it with column names in the first line"
        )
    table = _fast(con, path, header, found) if header_lines == 1 else None
    return Opened(found.facts, table or _exact(path, scratch, header, header_lines))


def _fast(con: duckdb.DuckDBPyConnection, path: Path, header: tuple[str, ...], found: Scan) -> RawTable | None:
    """The table when every line is sure to be read as it stands, else None."""
    if not found.is_plain or len(header) == 1:
        return None
    cells = [f"c{i}" for i in range(len(header))]
    source = _read_csv(path, cells, CELL_LIMIT)
    breaks = " + ".join(_breaks(c) for c in cells)
    breaks = breaks if found.has_quotes else "0"
    # bytes are only checked in columns that are read, so every one of them is counted
    counts = ", ".join(f"count({c})" for c in cells)
    try:
        rows, inner = con.execute(
            f"SELECT count(*), CAST(coalesce(sum({breaks}), 0) AS BIGINT), {counts} FROM {source}"
        ).fetchall()[0][:2]
    except duckdb.Error:
        return None
    if 1 + rows + inner != found.lines:
        return None
    row = "row_number() OVER () + 1"
    if inner:
        # both run as the rows stream by in the order of the file
        row = f"{row} + CAST(sum({breaks}) OVER (ROWS UNBOUNDED PRECEDING) AS BIGINT) - ({breaks})"
    return RawTable(f"SELECT {row} AS source_row, {', '.join(cells)} FROM {source}", header)


def _breaks(cell: str) -> str:
    count = f"strlen({cell}) - strlen(replace({cell}, chr(10), ''))"
    return f"CASE WHEN contains({cell}, chr(10)) THEN {count} ELSE 0 END"


def _exact(path: Path, scratch: Path, header: tuple[str, ...], header_lines: int) -> RawTable:
    clean, refused = scratch / "clean.csv", scratch / "refused.csv"
    repair(path, clean, refused, header, header_lines)
    cells = [f"c{i}" for i in range(len(header))]
    rows = _read_csv(clean, ["source_row", "emptied", *cells], _RECORD_BYTES)
    refusals = _read_csv(refused, ["row", "column", "raw", "reason", "refused", "detail"], _RECORD_BYTES)
    return RawTable(
        f"SELECT CAST(source_row AS BIGINT) AS source_row, {', '.join(cells)}, emptied FROM {rows}",
        header,
        tells_emptied=True,
        refusals='SELECT CAST(row AS BIGINT) AS row, "column", raw, reason,'
        f" refused = '1' AS refused, detail FROM {refusals}",
    )


def _read_csv(path: Path, columns: list[str], line_bytes: int) -> str:
    spec = ", ".join(f"{sql_text.text(column)}: 'VARCHAR'" for column in columns)
    packed = "'gzip'" if path.suffix == ".gz" else "'none'"
    return (
        f"read_csv({sql_text.text(path)}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
        f" columns = {{{spec}}}, max_line_size = {line_bytes}, compression = {packed})"
    )
