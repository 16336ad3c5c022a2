"""Rows of nobody, as the charts of the gallery take them."""

from datetime import date, timedelta

import polars as pl

from dashboard.first_visit.example_rows import read_example

FIRST_DAY = date(2026, 2, 9)
TODAY = date(2026, 5, 3)
_RUN_DAYS = range(1, 84, 2)
_LONG, _LONGEST_M = 81, 18_200.0


def runs() -> pl.DataFrame:
    """Rows of `page.story_run`: every other day, the last one too far."""
    days = [FIRST_DAY + timedelta(days=day) for day in _RUN_DAYS]
    distance_m = [_LONGEST_M if day == _LONG else 6_000.0 + 250 * (day % 24) for day in _RUN_DAYS]
    ceiling_m = [12_000.0 + 15 * day for day in _RUN_DAYS]
    pairs = list(zip(distance_m, ceiling_m, strict=True))
    return pl.DataFrame(
        {
            "local_date": days,
            "run_index": [1] * len(days),
            "day_run_count": [1] * len(days),
            "distance_m": distance_m,
            "ceiling_m": ceiling_m,
            "is_past": [far > most for far, most in pairs],
            "spike_ratio": [1.1 * far / most for far, most in pairs],
            "descent_m": [far / 100 for far in distance_m],
        }
    )


def weeks() -> pl.DataFrame:
    """Rows of `page.hills_week`."""
    return pl.DataFrame(
        {
            "week_start_date": [FIRST_DAY + timedelta(weeks=week) for week in range(12)],
            "descent_m": [90.0, 120, 100, None, 140, 110, 130, 150, 120, 160, 140, 410],
            "descent_6w_ratio": [None, 1.3, 0.8, None, 1.1, 0.8, 0.9, 1.07, 0.8, 1.06, 0.9, 2.6],
            "moving_s": [9_000.0] * 12,
        }
    )


def pain() -> pl.DataFrame:
    """Rows of `page.story_pain`: both knees, a calm day among them."""
    told = [(20, "left", 1), (60, "right", 2), (70, "left", 0), (78, "left", 2), (82, "right", 4)]
    return pl.DataFrame(
        {
            "local_date": [FIRST_DAY + timedelta(days=day) for day, _, _ in told],
            "knee": [knee for _, knee, _ in told],
            "worst_score": [score for _, _, score in told],
        }
    )


def events() -> pl.DataFrame:
    """Rows of `page.story_event`: what the last pain followed, and a phase of a plan."""
    return pl.DataFrame(
        {
            "local_date": [FIRST_DAY + timedelta(days=_LONG), FIRST_DAY + timedelta(days=56)],
            "event_kind": ["jump", "plan"],
            "pain_date": [FIRST_DAY + timedelta(days=82), None],
            "pain_knee": ["right", None],
            "pain_score": [4, None],
        }
    )


def small_weeks() -> pl.DataFrame:
    """Distance a week; one is not known, the last is not over."""
    distance_m = [21e3, 24e3, None, 26e3, 22e3, 27e3, 29e3, 30e3, 26e3, 31e3, 33e3, 34e3]
    return weeks().with_columns(
        distance_m=pl.Series(distance_m), is_running=pl.arange(12) == pl.lit(11)
    )


def cadence_runs() -> pl.DataFrame:
    """Runs as `page.cadence_run` has them, of two eras."""
    return pl.DataFrame(
        {
            "local_date": [FIRST_DAY + timedelta(days=4 * index) for index in range(20)],
            "era": ["then"] * 10 + ["now"] * 10,
            "flat_speed_mps": [2.6 + 0.1 * (index % 8) for index in range(20)],
            "flat_cadence_spm": [
                160 + (index % 8) + (5 if index >= 10 else 0) + index % 3 for index in range(20)
            ],
        }
    )


def cadence_lines() -> pl.DataFrame:
    """The line of each era."""
    return pl.DataFrame(
        {
            "era": ["then", "now"],
            "intercept": [134.0, 139.5],
            "slope": [10.0, 10.0],
            "min_speed_mps": [2.6, 2.6],
            "max_speed_mps": [3.3, 3.3],
            "reference_speed_mps": [2.8, 2.8],
            "reference_cadence_spm": [162.0, 167.5],
        }
    )


def example() -> tuple[pl.DataFrame, ...]:
    """Weeks, ceiling, sessions and pain of the invented runner that is shipped."""
    return tuple(read_example().frames.values())
