"""Types of the rows that screens read one by one, from the views' headers: `make rows`.

Names and meanings are those of the header, the kind of a value is what DuckDB makes of the query in
an empty database, and a column whose header says `null` or `empty` may be None.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from etl.reference.clinic.mechanics_items import our_mechanics
from etl.reference.clinic.mechanics_tables import load_mechanics
from etl.reference.clinic.strength_programme_tables import load_programmes
from etl.reference.clinic.strength_programmes import our_programmes
from etl.reference.rules import load_rules
from etl.reference.views import View, read_views
from etl.storage.duckdb_files import open_in_memory
from etl.storage.migrations import migrate
from etl.warehouse.lazy_views import ViewsOnDemand
from etl.warehouse.tables import base_tables
from sql import ROOT

FOLDER = Path(__file__).resolve().parent.parent / "dashboard" / "rows"
PAGES = ROOT / "views" / "3_page"
METRICS = ("metric.run", "metric.session_spike", "metric.speed_exposure")
"""Views that no page has beside its own, and whose rows a screen reads all the same."""

SHARED = "others"
"""The module of subjects that have one view or two."""

KINDS = {
    "VARCHAR": "str",
    "DOUBLE": "float",
    "INTEGER": "int",
    "BIGINT": "int",
    "BOOLEAN": "bool",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "VARCHAR[]": "list[str]",
    "DOUBLE[]": "list[float]",
}
"""What Polars hands out, by DuckDB's name of the type."""

_MAY_BE_NONE = re.compile(r"\b(null|empty)\b", re.IGNORECASE)


def write(folder: Path = FOLDER) -> list[str]:
    """Bring the modules of a folder up to the headers; return the names of those that changed."""
    wanted = modules()
    changed = []
    for path in sorted(folder.glob("*.py")):
        if path.stem != "__init__" and path.name not in wanted:
            path.unlink()
            changed.append(path.name)
    for name, text in wanted.items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(name)
    return changed


def modules() -> dict[str, str]:
    """The text of each module by its file, as the headers have it now."""
    kinds = _kinds()
    views = {view.name: view for view in read_views() if view.schema == "page"}
    of_metrics = [view for view in read_views() if view.full_name in METRICS]
    by_module: dict[str, list[View]] = {SHARED: of_metrics}
    for subject in sorted(path for path in PAGES.iterdir() if path.is_dir()):
        names = sorted(path.stem for path in subject.glob("*.sql"))
        module = subject.name if len(names) > 2 else SHARED
        by_module.setdefault(module, []).extend(views[name] for name in names)
    return {f"{name}.py": _module(name, found, kinds) for name, found in by_module.items()}


def _kinds() -> Mapping[tuple[str, str], str]:
    """DuckDB's type of each column of a view, by full name and column."""
    with open_in_memory() as connection:
        for kind in ("warehouse", "journal"):
            migrate(connection, kind=kind)
        load_rules(connection)
        load_programmes(connection, our_programmes())
        load_mechanics(connection, our_mechanics())
        connection.execute("create macro as_of_date() as date '2026-05-03'")
        # Those that several read are worked out once: bound anew through all below them, all of the
        # views take ten times as long.
        ViewsOnDemand.over(connection, available=base_tables(connection)).build_all()
        rows = connection.execute(
            "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns()"
            " where schema_name in ('page', 'metric')"
        ).fetchall()
    return {(view, column): kind for view, column, kind in rows}


def _module(name: str, views: Sequence[View], kinds: Mapping[tuple[str, str], str]) -> str:
    classes = [_row(view, kinds) for view in views]
    body = "\n\n\n".join(classes)
    dates = [kind for kind in ("date", "datetime") if re.search(rf": {kind}\b", body)]
    imports = [f"from datetime import {', '.join(dates)}"] if dates else []
    imports.append("from typing import TypedDict")
    of = "subjects with one view or two" if name == SHARED else f"`sql/views/3_page/{name}`"
    return "\n".join(
        [
            f'"""Rows of {of}; written by `make rows`."""',
            "",
            "# ruff: noqa: E501  a meaning stands on one line, as in its header",
            "",
            *imports,
            "",
            "",
            body,
            "",
        ]
    )


def _row(view: View, kinds: Mapping[tuple[str, str], str]) -> str:
    lines = [
        f"class {_class_name(view)}(TypedDict):",
        f'    """{_quoted(view.description)}"""',
        "",
    ]
    for column in view.columns:
        kind = KINDS[kinds[view.full_name, column.name]]
        or_none = " | None" if _MAY_BE_NONE.search(column.description) else ""
        lines += [f"    {column.name}: {kind}{or_none}", f'    """{_quoted(column.description)}"""']
    return "\n".join(lines)


def _class_name(view: View) -> str:
    words = view.name.split("_") if view.schema == "page" else view.full_name.split(".")
    return "".join(word.capitalize() for part in words for word in part.split("_"))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "'").rstrip(".") + "."


if __name__ == "__main__":
    for file in write():
        sys.stdout.write(f"brought up to date: dashboard/rows/{file}\n")
