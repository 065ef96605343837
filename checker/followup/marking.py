"""Every kept case marked: the marks of each part, side by side with the columns of the case."""

from types import ModuleType
from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup import changes, disputed, gating, known, rectified, waived
from checker.followup.setting import Setting
from checker.tables import CASES, EMPTY_MARKS, MARKS

# In this order; each may read the marks of those before it.
PARTS: tuple[ModuleType, ...] = (changes, waived, disputed, known, rectified, gating)


def mark(engine: DuckDBEngine, setting: Setting) -> dict[str, Any]:
    """Create `marked`: the table `case` with the columns of MARKS. Gives what each part has to tell, for the manifest.

    A part has `NAME`, `COLUMNS` (of MARKS) and `create(engine, setting)`, which makes the table `mark_NAME` with
    case_id and its columns, one row for each case that it marks, and may give facts. UsageError for wrong files.
    """
    told: dict[str, Any] = {}
    for number, part in enumerate(PARTS):
        view_marked(engine, PARTS[:number])
        facts = part.create(engine, setting)
        if facts is not None:
            told[part.NAME] = facts
    view_marked(engine, PARTS)
    return told


def view_marked(engine: DuckDBEngine, parts: tuple[ModuleType, ...]) -> None:
    """`marked` with the marks of these parts, and empty marks for the others."""
    of = {name: part for part in parts for name in part.COLUMNS}
    marks = [f'{_mark(name, of.get(name))} AS "{name}"' for name in MARKS]
    joins = " ".join(f"LEFT JOIN mark_{part.NAME} AS {part.NAME} ON {part.NAME}.case_id = c.case_id" for part in parts)
    listed = ", ".join([*(f'c."{name}"' for name in CASES), *marks])
    engine.execute(f'CREATE OR REPLACE VIEW marked AS SELECT {listed} FROM "case" AS c {joins}')


def _mark(name: str, part: ModuleType | None) -> str:
    empty = EMPTY_MARKS[name]
    return empty if part is None else f'COALESCE({part.NAME}."{name}", {empty})'
