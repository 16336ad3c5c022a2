"""The board of a squad in words: why a runner stands where they stand."""

from typing import Any

import polars as pl

from dashboard import display

NEEDS: dict[str, display.Mark] = {
    **{code: mark for code, mark in display.STATUSES.items() if code != "not_enough_data"},
    "unknown": display.Mark("unknown", "Not known", "○"),
}
"""Needs of `page.squad`, the first to look at first; what is not known is never OK."""

WHY_UNKNOWN = {
    "no_data": "too little data yet: ask for runs or a log",
    "stale": "no run and no log lately: ask how it is going",
    "hidden": "all runs came through the Strava API, which shows them to the runner alone: ask for "
    "the bulk export",
}


def reason_words(row: dict[str, Any]) -> str:
    """The first reason, with its knee and day; for an unknown runner, what would mend it."""
    if row["unknown_reason"]:
        return WHY_UNKNOWN[row["unknown_reason"]]
    if row["need"] == "ok" or not row["reason_text"]:
        return ""
    knee = f", {row['reason_knee']} knee" if row["reason_knee"] else ""
    more = f" (+{row['reason_count'] - 1})" if row["reason_count"] > 1 else ""
    return f"{row['reason_text']}{knee}, {display.short_day(row['reason_date'])}{more}"


def pain_words(row: dict[str, Any]) -> str:
    """Worst of this week and of the one before; whether it is shared at all."""
    if not row["is_pain_shared"]:
        return "not shared"
    before, now = row["worst_before_score"], row["worst_7d_score"]
    if now is None:
        return "not logged" if before is None else f"{before} → –"
    return f"{now}" if before is None else f"{before} → {now}"


def board(rows: pl.DataFrame) -> pl.DataFrame:
    """`page.squad` as a table for people; distances in each runner's own units."""
    told = rows.to_dicts()
    return pl.DataFrame(
        {
            "Runner": [_name(row) for row in told],
            "Status": [f"{NEEDS[row['need']].shape} {NEEDS[row['need']].word}" for row in told],
            "Why": [reason_words(row) for row in told],
            "Last run": rows["last_run_date"],
            "Last log": rows["last_log_date"],
            "7 days": [display.distance(row["distance_7d_m"], row["units"]) for row in told],
            "Usual week": [display.distance(row["usual_7d_m"], row["units"]) for row in told],
            "Longest jump": [_jump(row["spike_ratio"]) for row in told],
            "Descent": [display.height(row["descent_7d_m"], row["units"]) for row in told],
            "Fast": [display.duration(row["fast_7d_s"]) for row in told],
            "Cadence": [_trend(row["trend_spm_per_week"]) for row in told],
            "Pain, 7 days": [pain_words(row) for row in told],
            "12 weeks": [
                [0.0 if value is None else value / 1000 for value in row["spark_m"] or []]
                for row in told
            ],
        },
        schema_overrides={"12 weeks": pl.List(pl.Float64)},
    )


def _name(row: dict[str, Any]) -> str:
    return (
        f"{row['display_name']}, {row['birth_year']}" if row["birth_year"] else row["display_name"]
    )


def _jump(ratio: float | None) -> str:
    return display.UNKNOWN if ratio is None else f"×{ratio:.2f}"


def _trend(trend: float | None) -> str:
    return display.UNKNOWN if trend is None else f"{display.cadence_change(trend)} a week"
