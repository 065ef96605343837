"""Which column of a file is which field."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checker.errors import Problem, nearest
from checker.schema.model import COMMON_COLUMNS, Entity
from checker.snapshot.model import Note
from checker.snapshot.readers.raw import RawTable
from checker.snapshot.typing import Column

_FITTING = {
    "text": {"text", "number", "boolean", "date", "timestamp"},
    "enum": {"text", "number"},
    "timestamp": {"text", "timestamp", "date"},
    "date": {"text", "timestamp", "date"},
    "integer": {"text", "number"},
    "decimal": {"text", "number"},
    "boolean": {"text", "number", "boolean"},
    "list<text>": {"text", "list", "number"},
    "json": {"text", "object"},
}


@dataclass(frozen=True)
class ColumnMap:
    """The columns to be typed with their place in the file (cell c<place>), and what was wrong or ignored."""

    columns: Mapping[Column, int]
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]
    is_usable: bool
    """Headings are unambiguous and the key is among them."""

    def exported(self) -> frozenset[str]:
        """Names of delivered fields; a key of a JSON column counts as column.key and as the column."""
        names = {column.name for column in self.columns}
        return frozenset(names | {name.split(".")[0] for name in names})


def known_columns(entity: Entity) -> dict[str, Column]:
    """Every heading the entity accepts, in lower case, to what it means."""
    known: dict[str, Column] = {}
    for field in entity.fields.values():
        for key, kind in field.keys.items():
            known[f"{field.name}.{key}".lower()] = Column(f"{field.name}.{key}", kind)
        for alias in field.aliases:
            known.setdefault(alias.lower(), Column(field.name, field.type, field))
    return known | {name.lower(): Column(name, field.type, field) for name, field in entity.fields.items()}


def map_columns(entity: Entity, table: RawTable, file: str) -> ColumnMap:
    """Match the header of a file to the fields of its entity."""
    known = known_columns(entity)
    problems = list(_duplicates(table.header, known, file))
    is_usable = not problems
    notes: list[Note] = []
    columns: dict[Column, int] = {}
    for place, heading in enumerate(table.header):
        column = known.get(heading.lower())
        if column is None:
            notes.extend(_unknown(entity, heading, known))
        elif _fits(column, table.families.get(heading, "text")):
            columns[column] = place
        else:
            what = f"holds {table.families[heading]} values, {column.name} is {column.type}"
            problems.append(Problem(f"{file}, column {heading}", what, "export it as text or in its own type"))
    if not any(column.name == entity.key[0] for column in columns):
        problems.append(_no_key(entity, table, file))
        is_usable = False
    return ColumnMap(columns, tuple(problems), tuple(notes), is_usable)


def _fits(column: Column, family: str) -> bool:
    return family in _FITTING[column.type]


def _duplicates(header: tuple[str, ...], known: Mapping[str, Column], file: str) -> Iterator[Problem]:
    names = Counter(known[h.lower()].name if h.lower() in known else h.lower() for h in header if h)
    for name, count in sorted(names.items()):
        if count > 1:
            yield Problem(f"{file}, column {name}", f"given {count} times in the header", "keep one of them")


def _unknown(entity: Entity, heading: str, known: Mapping[str, Column]) -> Iterator[Note]:
    if heading.lower() in COMMON_COLUMNS:
        return
    remedy = nearest(heading.lower(), known) if heading else ""
    shown = f"'{heading}'" if heading else "without a name"
    yield Note(
        "unknown_column", entity.name, heading, f"column {shown} is not read" + (f"; {remedy}" if remedy else "")
    )


def _no_key(entity: Entity, table: RawTable, file: str) -> Problem:
    key = entity.key[0]
    if len(table.header) == 1 and any(mark in table.header[0] for mark in ";\t|"):
        return Problem(file, "the columns are not separated by commas", "export it as comma-separated values")
    return Problem(f"{file}, column {key}", "the key column is missing", f"export {key} of every {entity.name}")
