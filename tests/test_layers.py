"""A module imports only lower layers; stages do not import one another; each heavy library has its rooms."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "checker"
LAYERS = (
    ("one_line",),
    ("errors", "tables"),
    ("yaml_text", "cache_folder"),
    ("words",),
    ("schema",),
    ("expressions", "calendars"),
    ("kinds",),
    ("rulebook",),
    (
        *("snapshot", "importing", "cases", "escalation", "store", "query", "report", "sample"),
        *("waivers", "disputes", "baselines"),
    ),
    ("followup",),
    ("auditing",),
    ("examples", "linting", "reproduction"),
    ("pipeline",),
    ("serve",),
    ("cli",),
    ("docs",),
    ("__main__",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
MAY_MEET = {("calendars", "expressions"), ("query", "report")}
ROOMS = {
    "durable": {"escalation"},
    "typer": {"cli"},
    "xlsxwriter": {"report"},
    "rich": {"report", "cli", "query", "calendars"},
    "holidays": {"calendars"},
    "jinja2": {"report", "serve"},
    "fastapi": {"serve"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
}
MODULES = sorted(path for path in ROOT.rglob("*.py") if path.name != "__init__.py" or path.parent != ROOT)


def room(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_only_lower_layers(path: Path) -> None:
    own = room(path)
    for name in imports(path):
        if name.startswith("checker."):
            other = name.split(".")[1]
            if other == own:
                continue
            assert other in LEVEL, f"{path}: {name} belongs to no layer"
            allowed = LEVEL[other] < LEVEL[own] or (own, other) in MAY_MEET
            assert allowed, f"{own} must not import {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_library_stays_in_its_room(path: Path) -> None:
    for name in imports(path):
        rooms = ROOMS.get(name.split(".")[0])
        assert rooms is None or room(path) in rooms, f"{name} is imported in {path}"


def test_only_one_module_imports_durable() -> None:
    users = [path for path in MODULES if any(name.split(".")[0] == "durable" for name in imports(path))]
    assert [path.name for path in users] == ["durable_chain.py"]


def test_every_room_has_a_layer() -> None:
    rooms = {room(path) for path in MODULES if path.name != "__init__.py"}
    assert rooms <= set(LEVEL)


def test_no_file_is_longer_than_300_lines() -> None:
    longest = max(MODULES, key=lambda path: len(path.read_text(encoding="utf-8").splitlines()))
    assert len(longest.read_text(encoding="utf-8").splitlines()) <= 300, longest
