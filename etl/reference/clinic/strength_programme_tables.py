"""Strength programmes as tables that views read: schema `rule`, beside the rules."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from etl.reference.clinic.strength_programmes import Exercise, Programme, WarmUpStep
from etl.reference.tables import FactTable, fact_table, load

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection


def load_programmes(connection: "Connection", programmes: Sequence[Programme]) -> None:
    """Create tables programme, programme_exercise and programme_warm_up of schema `rule` anew."""
    load(connection, _fact_tables(tuple(programmes)))


@lru_cache(maxsize=8)
def _fact_tables(programmes: tuple[Programme, ...]) -> tuple[FactTable, ...]:
    """Made once of the same programmes: every snapshot asks for them."""
    whole = fact_table(
        "programme",
        "One row per strength programme, from sql/programmes and the home's own.",
        Programme,
        [((), each) for each in programmes],
        renamed={
            "sessions_per_week": "session_count",
            "sessions_source": "session_source",
            "sessions_grade": "session_grade",
        },
        without={"exercises", "warm_up"},
    )
    exercises = fact_table(
        "programme_exercise",
        "One row per programme and exercise: how much of it, and how.",
        Exercise,
        [
            ((each.programme_id, index), row)
            for each in programmes
            for index, row in enumerate(each.exercises)
        ],
        before={"programme_id": "varchar", "exercise_index": "integer"},
        renamed={
            "id": "exercise_id",
            "sets": "planned_set_count",
            "repetitions_from": "from_count",
            "repetitions_until": "until_count",
            "hold_from_s": "from_hold_s",
            "hold_until_s": "until_hold_s",
            "per_side": "is_per_side",
        },
    )
    warm_up = fact_table(
        "programme_warm_up",
        "One row per programme and part of its warm-up.",
        WarmUpStep,
        [
            ((each.programme_id, index), row)
            for each in programmes
            for index, row in enumerate(each.warm_up)
        ],
        before={"programme_id": "varchar", "step_index": "integer"},
        renamed={"id": "step_id"},
    )
    return whole, exercises, warm_up
