"""Rows of `sql/views/3_page/runs`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class RunChoice(TypedDict):
    """One row per word of the runner that holds for a recorded activity, and since when. A split, and a ride that counts, are said of a recording and hold for each of its parts."""

    runner_id: str
    """Our id of the runner."""
    activity_id: str
    """Our id of the activity for which it holds."""
    field: str
    """What was said: trim, split_at_s, keeps_ride, is_excluded, duplicate_of, sport, is_treadmill, is_altitude_right or recorder_is_run."""
    value: str | None
    """As it was said; seconds for cuts; null for no other recording."""
    said_at: datetime
    """When it was said, UTC."""
    distance_m: float | None
    """What counts of the activity since, metres; null if unknown."""
    source: str
    """Kind of file or platform it came from."""
    device: str | None
    """The watch or app; null: not told."""


class RunCourse(TypedDict):
    """One row per piece of a recorded run: how far it goes, and how much was lost up to its end."""

    runner_id: str
    """Our id of the runner."""
    activity_id: str
    """Our id of the recording."""
    split_index: int
    """Place in the run, from 0."""
    until_m: float
    """Where the piece ends, metres into the run."""
    descent_m: float | None
    """Metres lost from the start up to there; null once altitude is unknown, or where it is by GPS only, or not believed."""


class RunDose(TypedDict):
    """One row per run and kind of dose: how much this run was, against the runner's own usual run."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    measure: str
    """distance, time, descent, downhill, fast or knee_load."""
    value: float | None
    """How much, in metres, seconds or thousands of flat steps; null if unknown."""
    low_value: float | None
    """The least it can be, of knee load only: both of its weights have a range; null: unknown."""
    high_value: float | None
    """The most it can be; null likewise."""
    usual_value: float | None
    """Median of the runs of the eight weeks before; null if fewer than three are known."""
    usual_count: int
    """How many runs that is."""
    usual_ratio: float | None
    """This run over the usual; null if that is unknown or zero."""


class RunField(TypedDict):
    """One row per recording that counts and kind of number of a run: what it came with, or why nothing tells it."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    activity_id: str
    """The recording of the run that counts."""
    field: str
    """distance, time, climb, heart_rate, cadence, effort, shoe, contact, balance, oscillation, vertical_ratio, power, feel, or detail: all that is told second by second."""
    from_activity_id: str | None
    """The recording that tells it; null if none does, or its runner typed it in."""
    came_with: str | None
    """Archives and platforms it came with, with spaces between; file: by itself; typed: by its runner; null if nothing tells it."""
    source: str | None
    """Kind of file or row; null if nothing tells it, or its runner typed it in."""
    device: str | None
    """The watch or app; null if unknown."""
    reason: str | None
    """Why nothing tells it: not_told, read_before, altitude_not_believed or only_totals; null if it is told."""
    recording_count: int
    """Recordings of the run, second ones among them."""


class RunForm(TypedDict):
    """One row per run: how its steps were and how it felt, as its watch, belt or pod tells."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    local_date: date
    """Day of the run."""
    ground_contact_s: float | None
    """Mean time of a foot on the ground in a step, seconds; null if not told."""
    left_contact_share: float | None
    """The left foot's share of the time on the ground, 0-1; null if not told."""
    vertical_oscillation_m: float | None
    """Mean way of the body up and down in a step, metres; null if not told."""
    vertical_ratio: float | None
    """That way over the length of a step; null if not told."""
    power_w: float | None
    """Mean power as the device reckons it, watts; null if not told."""
    normalized_power_w: float | None
    """The same with hard stretches weighing more, watts; null if not told."""
    feel_score: float | None
    """How it felt, 0 very weak to 100 very strong; null if not told."""
    form_reason: str | None
    """Why nothing of it is told: not_told or read_before; null if something is."""


class RunSource(TypedDict):
    """One row per recording behind a run, second recordings of it among them: where each number is from."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """The run that the recording belongs to."""
    activity_id: str
    """Our id of the recording."""
    started_at: datetime
    """Start, UTC."""
    source: str
    """Kind of file."""
    came_with: str
    """Archives and platforms it came with, with spaces between; file: by itself."""
    device: str | None
    """The watch or app; null if the file does not say."""
    sport: str
    """As the file or the runner says."""
    sport_rule: str
    """Whether the sport is the file's, guessed from speed, or the runner's."""
    altitude_source: str
    """barometric, gps, corrected or none."""
    altitude_doubt: str | None
    """Why its altitude is not believed: unlike_told, unlike_other_devices, rough or unreliable_device; null if it is."""
    recorded_ascent_m: float | None
    """What the recording tells of climb, believed or not, metres; null without altitude."""
    is_altitude_right: bool
    """The runner says that its hills are real."""
    cadence_rule: str | None
    """How cadence became steps a minute of both feet; null without cadence."""
    detail_level: str
    """stream, or summary where only totals are known."""
    distance_m: float
    """Distance, metres."""
    moving_s: float
    """Time moving, seconds."""
    is_treadmill: bool
    """On a treadmill."""
    duplicate_of: str | None
    """The recording that counts instead; null if this one counts."""
    part_of: str | None
    """The recording that its runner cut, of which this is a later part; null: the first part, or all."""
    ride_m: float | None
    """Metres by car that do not count; null: no ride."""
    note: str | None
    """What was repaired, guessed or left out while reading; null if nothing."""


class RunStretch(TypedDict):
    """One row per stretch of a recorded run that is steeper than flat, neighbouring pieces of one band joined."""

    runner_id: str
    """Our id of the runner."""
    activity_id: str
    """Our id of the recording."""
    from_m: float
    """Where the stretch begins, metres into the run."""
    until_m: float
    """Where it ends."""
    direction: str
    """up or down."""
    steepness_rank: int
    """1 from 2 %, 2 from 5 %, 3 from 10 %, 4 from 15 % (downhill only)."""


class RunsLeftOut(TypedDict):
    """One row per recording that does not count as a run although it may be one, and why."""

    runner_id: str
    """Our id of the runner."""
    activity_id: str
    """Our id of the recording."""
    started_at: datetime
    """Start, UTC."""
    local_date: date
    """The runner's calendar day."""
    sport: str
    """As the file or the runner says."""
    distance_m: float | None
    """Distance, metres; null if unknown."""
    moving_s: float | None
    """Time moving, seconds; null if unknown."""
    source: str
    """Kind of file it came from."""
    reason: str
    """set_aside (no run can be that, and its runner has not said), excluded (the runner's decision), duplicate, other_sport (guessed or chosen) or too_short."""
    is_doubted: bool
    """Something speaks against it, so that it counts by the runner's word alone."""


class RunsList(TypedDict):
    """One row per run: what a runner sorts by."""

    runner_id: str
    """Our id of the runner."""
    session_id: str
    """Our id of the run."""
    started_at: datetime
    """Start, UTC."""
    local_date: date
    """The runner's calendar day."""
    distance_m: float | None
    """Distance, metres; null if unknown."""
    moving_s: float
    """Time moving, seconds."""
    speed_mps: float
    """Distance over time moving, metres a second."""
    ascent_m: float | None
    """Metres climbed; null without altitude."""
    descent_m: float | None
    """Metres lost; null without altitude."""
    cadence_spm: float | None
    """Mean cadence, steps a minute of both feet; null if not recorded."""
    cadence_adjusted_spm: float
    """Cadence on the flat, brought to the runner's usual speed."""
    heart_rate_bpm: float | None
    """Mean heart rate, beats a minute; null if not recorded."""
    fast_s: float | None
    """Seconds near or above the runner's reference speed; null without detail."""
    knee_load: float
    """Thousands of flat steps of own usual length; own history only."""
    spike_ratio: float | None
    """Distance over the longest run of the 30 days before; null if there is none, or it is unknown."""
    spike_band: str
    """no_reference, reference, small, moderate or large."""
    worst_pain_score: float | None
    """Worst pain logged for that day and the morning after, 0-10; null if none was."""
    is_treadmill: bool
    """On a treadmill."""
