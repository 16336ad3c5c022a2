"""What a mechanics check looks at, as tables that views read: schema `rule`, beside the rules."""

from functools import lru_cache
from typing import TYPE_CHECKING

from etl.reference.clinic.mechanics_items import Choice, Item, Mechanics
from etl.reference.tables import FactTable, fact_table, load

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection

_FOR_READERS = {"look", "source", "grade", "limit", "cue", "exercise", "choices", "least", "most"}
"""Fields that screens take from the file and no view asks for."""


def load_mechanics(connection: "Connection", mechanics: Mechanics) -> None:
    """Create tables mechanics_item and mechanics_choice of schema `rule` anew."""
    load(connection, _fact_tables(mechanics.items))


@lru_cache(maxsize=8)
def _fact_tables(of_lists: tuple[Item, ...]) -> tuple[FactTable, ...]:
    """Made once of the same lists: every snapshot asks for them."""
    items = fact_table(
        "mechanics_item",
        "One row per thing a mechanics check looks at, from sql/mechanics and the home's own.",
        Item,
        [((index,), item) for index, item in enumerate(of_lists)],
        before={"item_index": "integer"},
        renamed={"id": "item_id"},
        without=_FOR_READERS,
    )
    choices = fact_table(
        "mechanics_choice",
        "One row per item and answer it offers; noted: a finding by itself.",
        Choice,
        [((item.id,), choice) for item in of_lists for choice in item.choices],
        before={"item_id": "varchar"},
        without=_FOR_READERS,
    )
    return items, choices
