"""Run inside an installation: imports all that any of our modules names, anywhere in its text.

Prints one JSON object: where the packages lie, how many modules there are, and what failed.
"""

import ast
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import dashboard
import etl
import sql

PACKAGES = (etl, sql, dashboard)
DRAWS_A_PAGE = {"dashboard.app"}  # as soon as it is imported; only its own imports are tried here


def modules() -> Iterator[str]:
    """Every module of the wheel, pages among them."""
    for package in PACKAGES:
        yield package.__name__
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield found.name


def named_in(path: Path) -> Iterator[str]:
    """What the file imports at its top or within a function, each as the statement says it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (f"import {alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"from {node.module} import {alias.name}" for alias in node.names)


def why_not(statement: str) -> str | None:
    """What goes wrong when the statement runs; None where nothing does."""
    try:
        exec(statement, {"__name__": "nowhere"})
    except Exception as error:  # noqa: BLE001  whatever it is, it is told
        return f"{type(error).__name__}: {error}"
    return None


names = sorted(modules())
tried = [name for name in names if name not in DRAWS_A_PAGE]
failed = {name: why for name in tried if (why := why_not(f"import {name}"))}
statements: dict[str, str] = {}
for package in PACKAGES:
    for path in Path(package.__path__[0]).rglob("*.py"):
        statements |= dict.fromkeys(named_in(path), path.name)
failed |= {f"{one} ({where})": why for one, where in statements.items() if (why := why_not(one))}
json.dump(
    {
        "places": [str(Path(package.__path__[0]).parent) for package in PACKAGES],
        "modules": names,
        "statements": len(statements),
        "failed": failed,
    },
    sys.stdout,
)
