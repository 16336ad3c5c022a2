"""Strength programmes as tables that views read: schema `rule`, beside the rules."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from etl.reference.clinic.strength_programmes import Exercise, Programme
from etl.reference.tables import FactTable, load_tables

if TYPE_CHECKING:
    from etl.storage.duckdb_files import Connection


def load_programmes(connection: "Connection", programmes: Sequence[Programme]) -> None:
    """Create tables programme, programme_exercise and programme_warm_up of schema `rule` anew."""
    rows: dict[str, list[list[object]]] = {
        "programme": [_programme_row(each) for each in programmes],
        "programme_exercise": [
            _exercise_row(each, row, index)
            for each in programmes
            for index, row in enumerate(each.exercises)
        ],
        "programme_warm_up": [
            [each.programme_id, row.id, index, row.title, row.cue, row.drawing]
            for each in programmes
            for index, row in enumerate(each.warm_up)
        ],
    }
    load_tables(
        connection,
        [
            FactTable(name, comment, columns, rows[name])
            for name, (comment, columns) in _TABLES.items()
        ],
    )


_TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "programme": (
        "One row per strength programme, from sql/programmes and the home's own.",
        {
            "programme_id": "varchar",
            "title": "varchar",
            "what_for": "varchar",
            "session_count": "integer",
            "session_source": "varchar",
            "session_grade": "varchar",
            "warm_up_from_min": "integer",
            "warm_up_until_min": "integer",
            "evidence": "varchar",
            "source": "varchar",
            "grade": "varchar",
            "checked_by": "varchar",
        },
    ),
    "programme_exercise": (
        "One row per programme and exercise: how much of it, and how.",
        {
            "programme_id": "varchar",
            "exercise_id": "varchar",
            "exercise_index": "integer",
            "title": "varchar",
            "planned_set_count": "integer",
            "from_count": "integer",
            "until_count": "integer",
            "from_hold_s": "integer",
            "until_hold_s": "integer",
            "is_per_side": "boolean",
            "tempo": "varchar",
            "load_step_kg": "double",
            "cues": "varchar",
            "what_for": "varchar",
            "source": "varchar",
            "grade": "varchar",
            "drawing": "varchar",
        },
    ),
    "programme_warm_up": (
        "One row per programme and part of its warm-up.",
        {
            "programme_id": "varchar",
            "step_id": "varchar",
            "step_index": "integer",
            "title": "varchar",
            "cue": "varchar",
            "drawing": "varchar",
        },
    ),
}


def _programme_row(programme: Programme) -> list[object]:
    return [
        programme.programme_id,
        programme.title,
        programme.what_for,
        programme.sessions_per_week,
        programme.sessions_source,
        programme.sessions_grade,
        programme.warm_up_from_min,
        programme.warm_up_until_min,
        programme.evidence,
        programme.source,
        programme.grade,
        programme.checked_by,
    ]


def _exercise_row(programme: Programme, row: Exercise, index: int) -> list[object]:
    return [
        programme.programme_id,
        row.id,
        index,
        row.title,
        row.sets,
        row.repetitions_from,
        row.repetitions_until,
        row.hold_from_s,
        row.hold_until_s,
        row.per_side,
        row.tempo,
        float(row.load_step_kg),
        " ".join(row.cues),
        row.what_for,
        row.source,
        row.grade,
        row.drawing,
    ]
