"""The engine boundary, and DuckDB behind it: shut in while it evaluates, bounded in memory, spilling to disk."""

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any, Protocol

import duckdb
from sqlglot import exp

from checker.expressions.engines import generate

# With Python and its libraries beside it a process stays under 1 GB; what does not fit is spilled to disk.
MEMORY = "650MB"


class Engine(Protocol):
    """What the stage needs of an engine. Queries are portable trees; text is ours, never a rule's or the data's."""

    name: str

    def create_table(self, name: str, query: exp.Query) -> None:
        """Materialise a query under a name."""

    def create_view(self, name: str, query: exp.Query) -> None:
        """Name a query, to be evaluated wherever it is read."""

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run our own SQL and fetch its rows."""

    def write(self, sql: str, path: Path, together: int = 0) -> None:
        """Write the rows of our own query to a Parquet file, so many in one part of it; 0: as the engine likes."""


class DuckDBEngine:
    """DuckDB in this process. `readable` folders may be read and `work` written; nothing else, and no network."""

    name = "duckdb"

    def __init__(
        self, work: Path, readable: Sequence[Path] = (), memory: str = "", threads: int = 0, streams: int = 1
    ) -> None:
        """`threads`: 0 for all cores. `streams`: how many threads of ours will call at once at most; each works too."""
        self.connection = duckdb.connect()
        ((cores,),) = self.execute("SELECT CAST(current_setting('threads') AS INTEGER)")
        settings = {
            "memory_limit": memory or MEMORY,
            "threads": str(max(1, (threads or cores) - streams + 1)),
            "temp_directory": str(work / "spill"),
        }
        for key, value in settings.items():
            self.connection.execute(f"SET {key} = '{value.replace(chr(39), chr(39) * 2)}'")
        self.connection.execute("SET preserve_insertion_order = false")
        # Nothing is kept in the database: compacting its tables midway would be work for nothing.
        self.connection.execute("SET checkpoint_threshold = '1TB'")
        self._folders = [work, *readable]

    def stream(self) -> "DuckDBEngine":
        """Another connection to the same tables, with temporary tables of its own, to be used by another thread."""
        other = copy(self)
        other.connection = self.connection.cursor()
        return other

    def shut_in(self) -> None:
        """Allow only the given folders from now on, no extensions, no network, no change of settings."""
        folders = ", ".join("'" + str(folder).replace("'", "''") + "/'" for folder in self._folders)
        for statement in (
            f"SET allowed_directories = [{folders}]",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET enable_external_access = false",
            "SET lock_configuration = true",
        ):
            self.connection.execute(statement)

    def create_table(self, name: str, query: exp.Query) -> None:
        """Materialise a portable query."""
        self.connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS {generate(query, self.name)}')

    def create_view(self, name: str, query: exp.Query) -> None:
        """Name a portable query."""
        self.connection.execute(f'CREATE OR REPLACE VIEW "{name}" AS {generate(query, self.name)}')

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run our own SQL and fetch its rows."""
        cursor = self.connection.execute(sql, parameters) if parameters else self.connection.execute(sql)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def write(self, sql: str, path: Path, together: int = 0) -> None:
        """Write the rows of our own query to a Parquet file, in the query's order."""
        target = str(path).replace("'", "''")
        parts = f", ROW_GROUP_SIZE {together:d}" if together else ""
        self.connection.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd{parts})")

    def close(self) -> None:
        """End the connection."""
        self.connection.close()
