"""Rows of `sql/views/3_page/first_visit`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date
from typing import TypedDict


class History(TypedDict):
    """One row per runner with runs: how many there are, from when to when, and the last weeks that hold some."""

    runner_id: str
    """Our id of the runner."""
    run_count: int
    """Runs that count."""
    distance_m: float
    """Metres run in all those of known distance."""
    first_run_date: date
    """Day of the first one."""
    last_run_date: date
    """Day of the latest one."""
    quiet_days: int
    """Days since the latest one."""
    first_week_date: date
    """First day of the last weeks that hold runs, twelve with those between them."""
    last_week_date: date
    """First day of the week of the latest run."""


class HistoryBreak(TypedDict):
    """One row per break from running that is over, longest first, and how the first week after it went."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run that ended it."""
    break_rank: int
    """1 is the longest."""
    last_run_date: date
    """Day of the run before it."""
    return_date: date
    """Day of the run that ended it."""
    gap_days: int
    """Days from the one to the other."""
    usual_week_m: float | None
    """Mean weekly distance of the four weeks before, metres; null if unknown."""
    cap_m: float | None
    """What is meant for a first week after such a break, metres; null if unknown."""
    first_week_m: float | None
    """Run in the first week after it, metres; null if unknown."""
    worst_score: float | None
    """Highest pain score of either knee from the return on for a week, 0-10; null if none was logged."""
    knee: str | None
    """left, right or unknown, the one of that score; null likewise."""


class HistoryCadence(TypedDict):
    """One row per runner whose history is long enough to have two ends: cadence on the flat at the same speed in the first weeks with runs and in the last ones."""

    runner_id: str
    """Our id of the runner."""
    speed_mps: float
    """The usual speed on the flat that both are told at, metres a second."""
    first_from_date: date
    """Day of the first run of the first weeks."""
    first_spm: float
    """Middle one of the runs of the first twelve weeks, steps a minute of both feet."""
    last_until_date: date
    """Day of the last run of the last weeks."""
    last_spm: float
    """Middle one of the runs of the last twelve weeks, steps a minute of both feet."""


class HistoryHills(TypedDict):
    """One row per runner with weeks of known descent: the hilliest one against the usual one."""

    runner_id: str
    """Our id of the runner."""
    week_count: int
    """Weeks with a run and known descent."""
    week_start_date: date
    """First day of the week with most descent."""
    descent_m: float
    """Metres lost in it."""
    usual_descent_m: float
    """Middle one of all those weeks, metres."""
    descent_ratio: float | None
    """The one over the other; null if the usual week is too flat to compare."""


class HistoryJump(TypedDict):
    """One row per run that went clearly past the longest of the 30 days before it, with what was logged of the knees in the days after: by how many metres it went past, most first. What came after is not shown to have come from it. Runs of the first 30 recorded days are left out: what came before them is not known."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    jump_rank: int
    """1 is the one that went furthest past."""
    local_date: date
    """The runner's calendar day."""
    distance_m: float
    """Distance of the run, metres."""
    longest_30d_m: float
    """Longest run of the 30 days before, metres."""
    spike_ratio: float
    """The one over the other."""
    worst_score: float | None
    """Highest pain score of either knee from that day on for a week, 0-10; null if none was logged."""
    knee: str | None
    """left, right or unknown, the one of that score; null likewise."""
    pain_date: date | None
    """Day of that score; null likewise."""


class HistoryQuiet(TypedDict):
    """One row per runner with runs: whether all of them are so long ago, with no pain logged since, that there is nothing to advise on today."""

    runner_id: str
    """Our id of the runner."""
    is_quiet: bool
    """Neither a run nor a logged score in the last twelve weeks."""


class TrainingHabit(TypedDict):
    """One row per runner who said something of their usual running before there were runs to read it from."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The day it was said."""
    running_days: list[str] | None
    """Days of the week they run on, monday to sunday; empty if not said."""
    longest_lately_m: float | None
    """Longest run of late as they remember it, metres; null if not said."""
    recorder_name: str | None
    """garmin, coros, polar, suunto, apple, phone, other or none; null if not said."""
