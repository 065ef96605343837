"""Every kind's query can be said for each engine."""

from datetime import datetime

import pytest

from checker.expressions.engines import generate
from checker.expressions.world import Offset, World
from checker.kinds.query import compile_rule
from checker.schema.model import load_schema
from tests.kinds.one_rule import book_of
from tests.laws.scenes import SCENES

EVERYTHING = {name: frozenset(entity.fields) for name, entity in load_schema().entities.items()}
WORLD = World(datetime(2024, 3, 6, 12), "UTC", (Offset(None, None, 0),), EVERYTHING)


@pytest.mark.parametrize("engine", ["duckdb", "spark"])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_of_a_query_is_foreign_to_an_engine(name: str, engine: str) -> None:
    book, entry = book_of(SCENES[name].rule)
    assert generate(compile_rule(entry.rule, book.relations, WORLD).tree, engine).startswith("SELECT")
