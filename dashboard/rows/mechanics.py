"""Rows of `sql/views/3_page/mechanics`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class ContactSide(TypedDict):
    """One row per runner and span of four weeks, the latest first: time on the ground and its balance beside each knee's scores."""

    runner_id: str
    """Our id of the runner."""
    from_date: date
    """Its first day."""
    until_date: date
    """Its last day."""
    run_count: int
    """Runs in it."""
    balance_run_count: int
    """Of these, runs that tell the balance."""
    left_contact_share: float | None
    """The left foot's share of the time on the ground, 0-1, median over them; null: see balance_reason."""
    balance_reason: str | None
    """Why it is not known: no_run, not_told, read_before or few_runs; null if it is."""
    contact_run_count: int
    """Runs that tell the time on the ground."""
    ground_contact_s: float | None
    """Time of a foot on the ground in a step, seconds, median over them; null: see contact_reason."""
    contact_reason: str | None
    """Why it is not known, likewise; null if it is."""
    longer_side: str | None
    """left or right: whose foot is on the ground for longer; null if unknown, or alike."""
    left_score: float | None
    """Mean of the left knee's worst scores, a day each, 0-10; null if none is logged."""
    left_day_count: int
    """Days with such a score."""
    right_score: float | None
    """The same of the right knee; null if none is logged."""
    right_day_count: int
    """Days with such a score."""
    sore_knee: str | None
    """left, right, both or none; null if no score of a knee whose side is said."""


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


class Shoe(TypedDict):
    """One row per runner and pair of shoes that a source names, the last worn first."""

    runner_id: str
    """Our id of the runner."""
    shoe_id: str
    """Our id of the pair."""
    shoe_index: int
    """Its place by the first run in it."""
    first_date: date
    """Day of the first run in it."""
    last_date: date
    """Day of the last one."""
    run_count: int
    """Runs in it."""
    distance_m: float | None
    """Distance of these runs, metres; null if of none known."""
    unmeasured_run_count: int
    """Runs in it whose distance is not known."""
    new_since_date: date | None
    """Its first day; null if it is the first pair that is known."""


class ShoeChange(TypedDict):
    """One row per runner, knee with a score and new pair of shoes, the newest first: scores of the weeks before and after."""

    runner_id: str
    """Our id of the runner."""
    shoe_id: str
    """Our id of the pair."""
    changed_on: date
    """Day of the first run in it."""
    knee: str
    """left, right or unknown."""
    before_week_count: int
    """Weeks before that are counted."""
    before_day_count: int
    """Days with a score in these."""
    before_score: float | None
    """Mean of their means, 0-10; null: see reason."""
    after_week_count: int
    """Weeks after that are counted."""
    after_day_count: int
    """Days with a score in these."""
    after_score: float | None
    """Mean of their means, 0-10; null: see reason."""
    reason: str | None
    """Why nothing is compared: another_pair, not_over or few_scores; null if it is."""
