"""Calendar relations for examples: sets built once are kept aside, and the one an example needs is named in turn."""

from collections import OrderedDict
from collections.abc import Iterable
from functools import partial

from checker.calendars.build import Calendars
from checker.cases.world import create_calendars
from checker.examples.ground import Ground, digest

OF_DAYS = ("calendar_unit", "calendar_day", "calendar_zone", "zone_span")
OF_HOURS = ("calendar_hour", "calendar_work")
SETS_KEPT = 24


class CalendarSets:
    """Sets of calendar relations on a ground, by what they follow from; those used longest ago make room."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._built: OrderedDict[str, frozenset[str]] = OrderedDict()

    def lay(self, calendars: Calendars, say: str, reached: Iterable[str]) -> None:
        """Have those of the relations reached that are of the calendar hold this one; `say` tells it from others."""
        needed = frozenset(reached).intersection((*OF_DAYS, *OF_HOURS))
        if not needed:
            return
        name = f"calendars_{digest(say)}"
        wanted = needed.union(OF_DAYS)
        if not wanted <= self._built.get(name, frozenset()):
            self._build(name, calendars, wanted | self._built.get(name, frozenset()))
        self._built.move_to_end(name)
        for relation in sorted(wanted):
            self._ground.lay([relation], name, partial(self._point, relation, name))

    def _point(self, relation: str, name: str) -> None:
        self._ground.engine.execute(f'CREATE OR REPLACE VIEW {relation} AS SELECT * FROM "{name}".{relation}')

    def _build(self, name: str, calendars: Calendars, wanted: frozenset[str]) -> None:
        engine = self._ground.engine
        engine.execute(f'CREATE SCHEMA IF NOT EXISTS "{name}"')
        engine.execute(f"SET schema = '{name}'")
        try:
            create_calendars(engine, calendars, wanted)
        finally:
            engine.execute("SET schema = 'main'")
        self._built[name] = wanted
        while len(self._built) > SETS_KEPT:
            oldest, _ = self._built.popitem(last=False)
            engine.execute(f'DROP SCHEMA "{oldest}" CASCADE')
