"""Examples played: their rows laid on the ground, the rule's SQL run over them."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb

from checker.cases.verdicts import Period
from checker.cases.world import create_periods
from checker.examples.calendar_sets import CalendarSets
from checker.examples.ground import Ground, digest
from checker.examples.script import COLUMNS, Known, Part, Script
from checker.examples.setting import Scene, Setting, scene_of, world_of
from checker.examples.tables import lay_tables
from checker.expressions.world import DatedValue
from checker.kinds.relations import Relations
from checker.kinds.rule import Example
from checker.rulebook.entries import BookRule, RuleBook
from checker.rulebook.parameters import dated_values
from checker.schema.model import load_schema

SETTINGS_KEPT = 6


@dataclass(frozen=True)
class Played:
    """What became of an example: `ran`, `not_run` or `failed` (with the reason), and every case by COLUMNS."""

    status: str
    reason: str = ""
    cases: tuple[dict[str, Any], ...] = ()


class Player:
    """Plays examples of the rules of one book on a ground. Examples in one setting share the SQL of their rules."""

    def __init__(self, book: RuleBook, ground: Ground, calendars: CalendarSets) -> None:
        self.book, self.ground, self.calendars = book, ground, calendars
        self._known = Known(book.trees)
        self._scripts: OrderedDict[Setting, Script] = OrderedDict()

    def play(self, entry: BookRule, example: Example, period: Period, where: str) -> Played:
        """Every case of the example at home in the period. UsageError for mistakes in the rule or the example."""
        scene = scene_of(example, period)
        zones = scene.setting.bounds
        try:
            lay_tables(self.ground, load_schema(), example, where)
            self.ground.lay(
                ["period_bound"],
                digest(str(period), *zones),
                lambda: create_periods(self.ground.engine, period, zones),
            )
            script = self._script(scene.setting)
            part = script.rule(entry, where)
            return self._run(scene, script, part, entry.rule.id) if part else Played("not_run")
        except (duckdb.Error, UnicodeDecodeError) as error:
            return Played("failed", str(error).splitlines()[0])

    def _run(self, scene: Scene, script: Script, part: Part, rule_id: str) -> Played:
        reached = script.reached(part.reads)
        self.calendars.lay(scene.calendars, scene.calendars_say, reached)
        for name in sorted(part.reads):
            self._derive(name, scene, script)
        rows = self.ground.engine.execute(scene.timed(part.sql))
        cases = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        keys = [(case["subject_type"], case["subject_id"], case["occurrence"]) for case in cases]
        doubled = min(((key[1], key[2]) for key in keys if keys.count(key) > 1), default=None)
        if doubled:
            return Played("failed", f"two cases of {rule_id} have one key: {' @ '.join(map(str, doubled))}")
        return Played("ran", "", tuple(case for case in cases if case["scope"] is not None))

    def _derive(self, name: str, scene: Scene, script: Script) -> None:
        """Build a view or a history, after what it reads."""
        part = script.derived(name)
        if part:
            for read in sorted(part.reads):
                self._derive(read, scene, script)
            self.ground.derive(name, scene.timed(part.sql), part.named_only, part.reads)

    def _script(self, setting: Setting) -> Script:
        """The script of a setting; those used longest ago make room."""
        if setting not in self._scripts:
            world = world_of(self.book, setting, self._defaults)
            self._scripts[setting] = Script(
                self.ground.engine, self._relations, self.book.trees, world, book=self.book, known=self._known
            )
        self._scripts.move_to_end(setting)
        while len(self._scripts) > SETTINGS_KEPT:
            self._scripts.popitem(last=False)
        return self._scripts[setting]

    @cached_property
    def _defaults(self) -> dict[str, tuple[DatedValue, ...]]:
        return dated_values(self.book.parameters, [])

    @cached_property
    def _relations(self) -> Relations:
        return self.book.relations
