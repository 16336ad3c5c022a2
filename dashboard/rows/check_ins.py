"""Rows of `sql/views/3_page/check_ins`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class CheckIn(TypedDict):
    """One row per answered questionnaire: its score and, in words, whether a change means anything."""

    entry_id: str
    """Our id of the entry."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day on which it was answered."""
    questionnaire_id: str
    """Which questionnaire."""
    questionnaire_version: str
    """Version of its words."""
    title: str
    """Name of the questionnaire."""
    knee: str | None
    """left or right; null if the questionnaire asks of no knee."""
    score: float | None
    """Its score; null if too little was answered."""
    score_reason: str | None
    """Why there is no score; null if there is one."""
    is_substantial: bool | None
    """A substantial problem by the questionnaire's own definition; null if it has none."""
    first_score: float | None
    """The first score of this questionnaire and knee; null if none yet."""
    change_first_score: float | None
    """Change since the first; null if this is it, or unknown."""
    change_last_score: float | None
    """Change since the last; null if this is the first, or unknown."""
    noise_score: float | None
    """Smallest change beyond measurement noise; null if not known."""
    important_score: float | None
    """Smallest change that mattered to people; null if not known."""
    is_beyond_noise: bool | None
    """The change since the first reaches the noise; null if unknown."""
    is_important: bool | None
    """The change since the first reaches what mattered to people; null if unknown."""
    is_higher_better: bool
    """A higher score is a better one."""
    change_first_words: str | None
    """The change since the first: within measurement noise, else how much; null if none."""
    change_last_words: str | None
    """The change since the last, likewise; null if none."""
    saved_at: datetime
    """When this version was written, UTC."""


class CheckInAsked(TypedDict):
    """One row per runner and knee that is asked about weekly."""

    runner_id: str
    """Our id of the runner."""
    knee: str
    """left or right."""
    is_wished: bool
    """The runner asked for it; no if it is because pain was logged."""


class CheckInCount(TypedDict):
    """One row per runner and knee with a weekly check-in: how often, and how much, the knee got in the way."""

    runner_id: str
    """Our id of the runner."""
    knee: str
    """left or right."""
    check_in_count: int
    """Weekly check-ins."""
    problem_count: int
    """Those in which the knee got in the way at all."""
    substantial_count: int
    """Those in which it did so substantially."""
    mean_score: float
    """Mean score, 0-100."""
    sum_score: float
    """All scores added up."""


class CheckInDue(TypedDict):
    """One row per questionnaire that is due or will be: the weekly one of each knee that is asked about, and a clinic's at its first time and 4, 8 and 12 weeks later. Whether a text for it is there is not known here. A clinic's is first asked for while a knee is asked about; one that is begun goes on."""

    runner_id: str
    """Our id of the runner."""
    questionnaire_id: str
    """Which questionnaire."""
    title: str
    """Name of the questionnaire."""
    knee: str | None
    """left or right; null if the questionnaire asks of no knee."""
    schedule: str
    """weekly or clinic."""
    last_date: date | None
    """Day it was last answered; null if never."""
    due_date: date
    """Day from which it is due; today if it was never answered."""
    is_due: bool
    """It is due today."""
