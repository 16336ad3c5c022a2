"""What a mechanics check looks at, as tables that views read: schema `rule`, beside the rules."""

from typing import TYPE_CHECKING

from etl.reference.clinic.mechanics_items import Mechanics
from etl.reference.tables import FactTable, load_tables

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection


def load_mechanics(connection: "Connection", mechanics: Mechanics) -> None:
    """Create tables mechanics_item and mechanics_choice of schema `rule` anew."""
    items = FactTable(
        "mechanics_item",
        "One row per thing a mechanics check looks at, from sql/mechanics and the home's own.",
        {
            "item_id": "varchar",
            "item_index": "integer",
            "title": "varchar",
            "has_side": "boolean",
            "kind": "varchar",
            "finding": "varchar",
            "unit": "varchar",
        },
        [
            [
                item.id,
                index,
                item.title,
                item.has_side,
                item.kind,
                item.finding,
                item.unit,
            ]
            for index, item in enumerate(mechanics.items)
        ],
    )
    choices = FactTable(
        "mechanics_choice",
        "One row per item and answer it offers; noted: a finding by itself.",
        {"item_id": "varchar", "code": "varchar", "title": "varchar", "is_noted": "boolean"},
        [
            [item.id, choice.code, choice.title, choice.is_noted]
            for item in mechanics.items
            for choice in item.choices
        ],
    )
    load_tables(connection, [items, choices])
