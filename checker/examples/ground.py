"""The ground on which examples are played: one database, whose tables are made once, emptied and filled again."""

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.cases.carried import create_earlier
from checker.cases.engine import DuckDBEngine
from checker.schema.model import load_schema


class Ground:
    """Relations by name, each with a digest of what it holds: what is asked for and lies there already is left alone.

    A relation that failed halfway holds nothing that is known, so that it is made anew.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="checker-examples-")
        self.engine = DuckDBEngine(Path(self._folder.name), threads=1)
        self._held: dict[str, str] = {}
        self._named_only: set[str] = set()
        for entity in load_schema().entities.values():
            columns = ", ".join(f'"{name}" {type_}' for name, type_ in entity.columns.items())
            self.engine.execute(f'CREATE TABLE "{entity.name}" ({columns})')
            self._held[entity.name] = ""
        create_earlier(self.engine, [])

    def lay(self, names: Iterable[str], holds: str, fill: Callable[[], None]) -> None:
        """Have these relations hold what `fill` puts there, `holds` being a digest of it."""
        listed = list(names)
        if all(self._held.get(name) == holds for name in listed):
            return
        for name in listed:
            self._held.pop(name, None)
        fill()
        self._held |= dict.fromkeys(listed, holds)

    def derive(self, name: str, sql: str, named_only: bool, reads: Iterable[str]) -> None:
        """Have a relation hold what this SQL gives over the relations it reads; `named_only`: as a view."""
        self.lay([name], digest(sql, self.holds(reads)), lambda: self._derived(name, sql, named_only))

    def _derived(self, name: str, sql: str, named_only: bool) -> None:
        if named_only != (name in self._named_only):
            self.engine.execute(f'DROP {"TABLE" if named_only else "VIEW"} IF EXISTS "{name}"')
        self._named_only -= {name}
        self._named_only |= {name} if named_only else set()
        self.engine.execute(f'CREATE OR REPLACE TEMP {"VIEW" if named_only else "TABLE"} "{name}" AS {sql}')

    def holds(self, names: Iterable[str]) -> str:
        """A digest of what these relations hold together."""
        return digest(*(f"{name}={self._held.get(name, '')}" for name in sorted(names)))

    def close(self) -> None:
        """End the connection and remove the folder."""
        self.engine.close()
        self._folder.cleanup()


def digest(*texts: str) -> str:
    """A short name for these texts in this order."""
    return sha256("\0".join(texts).encode()).hexdigest()[:24]
