"""Rows of `sql/views/3_page/check_run`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from typing import TypedDict


class CheckRun(TypedDict):
    """One row per runner and kind of dose: what the runs of the last six weeks held, to compare a run to come with. No row of a runner without a run in them."""

    runner_id: str
    """Our id of the runner."""
    measure: str
    """distance, ascent, descent, down_2_5, down_5_10, down_10_15, down_15 (metres downhill by steepness), fast or steps."""
    most_value: float | None
    """The most of a run, in metres, seconds or steps; null if known of no run."""
    usual_value: float | None
    """Median of the runs; null if fewer than three are known."""
    known_count: int
    """Runs of which it is known."""
    run_count: int
    """Runs."""


class CheckRunStep(TypedDict):
    """One row per runner: how long a step is in easy running, by the runs of the last six weeks that are not known to have had a minute or more of fast running. No row where fewer than three tell it."""

    runner_id: str
    """Our id of the runner."""
    easy_step_length_m: float
    """Median over those runs of the mean distance of a running step."""
    run_count: int
    """How many runs that is."""
