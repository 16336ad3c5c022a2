"""What kind of activity a recording is where its file does not say, or says too little.

The word a file gives decides; then words in its name, then counted steps; speed comes last.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.sources.common.parameters import ONE_LEG_BELOW_SPM, READING, RUNNING_STEPS_SPM
from etl.sources.common.sports import SPORTS, Sport, sport_in_name


@dataclass(frozen=True, slots=True)
class SportFound:
    """A kind, how it is known (`core.activity.sport_rule`), and the sentence that says so."""

    sport: Sport
    rule: str
    note: str | None = None


def find_sport(
    points: pl.DataFrame,
    *,
    told: Sport | None,
    is_unknown_word: bool = False,
    name: str | None = None,
    counts_steps: bool = False,
) -> SportFound:
    """The kind of activity from everything a file says of it.

    `points` follow `POINT_SCHEMA`. `told` is the file's own word, `is_unknown_word` says that there
    was one which nobody knows, `counts_steps` that its cadence is of steps and of nothing else.
    """
    is_vague = told is None or (told.name == "other" and counts_steps)
    if told is not None and not is_vague:
        return SportFound(told, "file")
    named = sport_in_name(name)
    if named is not None:
        note = f"The file gives no type; by its name it is taken for a {_word(named)}."
        return SportFound(named, "guessed_from_name", note)
    if _takes_running_steps(points, counts_steps=counts_steps):
        said = "says no more than other" if told else "gives no type"
        note = f"The file {said}; by its steps a minute it is taken for a run."
        return SportFound(SPORTS["run"], "guessed_from_cadence", note)
    if told is not None:
        return SportFound(told, "file")
    sport, note = guess_by_speed(points)
    if not is_unknown_word:
        return SportFound(sport, "guessed_from_speed", note)
    if sport.is_run:
        note = "The file's type is not one we know, so it is kept as another sport; if it was a "
        return SportFound(SPORTS["other"], "guessed_from_speed", f"{note}run, say so on its page.")
    note = note.replace("The file gives no type", "The file's type is not one we know")
    return SportFound(sport, "guessed_from_speed", note)


def guess_by_speed(points: pl.DataFrame) -> tuple[Sport, str]:
    """What it was, from speed and height alone, with the sentence that says so."""
    speed_mps, burst_share = moving_speed(points)
    if speed_mps is None:
        return SPORTS["other"], "The file does not say what kind of activity it is."
    pace = f"its moving speed of {speed_mps * 3.6:.1f} km/h"
    if burst_share > READING.guess_burst_share:
        return SPORTS["ride"], (
            f"The file gives no type; {burst_share:.0%} of the way was faster than anyone runs, "
            "so it is taken for a ride."
        )
    if speed_mps > READING.guess_ride_speed_mps:
        return SPORTS["ride"], f"The file gives no type; by {pace} it is taken for a ride."
    if speed_mps >= READING.guess_run_speed_mps:
        return SPORTS["run"], f"The file gives no type; by {pace} it is taken for a run."
    if _climb_ratio(points) > READING.guess_hike_climb_ratio:
        return SPORTS["hike"], f"The file gives no type; by {pace} uphill it is taken for a hike."
    return SPORTS["walk"], f"The file gives no type; by {pace} it is taken for a walk."


def moving_speed(points: pl.DataFrame) -> tuple[float | None, float]:
    """Metres a second while moving, and the share of the way faster than any runner holds."""
    known = points.filter(pl.col("distance_m").is_not_null())
    moves = known.select(
        metres=pl.col("distance_m").diff(),
        seconds=pl.col("time_s").diff(),
        is_same=pl.col("segment_index").diff() == 0,
    ).filter(pl.col("is_same") & (pl.col("metres") > READING.pause_speed_mps * pl.col("seconds")))
    metres, seconds = float(moves["metres"].sum()), float(moves["seconds"].sum())
    if metres <= 0 or seconds <= 0:
        return None, 0.0
    burst = moves.filter(pl.col("metres") > READING.guess_burst_speed_mps * pl.col("seconds"))
    return metres / seconds, float(burst["metres"].sum()) / metres


def _takes_running_steps(points: pl.DataFrame, *, counts_steps: bool) -> bool:
    """Whether the median cadence is that of running feet at a speed at which people run.

    Where cadence may be a bicycle's, only slow speeds tell: 80 turns of a crank at 15 km/h look
    like a runner's 160 steps.
    """
    turning = points["cadence"].filter(points["cadence"] > 0)
    median = turning.median()
    if not isinstance(median, int | float):
        return False
    steps_spm = median if median >= ONE_LEG_BELOW_SPM else 2 * median
    speed_mps, burst_share = moving_speed(points)
    if speed_mps is None or burst_share > READING.guess_burst_share:
        return False
    fastest = READING.guess_ride_speed_mps if counts_steps else READING.guess_steps_speed_mps
    return steps_spm >= RUNNING_STEPS_SPM and speed_mps <= fastest


def _word(sport: Sport) -> str:
    return sport.name.replace("_", " ")


def _climb_ratio(points: pl.DataFrame) -> float:
    heights = points["altitude_m"].drop_nulls().rolling_median(5, min_samples=1).to_numpy()
    distance_m = points["distance_m"].drop_nulls()
    if not len(heights) or not len(distance_m) or not distance_m[-1]:
        return 0.0
    return float(np.ptp(heights)) / float(distance_m[-1])
