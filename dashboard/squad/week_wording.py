"""Weeks of a few runners in words: the table behind the small charts, and what is not known."""

from collections.abc import Mapping

import polars as pl

from dashboard.rows import to_rows
from dashboard.rows.squad import SquadWeek
from dashboard.ui import display
from dashboard.ui.described_table import DescribedTable, described

UNKNOWN_WORDS = {
    "hidden": "runs are hidden: they came through the Strava API",
    "before_first": "before the first run that is here",
    "day_unknown": "days of which nothing is known",
}
NOT_SHARED = "training is not shared"


def week_table(weeks: pl.DataFrame, names: Mapping[str, str], *, units: str) -> DescribedTable:
    """`page.squad_week` as a table for people: a row a runner and week, the newest week first."""
    far, high = display.distance_unit(units), display.height_unit(units)
    place = {runner_id: index for index, runner_id in enumerate(names)}
    rows = weeks.sort(
        pl.col("week_start_date"),
        pl.col("runner_id").replace_strict(place),
        descending=[True, False],
    )
    return described(
        "page.squad_week",
        rows,
        pl.Series("Runner", [names[runner_id] for runner_id in rows["runner_id"]]),
        pl.col("week_start_date").alias("Week from"),
        display.to_distance(pl.col("distance_m"), units).round(1).alias(f"Distance, {far}"),
        display.to_distance(pl.col("longest_run_m"), units).round(1).alias(f"Longest run, {far}"),
        display.to_height(pl.col("descent_m"), units).round().alias(f"Descent, {high}"),
        display.to_minutes(pl.col("fast_s")).round(1).alias("Fast running, min"),
        pl.col("worst_pain_score").alias("Worst pain"),
        pl.col("logged_day_count").alias("Days logged"),
        pl.Series("Not known", [", ".join(_unknown(row)) for row in to_rows(rows, SquadWeek)]),
    )


def _unknown(row: SquadWeek) -> list[str]:
    said = []
    if not row["is_training_shared"]:
        said.append(NOT_SHARED)
    elif row["unknown_reason"]:
        said.append(UNKNOWN_WORDS[row["unknown_reason"]])
    else:
        descent = row["descent_m"], row["descent_known_share"]
        fast = row["fast_s"], row["speed_known_share"]
        said += _part("descent", *descent, row["moving_s"], "no altitude")
        said += _part("fast running", *fast, row["moving_s"], "no recording in detail")
    if not row["is_pain_shared"]:
        said.append("pain is not shared")
    return said


def _part(
    what: str, told: float | None, share: float | None, moving_s: float | None, nothing: str
) -> list[str]:
    """Of how much of a week a sum can be told, unless of all; below 80 % it is not told."""
    known = display.minutes_known(share, moving_s)
    if told is None:
        return [f"{what}: known of {known}" if share else f"{what}: {nothing}"]
    return [f"{what} told for {known}"] if known and share is not None and share < 1 else []


def gap_lines(weeks: pl.DataFrame) -> list[str]:
    """What is not known of one runner's weeks that are over; empty where all is."""
    rows = to_rows(weeks.filter(~pl.col("is_running")), SquadWeek)
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
