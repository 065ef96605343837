"""Every kept case marked: the marks of each part, side by side with the columns of the case."""

from types import ModuleType
from typing import Any

from checker.cases.engine import DuckDBEngine
from checker.followup import changes, disputed, gating, known, rectified, waived
from checker.followup.setting import Setting
from checker.tables import CASES, EMPTY_MARKS, MARKS

# In this order; each may read the marks of those before it.
PARTS: tuple[ModuleType, ...] = (changes, waived, disputed, known, rectified, gating)
# To plan the telling of a case takes longer than to mark a few.
_PLAIN = tuple(name for name in CASES if not name.startswith("text_"))


def mark(engine: DuckDBEngine, setting: Setting) -> dict[str, Any]:
    """Create `marked`: the kept cases, without texts, with the columns of MARKS; and `marked_told`, with the texts.
    Gives what each part has to tell, for the manifest.

    A part has `NAME`, `COLUMNS` (of MARKS) and `create(engine, setting)`, which makes the table `mark_NAME` with
    case_id and its columns, one row for each case that it marks, and may give facts. UsageError for wrong files.
    """
    told: dict[str, Any] = {}
    for number, part in enumerate(PARTS):
        _view(engine, "marked", "kept", _PLAIN, PARTS[:number])
        facts = part.create(engine, setting)
        if facts is not None:
            told[part.NAME] = facts
    _view(engine, "marked", "kept", _PLAIN, PARTS)
    _view(engine, "marked_told", "case", tuple(CASES), PARTS)
    return told


def _view(
    engine: DuckDBEngine, name: str, source: str, columns: tuple[str, ...], parts: tuple[ModuleType, ...]
) -> None:
    """Columns of the cases with the marks of these parts, and empty marks for the others."""
    of = {name: part for part in parts for name in part.COLUMNS}
    marks = [f'{_mark(name, of.get(name))} AS "{name}"' for name in MARKS]
    joins = " ".join(f"LEFT JOIN mark_{part.NAME} AS {part.NAME} ON {part.NAME}.case_id = c.case_id" for part in parts)
    listed = ", ".join([*(f'c."{name}"' for name in columns), *marks])
    engine.execute(f'CREATE OR REPLACE VIEW {name} AS SELECT {listed} FROM "{source}" AS c {joins}')


def _mark(name: str, part: ModuleType | None) -> str:
    empty = EMPTY_MARKS[name]
    return empty if part is None else f'COALESCE({part.NAME}."{name}", {empty})'
