"""What we say about the code, held by tests whose message tells the fix."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("models", "locales", "components", "pages")
OUTSIDE = {"models": {"nicegui", "fastapi", "starlette", "authlib", "htpy", "babel"},
           "locales": {"nicegui", "fastapi", "sqlmodel"}}
PLAIN_MODELS = {"models.translated", "models.refusals"}   # all that locales may know of models


def sources(room):
    return sorted((ROOT / room).rglob("*.py"))


def imports(path):
    """The modules a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_look_one_way_only(room):
    later = {*ROOMS[ROOMS.index(room) + 1:], "main", "tests"}
    for path in sources(room):
        for module in imports(path):
            assert module.split(".")[0] not in later, \
                f"{path.relative_to(ROOT)} imports {module}: models ← locales ← components ← pages ← main"
            assert module.split(".")[0] not in OUTSIDE.get(room, ()), \
                f"{path.relative_to(ROOT)} imports {module}: not in this room"


def test_locales_know_only_the_plain_types_of_models():
    for path in sources("locales"):
        known = {module for module in imports(path) if module.split(".")[0] == "models"}
        assert all(module == "models" or any(module.startswith(plain) for plain in PLAIN_MODELS) for module in known), \
            f"{path.relative_to(ROOT)} imports {known}: only {PLAIN_MODELS}"


def test_only_the_two_doors_commit():
    for room in (*ROOMS, "tests/demo"):
        for path in sources(room):
            if path == ROOT / "models/database.py":
                continue
            found = re.findall(r"\.(?:commit|rollback)\(", path.read_text())
            assert not found, f"{path.relative_to(ROOT)}: act inside `with transaction()`; nobody else commits"


def test_there_are_no_rooms_for_leftovers():
    for room in ROOMS:
        for path in sources(room):
            assert not {part.removesuffix(".py") for part in path.parts} & {"utils", "helpers", "services", "misc", "common"}, \
                f"{path.relative_to(ROOT)}: an act belongs to its noun, a helper to its only reader"


def test_every_table_is_known_to_migrations():
    tables = (ROOT / "models/tables.py").read_text()
    for path in (ROOT / "models").glob("*.py"):
        if re.search(r"table=True", path.read_text()):
            assert re.search(rf"\b{path.stem}\b", tables), f"name {path.stem} in models/tables.py"


def test_models_load_by_themselves():
    """Whichever noun comes first, no circle of imports keeps it from loading."""
    names = sorted(path.stem for path in (ROOT / "models").glob("*.py") if path.stem != "__init__")
    code = """
import importlib, sys, sqlmodel
for name in sys.argv[1:]:
    for known in [module for module in sys.modules if module.split(".")[0] == "models"]:
        del sys.modules[known]
    sqlmodel.SQLModel.metadata.clear()
    sqlmodel.main.default_registry.dispose()
    importlib.import_module(f"models.{name}")
"""
    done = subprocess.run([sys.executable, "-c", code, *names], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-1000:]


def test_a_migration_says_what_the_models_say(connected):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    import models.tables  # noqa: F401
    from models import database
    with database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": lambda thing, name, kind, reflected, other:
                                                               not (name or "").startswith("stems_fts")})
        assert compare_metadata(context, SQLModel.metadata) == [], "write a migration for this"
