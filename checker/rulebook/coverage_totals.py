"""How many clauses became what: of each pack, each regulation in it and each of its chapters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.rulebook.coverage import FATES, Placed

LEVELS = ("pack", "source", "chapter")


@dataclass(frozen=True)
class Total:
    """Counts of one pack (regulation and chapter empty), regulation (chapter empty) or chapter."""

    pack: str
    source: str
    chapter: str
    clauses: int
    became: Mapping[str, int]

    @property
    def level(self) -> str:
        """What it counts: pack, source (a regulation) or chapter."""
        return "chapter" if self.chapter else "source" if self.source else "pack"


def totals(placed: Sequence[Placed]) -> list[Total]:
    """Every pack followed by its regulations, each followed by its chapters, in the order of the registers."""
    found: list[Total] = []
    for pack, of_pack in _grouped(placed, "pack").items():
        found.append(_total((pack, "", ""), of_pack))
        for source, of_source in _grouped(of_pack, "source").items():
            found.append(_total((pack, source, ""), of_source))
            found += [_total((pack, source, name), own) for name, own in _grouped(of_source, "chapter").items()]
    return found


def fates(placed: Sequence[Placed]) -> list[str]:
    """What clauses became, in the usual order, without what none became."""
    found = {item.became for item in placed}
    return [fate for fate in FATES if fate in found]


def _grouped(placed: Sequence[Placed], by: str) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for item in placed:
        key = item.clause.source if by == "source" else str(getattr(item, by))
        found.setdefault(key, []).append(item)
    return found


def _total(names: tuple[str, str, str], placed: Sequence[Placed]) -> Total:
    counts = {fate: sum(item.became == fate for item in placed) for fate in FATES}
    return Total(*names, len(placed), counts)
