"""Troubles of real data: placeholders, unreadable cells and doubled cards."""

from collections.abc import Callable, Sequence

from checker.sample.columns import COLUMNS
from checker.sample.places import UNITS
from checker.sample.world import World

Row = Sequence[object]
Trouble = tuple[Row, str]

PLACEHOLDERS = ("", "-", "н/д", "  ", "нет данных")
GARBLED_MOMENT = "31.02.2025 25:61"
_UNREADABLE = {"client": ("employee_count", "~50 чел."), "interaction": ("ended_at", "вчера")}
_BLANKED = {"client": "address", "contact_person": "position", "inquiry": "content"}
_UNIT_OF = {land.id: unit.id for unit in UNITS for land in unit.territories}


def spoiler(world: World) -> Callable[[str, Row], list[Trouble]]:
    """What becomes of a row: the rows to be written, each with the trouble it carries ('' for none).

    The spoiled cells are ones on which no clause of SP-2 depends; see `garbled` for one that does.
    """

    def spoil(table: str, row: Row) -> list[Trouble]:
        if table not in _UNREADABLE and table not in _BLANKED:
            return [(row, "")]
        chance = world.chance("noise", row[0])
        draw = chance.random()
        if draw >= world.noise:
            return [(row, "")]
        part = draw / world.noise
        if table == "client" and part < 0.3:
            return [(row, ""), *_double(row)]
        if part < 0.6 and table in _UNREADABLE:
            column, text = _UNREADABLE[table]
            return [(_with(table, row, column, text), f"{column}_unreadable")]
        if table in _BLANKED:
            text = PLACEHOLDERS[int(chance.random() * len(PLACEHOLDERS))]
            return [(_with(table, row, _BLANKED[table], text), f"{_BLANKED[table]}_blank")]
        return [(row, "")]

    return spoil


def _with(table: str, row: Row, column: str, text: str) -> Row:
    place = COLUMNS[table].index(column)
    return (*row[:place], text, *row[place + 1 :])


def _double(row: Row) -> list[Trouble]:
    """A second card of the same client, with the same tax number; only where the first is on its own territory."""
    cells = dict(zip(COLUMNS["client"], row, strict=True))
    if _UNIT_OF[str(cells["territory_id"])] != cells["unit_id"] or cells["owner_assigned_at"] != cells["created_at"]:
        return []
    name = str(cells["name"]).replace("«", "").replace("»", "").upper()
    cells |= {"id": f"{cells['id']}D", "code": "", "name": name, "first_inquiry_at": "", "first_order_on": ""}
    return [(tuple(cells.values()), "duplicate")]


def garbled(world: World, inquiry_id: str) -> bool:
    """True for a request whose moment of arrival cannot be read: its reply can then not be judged."""
    return bool(world.noise) and world.chance("garbled", inquiry_id).random() < world.noise / 10
