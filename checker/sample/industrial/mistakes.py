"""Mistakes of everyday data entry: placeholders, typing slips, unreadable cells, clients entered twice."""

from collections.abc import Callable
from typing import Any, NamedTuple
from zlib import crc32

from checker.sample.industrial.house import House

Cells = dict[str, Any]
_PARTS = 1_000_000


class Mistake(NamedTuple):
    """What is entered in place of a cell, and how the truth file calls it."""

    column: str
    trouble: str
    texts: tuple[str, ...]


_BLANKS = ("-", "无", "待补充", " ")
_MISTAKES = {
    "client": (
        Mistake("address", "placeholder", _BLANKS),
        Mistake("phone", "mistyped", ("138", "00000000", "见名片")),
        Mistake("employee_count", "unreadable", ("约50人", "一百多", "2OO")),
        Mistake("credit_limit_amount", "unreadable", ("20万", "二十万元")),
    ),
    "contact_person": (
        Mistake("position", "placeholder", _BLANKS),
        Mistake("phone", "mistyped", ("1380", "微信联系", "139-")),
    ),
    "interaction": (Mistake("ended_at", "unreadable", ("昨天下午", "2025-06-31 10:00", "同上")),),
    "inquiry": (
        Mistake("content", "placeholder", _BLANKS),
        Mistake("received_at", "unreadable", ("2025-13-05 09:00", "上周五")),
    ),
    "opportunity": (Mistake("expected_amount", "unreadable", ("约20万", "待定")),),
    "sales_order": (Mistake("requested_delivery_on", "unreadable", ("2025-02-30", "尽快", "月底前")),),
}
# Tables with many rows for each client carry fewer mistakes in each.
_WEIGHTS = {"interaction": 0.1}


def spoiler(house: House) -> Callable[[str, Cells], str]:
    """What becomes of a row: one of its filled cells is spoiled; returns '<column>_<trouble>', or '' for none."""
    shares = {table: int(house.noise * _WEIGHTS.get(table, 1) * _PARTS) for table in _MISTAKES}

    def spoil(table: str, cells: Cells) -> str:
        share = shares.get(table)
        if not share:
            return ""
        draw = _draw(house, table, cells["id"])
        if draw % _PARTS >= share:
            return ""
        mistakes = _MISTAKES[table]
        mistake = mistakes[draw // _PARTS % len(mistakes)]
        if cells.get(mistake.column) is None:
            return ""
        cells[mistake.column] = mistake.texts[draw // _PARTS // len(mistakes) % len(mistake.texts)]
        return f"{mistake.column}_{mistake.trouble}"

    return spoil


def is_doubled(house: House, client_id: str) -> bool:
    """True for a client that somebody has entered a second time."""
    return _draw(house, "double", client_id) % _PARTS < house.noise * _PARTS / 4


def second_card(card: Cells) -> Cells:
    """The same client entered again, in a hurry: same tax number, name without its legal form."""
    name = card["name"]
    short = name.removesuffix("有限责任公司").removesuffix("股份有限公司").removesuffix("有限公司") if name else name
    return card | {
        "id": f"{card['id']}D", "code": None, "name": short, "first_inquiry_at": None, "first_order_on": None
    }  # fmt: skip


def _draw(house: House, *names: str) -> int:
    return crc32("/".join((str(house.seed), *names)).encode())
