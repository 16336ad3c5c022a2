"""Rows of `sql/views/3_page/mechanics`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class MechanicsCheck(TypedDict):
    """One row per mechanics check, newest first: what was found, and what lies beside it."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Day of the check."""
    seen_by: str
    """Whose eyes: runner or clinician."""
    finding_count: int
    """Things looked at, each side by itself."""
    noted_count: int
    """Of these, findings by themselves."""
    noted_words: list[str]
    """Those findings, each in words."""
    other_words: list[str]
    """The other things looked at, each in words, a no left out."""
    video_urls: list[str]
    """Links to videos, each once."""
    notes: list[str]
    """Free words, each once."""
    entry_ids: list[str]
    """Our ids of all of it."""


class MechanicsCourse(TypedDict):
    """One row per runner, item and side that a check ever looked at, the plainest finding first."""

    runner_id: str
    """Our id of the runner."""
    item_id: str
    """What was looked at, by its id."""
    title: str
    """What was looked at."""
    side: str | None
    """left or right; null if the item has no side."""
    check_count: int
    """Checks that looked at it."""
    noted_count: int | None
    """Checks in which it was a finding by itself; null if the item has none such."""
    noted_words: str | None
    """That finding in words, as it was last seen; null if never."""
    last_date: date
    """The last check that looked at it."""
    last_words: str
    """What was seen then."""
    is_noted_last: bool | None
    """Whether that was a finding by itself; null if the item has none such."""
    previous_date: date | None
    """The check before that looked at it; null if none."""
    previous_words: str | None
    """What was seen then; null if none."""
    is_changed: bool | None
    """The last differs from the one before; null if there is none before."""
    is_of_last_check: bool
    """The runner's last check looked at it."""


class MechanicsFinding(TypedDict):
    """One row per thing that was seen in a mechanics check, oldest check first, in the order of the list."""

    entry_id: str
    """Our id; an edit of the same day keeps it."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Day of the check."""
    seen_by: str
    """Whose eyes: runner or clinician."""
    item_id: str
    """What was looked at, by its id."""
    item_index: int | None
    """Its place in the list, from 0; null: the list has it no more."""
    title: str
    """What was looked at."""
    kind: str | None
    """Of which kind the value is; null: the list has it no more."""
    side: str | None
    """left or right; null if the item has no side."""
    value_code: str | None
    """yes, no or the code of a choice; null if of another kind."""
    value: float | None
    """Seconds or a count; null if of another kind."""
    value_text: str | None
    """Free words; null if of another kind."""
    value_date: date | None
    """A day; null if of another kind."""
    value_words: str
    """What was seen, in words."""
    finding_words: str
    """The same with item and side."""
    is_noted: bool | None
    """A finding by itself; null if the item has none such."""
    video_url: str | None
    """Where a video lies; null if none."""
    note: str | None
    """Free words; null if none."""
    saved_at: datetime
    """When it was written, UTC."""


class MechanicsRun(TypedDict):
    """One row per runner and span of four weeks, the latest first: what its runs tell beside a check."""

    runner_id: str
    """Our id of the runner."""
    check_date: date | None
    """The check it lies before; null for the four weeks up to today."""
    from_date: date
    """Its first day."""
    until_date: date
    """Its last day."""
    run_count: int
    """Runs in it."""
    cadence_adjusted_spm: float | None
    """Steps a minute at the runner's usual speed, median over runs; null: see the reason."""
    cadence_reason: str | None
    """Why it is not known; null if it is."""
    step_length_ratio: float | None
    """Step length on the flat over the own line, median over runs; null: see the reason."""
    step_length_reason: str | None
    """Why it is not known; null if it is."""
    descent_slower_share: float | None
    """How much slower than usual descents were run, negative is faster; null: see the reason."""
    descent_reason: str | None
    """Why it is not known; null if it is."""
    descent_step_length_ratio: float | None
    """Step length on descents over the own line, median over runs; null: see the reason."""
    descent_step_reason: str | None
    """Why it is not known; null if it is."""
    moving_s: float | None
    """Time moving, seconds; null without a run."""
    descent_known_share: float | None
    """Part of it of which metres lost are known, 0-1; null without a run."""
    descent_m: float | None
    """Metres lost; null if unknown for more than a fifth of the time moving."""
