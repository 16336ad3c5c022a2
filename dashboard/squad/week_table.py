"""Weeks of a few runners in words: the table behind the small charts, and what is not known."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.ui import display

UNKNOWN_WORDS = {
    "hidden": "runs are hidden: they came through the Strava API",
    "before_first": "before the first run that is here",
    "day_unknown": "days of which nothing is known",
}
NOT_SHARED = "training is not shared"


def week_table(weeks: pl.DataFrame, names: Mapping[str, str], *, units: str) -> pl.DataFrame:
    """`page.squad_week` as a table for people: a row a runner and week, the newest week first."""
    far, high = display.distance_unit(units), display.height_unit(units)
    place = {runner_id: index for index, runner_id in enumerate(names)}
    rows = weeks.sort(
        pl.col("week_start_date"),
        pl.col("runner_id").replace_strict(place),
        descending=[True, False],
    )
    return pl.DataFrame(
        {
            "Runner": [names[runner_id] for runner_id in rows["runner_id"]],
            "Week from": rows["week_start_date"],
            f"Distance, {far}": display.to_distance(rows["distance_m"], units).round(1),
            f"Longest run, {far}": display.to_distance(rows["longest_run_m"], units).round(1),
            f"Descent, {high}": display.to_height(rows["descent_m"], units).round(),
            "Fast running, min": display.to_minutes(rows["fast_s"]).round(1),
            "Worst pain": rows["worst_pain_score"],
            "Days logged": rows["logged_day_count"],
            "Not known": [", ".join(_unknown(row)) for row in rows.to_dicts()],
        }
    )


def _unknown(row: dict[str, Any]) -> list[str]:
    said = []
    if not row["is_training_shared"]:
        said.append(NOT_SHARED)
    elif row["unknown_reason"]:
        said.append(UNKNOWN_WORDS[row["unknown_reason"]])
    else:
        said += _part(row, "descent", "descent_m", "descent_known_share", "no altitude")
        said += _part(row, "fast running", "fast_s", "speed_known_share", "no recording in detail")
    if not row["is_pain_shared"]:
        said.append("pain is not shared")
    return said


def _part(row: dict[str, Any], what: str, column: str, share: str, nothing: str) -> list[str]:
    """Of how much of a week a sum can be told, unless of all; below 80 % it is not told."""
    known = display.minutes_known(row[share], row["moving_s"])
    if row[column] is None:
        return [f"{what}: known of {known}" if row[share] else f"{what}: {nothing}"]
    return [f"{what} told for {known}"] if known and row[share] < 1 else []


def gap_lines(weeks: pl.DataFrame) -> list[str]:
    """What is not known of one runner's weeks that are over; empty where all is."""
    rows = weeks.filter(~pl.col("is_running")).to_dicts()
    if not rows:
        return []
    lines = [] if rows[0]["is_training_shared"] else ["Training is not shared with you."]
    for reason, words in UNKNOWN_WORDS.items() if not lines else ():
        count = sum(row["unknown_reason"] == reason for row in rows)
        if count:
            lines.append(f"{count} of {display.count(len(rows), 'week')}: {words}.")
    if not rows[0]["is_pain_shared"]:
        lines.append("Pain is not shared with you.")
    return lines


def shared_units(units: list[str]) -> str:
    """Miles where all of them think in miles, else km."""
    return "miles" if set(units) == {"miles"} else "km"


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """Names by runner; those who share one are numbered."""
    found: dict[str, str] = {}
    for runner_id, name in names.items():
        same = sum(other == name for other in list(names.values())[: len(found)])
        found[runner_id] = f"{name} ({same + 1})" if same else name
    return found
