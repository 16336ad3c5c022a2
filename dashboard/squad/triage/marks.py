"""Which rows of a squad's board somebody has seen already, and whether that still holds.

A mark is of one viewer and holds until there is something new to see: a worse need, another first
reason, or the same one on a day more than a week later.
"""

from datetime import date
from typing import Any

import polars as pl

from dashboard.squad.wording import NEEDS
from etl.journal.triage_marks import SquadMark

RESTS_ON = ("training", "pain")
"""Scopes that a place on the board can come from."""

_REASON = (
    pl.when(pl.col("need") == "unknown")
    .then(pl.col("unknown_reason"))
    .when(pl.col("need") != "ok")
    .then(pl.col("reason_rule_id"))
)
_IS_TOLD = ~pl.col("need").is_in(["unknown", "ok"])
_DAY = (
    pl.when(_IS_TOLD)
    .then(pl.col("reason_date"))
    .when(pl.col("need") == "unknown")
    .then(pl.max_horizontal("last_run_date", "last_log_date"))
)
_NOW = {
    "reason": _REASON,
    "level": pl.when(_IS_TOLD).then(pl.col("reason_level")),
    "knee": pl.when(_IS_TOLD).then(pl.col("reason_knee")),
    "session_id": pl.when(_IS_TOLD).then(pl.col("reason_session_id")),
    "reason_date": _DAY,
}


def with_marks(rows: pl.DataFrame, marks: pl.DataFrame, *, today: date) -> pl.DataFrame:
    """`page.squad` with `seen_date`, null where there is something to see; in the order of need,
    those not yet seen first in each.

    `marks` is `page.squad_mark` of the same viewer.
    """
    place = {need: index for index, need in enumerate(NEEDS)}
    now = [expression.alias(f"now_{name}") for name, expression in _NOW.items()]
    is_same = [
        pl.col(f"now_{name}").eq_missing(pl.col(f"seen_{name}"))
        for name in ("reason", "level", "knee", "session_id")
    ]
    is_no_worse = pl.col("need").replace_strict(place) >= pl.col("seen_need").replace_strict(place)
    is_no_later = pl.col("now_reason_date").fill_null(today) <= pl.col("same_until_date")
    return (
        rows.join(marks, on="runner_id", how="left", maintain_order="left")
        .with_columns(now)
        .with_columns(
            pl.when(is_no_worse & is_no_later & pl.all_horizontal(is_same))
            .then(pl.col("seen_date"))
            .alias("seen_date")
        )
        .sort(
            pl.col("need").replace_strict(place),
            pl.col("seen_date").is_not_null(),
            "need_rank",
        )
        .select(*rows.columns, "seen_date")
    )


def marks_of(
    rows: pl.DataFrame, *, days: dict[str, date], scopes: dict[str, frozenset[str]]
) -> list[SquadMark]:
    """What is seen of these rows of `page.squad` now; `days` and `scopes` by runner."""
    shown = rows.select("runner_id", "need", *(now.alias(name) for name, now in _NOW.items()))
    return [_mark(row, days, scopes) for row in shown.to_dicts()]


def _mark(
    row: dict[str, Any], days: dict[str, date], scopes: dict[str, frozenset[str]]
) -> SquadMark:
    runner_id = row["runner_id"]
    shared = tuple(scope for scope in RESTS_ON if scope in scopes[runner_id])
    return SquadMark(**row, local_date=days[runner_id], scopes=shared)
