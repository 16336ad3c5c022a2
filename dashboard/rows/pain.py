"""Rows of `sql/views/3_page/pain`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class Assessment(TypedDict):
    """One row per assessment that was logged, as it stands today."""

    entry_id: str
    """Our id of the entry."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Day of the assessment."""
    knee: str | None
    """left or right; null if of everything that was ticked."""
    assessed_by: str
    """physiotherapist, doctor or other."""
    outcome: str
    """cleared, may_train_with_limits or under_care."""
    note: str | None
    """What was found, in free words; null if nothing was said, or not for this viewer."""


class DiaryBatch(TypedDict):
    """One row per diary that came in as a file and stands: it can be taken back as one."""

    batch_id: str
    """Our id of the diary."""
    runner_id: str
    """Our id of the runner."""
    kind: str
    """pain, sleep or strength."""
    file_name: str
    """Name of the file."""
    entry_count: int
    """Entries that it brought."""
    first_date: date
    """Day of the first of them."""
    last_date: date
    """Day of the last of them."""
    saved_at: datetime
    """When it came in, UTC."""


class LightProfile(TypedDict):
    """One row per runner and knee whose light ever went by other limits: those of today."""

    runner_id: str
    """Our id of the runner."""
    knee: str
    """left or right."""
    from_date: date
    """First day they hold for."""
    light_profile: str
    """pfp_strict or tendon_5."""
    decided_by: str
    """clinician, or runner: on a clinician's word."""


class PainCalendar(TypedDict):
    """One row per day and knee with a pain entry: the scores, the worst of them and the light."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day."""
    knee: str
    """left, right or unknown."""
    pain_before_score: float | None
    """Pain before running or at rest, 0-10; null if not asked."""
    pain_during_score: float | None
    """Worst pain while running, 0-10; null if not asked."""
    pain_after_score: float | None
    """Pain an hour after the run, 0-10; null if not asked."""
    pain_morning_score: float | None
    """Pain on the morning after this day, 0-10; null if not asked."""
    pain_untimed_score: float | None
    """Pain at a moment that is not said, 0-10; null if every score has its moment."""
    worst_score: float | None
    """Highest of these, 0-10; null if none was given."""
    light: str | None
    """Traffic light of the day; null if nothing can be said."""


class PainDeleted(TypedDict):
    """One row per pain entry that was deleted lately, as it was before: it can be brought back."""

    entry_id: str
    """Our id of the entry."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day the entry is about."""
    knee: str
    """left, right or unknown."""
    place: str | None
    """Where on the knee; null if not told."""
    pain_before_score: float | None
    """Pain before running or at rest, 0-10; null if not asked."""
    pain_during_score: float | None
    """Worst pain while running, 0-10; null if not asked."""
    pain_after_score: float | None
    """Pain an hour after the run, 0-10; null if not asked."""
    pain_morning_score: float | None
    """Pain on the morning after this day, 0-10; null if not asked."""
    pain_untimed_score: float | None
    """Pain at a moment that is not said, 0-10; null if every score has its moment."""
    worst_score: float | None
    """Highest of these, 0-10; null if none was given."""
    onset_m: float | None
    """Metres into the run where it began; null if not told."""
    chips: list[str]
    """What it felt like, as codes."""
    red_flags: list[str]
    """Warning signs ticked, as codes."""
    is_limping: bool
    """The runner limped or changed their step because of it."""
    session_id: str | None
    """The run it belongs to; null on a day off."""
    note: str | None
    """The runner's own words; null if none."""
    deleted_at: datetime
    """When it was deleted, UTC."""


class PainEntry(TypedDict):
    """One row per pain entry as it stands today: the newest version of each, deleted ones left out."""

    entry_id: str
    """Our id of the entry; an edit keeps it."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day the entry is about."""
    knee: str
    """left, right or unknown."""
    place: str | None
    """Where on the knee; null if not told."""
    pain_before_score: float | None
    """Pain before running or at rest, 0-10; null if not asked."""
    pain_during_score: float | None
    """Worst pain while running, 0-10; null if not asked."""
    pain_after_score: float | None
    """Pain an hour after the run, 0-10; null if not asked."""
    pain_morning_score: float | None
    """Pain on the morning after this day, 0-10; null if not asked."""
    pain_untimed_score: float | None
    """Pain at a moment that is not said, 0-10; null if every score has its moment."""
    worst_score: float | None
    """Highest of these, 0-10; null if none was given."""
    onset_m: float | None
    """Metres into the run where it began; null if not told."""
    chips: list[str]
    """What it felt like, as codes."""
    red_flags: list[str]
    """Warning signs ticked, as codes."""
    is_limping: bool
    """The runner limped or changed their step because of it."""
    session_id: str | None
    """The run it belongs to, fixed when logged; null on a day off."""
    note: str | None
    """The runner's own words; null if none."""
    saved_at: datetime
    """When this version was written, UTC."""
    first_saved_at: datetime
    """When the first version was written, UTC."""
    change_count: int
    """How often it was changed since."""


class PainEpisode(TypedDict):
    """One row per runner, knee and spell of pain, with how much of it was logged and what it prompts to do: the weightiest of the prompts by length, by coming back and by an event ahead."""

    runner_id: str
    """Our id of the runner."""
    knee: str
    """left, right or unknown."""
    start_date: date
    """Day of its first score of 2 or more."""
    end_date: date
    """Day of the last such score so far."""
    duration_days: int
    """From the first to the last, both counted."""
    logged_day_count: int
    """Days of these with any score."""
    logged_share: float
    """Part of its days with any score, 0-1."""
    worst_score: float
    """Highest score, 0-10."""
    is_recurrence: bool
    """It came back after 14 calm days or more."""
    is_over: bool
    """Seven quiet days have passed."""
    prompt_rule_id: str | None
    """Rule behind the prompt to have it assessed; null if there is none."""
    prompt_text: str | None
    """Why, in the words of the rule; null likewise."""
    prompt_what_to_do: str | None
    """What to do, in the words of the rule; null likewise."""
    assessed_date: date | None
    """Day of the last assessment of this knee since it began; null if none was logged."""


class PainMark(TypedDict):
    """One row per day and knee with a logged score: the dot that every chart draws."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day."""
    knee: str
    """left, right or unknown."""
    worst_score: float
    """Highest of the day's scores, 0-10, the next morning's among them."""
    light: str | None
    """Traffic light of the day; null if nothing can be said."""


class PainMorning(TypedDict):
    """One row per knee and day with a run in the last twelve weeks whose next morning can be compared with the score before: what the run left behind."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Day of the run."""
    knee: str
    """left, right or unknown."""
    distance_m: float | None
    """Run that day, metres; null if unknown."""
    descent_m: float | None
    """Descent of it, metres; null if unknown."""
    before_score: float
    """What the morning is compared with: before the run, else the latest morning of the week before, 0-10."""
    morning_score: float
    """The morning after, 0-10."""
    rise_score: int
    """The morning after less that, in whole points, as the light takes it."""
    light: str | None
    """Traffic light of the day; null if nothing can be said."""


class PainVersion(TypedDict):
    """One row per version of a pain entry that says something else than the one before it, the first too."""

    entry_id: str
    """Our id of the entry; an edit keeps it."""
    version_index: int
    """1 for the first."""
    runner_id: str
    """Our id of the runner."""
    saved_at: datetime
    """When it was written, UTC."""
    saved_by: str
    """Who wrote it."""
    is_deleted: bool
    """It says that the entry is gone."""
    local_date: date
    """The runner's calendar day the entry is about."""
    knee: str
    """left, right or unknown."""
    place: str | None
    """Where on the knee; null if not told."""
    pain_before_score: float | None
    """Pain before running or at rest, 0-10; null if not asked."""
    pain_during_score: float | None
    """Worst pain while running, 0-10; null if not asked."""
    pain_after_score: float | None
    """Pain an hour after the run, 0-10; null if not asked."""
    pain_morning_score: float | None
    """Pain on the morning after this day, 0-10; null if not asked."""
    pain_untimed_score: float | None
    """Pain at a moment that is not said, 0-10; null if every score has its moment."""
    worst_score: float | None
    """Highest of these, 0-10; null if none was given."""
    onset_m: float | None
    """Metres into the run where it began; null if not told."""
    chips: list[str]
    """What it felt like, as codes."""
    red_flags: list[str]
    """Warning signs ticked, as codes."""
    is_limping: bool
    """The runner limped or changed their step because of it."""
    session_id: str | None
    """The run it belongs to; null on a day off."""
    note: str | None
    """The runner's own words; null if none, or if they were changed since and are not this viewer's."""


class RedFlagDue(TypedDict):
    """One row per runner who is to be asked about warning signs today, and why: pain is new, it rose sharply, or it goes on and nobody asked for four weeks. Nobody is asked while a sign stands."""

    runner_id: str
    """Our id of the runner."""
    reason: str
    """new, rise or monthly."""
    knee: str | None
    """left or right; null if it is asked of both, as where the side is not said."""
    local_date: date
    """Day of the pain that calls for it."""
    worst_score: float
    """Worst score of that day, 0-10."""
    usual_score: float | None
    """Median of the days logged in the 28 days before; null if there are none."""
    last_answer_date: date | None
    """When it was last answered for one of these knees; null if never."""


class SitePain(TypedDict):
    """One row per entry of pain elsewhere than at the knee, as it stands today."""

    entry_id: str
    """Our id of the entry; an edit keeps it."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """The runner's calendar day."""
    site: str
    """hip, shin, calf, achilles, foot or back."""
    side: str | None
    """left or right; null if both, the middle, or not told."""
    pain_before_score: int | None
    """Before running or at rest, 0-10; null if not asked."""
    pain_during_score: int | None
    """Worst while running, 0-10; null if not asked."""
    pain_after_score: int | None
    """An hour after, 0-10; null if not asked."""
    pain_morning_score: int | None
    """The morning after this day, 0-10; null if not asked."""
    worst_score: int
    """Highest of the four, 0-10."""
    note: str | None
    """The runner's own words; null if none."""


class SitePainWeek(TypedDict):
    """One row per calendar week, place and side with pain logged elsewhere than at the knee: the worst of it, for the strip below the knees' calendar, whose weeks start on Monday."""

    runner_id: str
    """Our id of the runner."""
    week_start_date: date
    """Monday of the week."""
    site: str
    """hip, shin, calf, achilles, foot or back."""
    side: str | None
    """left or right; null if both, the middle, or not told."""
    worst_score: int
    """Highest score of the week, 0-10."""
    logged_day_count: int
    """Days of it with a log of this place."""


class WarningSign(TypedDict):
    """One row per warning sign that stands, or is with a clinician who has not let the runner train again."""

    entry_id: str
    """The pain entry or answer it was ticked in."""
    red_flag: str
    """The sign, by its code."""
    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Day it was ticked for."""
    knee: str | None
    """left or right; null if of neither alone."""
    is_standing: bool
    """Nobody has looked at it yet."""
    assessed_by: str | None
    """Who looks after it: physiotherapist, doctor or other; null if nobody yet."""
    outcome_date: date | None
    """Since when; null likewise."""
