"""What a story of an invented runner is made of."""

from dataclasses import dataclass, field
from datetime import date, datetime

from etl.demo.fit_writer import Watch
from etl.journal.coach_notes import SquadNote
from etl.journal.other_site_entries import SitePain
from etl.journal.races import RunnerEvent
from etl.journal.red_flags import Assessment, RedFlagAnswer
from etl.journal.triage_marks import SquadMark

Span = tuple[float, float]  # value in the phase's first and last week


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """How somebody runs on the flat: speeds in m/s, cadence in steps a minute of both feet."""

    easy_mps: float
    cadence_spm: float  # at easy speed
    cadence_slope: float = 8.0  # steps a minute more for each m/s
    resting_bpm: float = 52
    maximum_bpm: float = 190


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Some weeks of the same kind of training; no runs means a break.

    `descent_m_per_km` is the terrain; `fast` are the kinds that take turns on the week's second
    run; `walking` runs are run-walk; `missed_share` of the runs did not happen.
    """

    weeks: int
    weekly_km: Span = (0, 0)
    runs: int = 0
    long_share: float = 0.4
    descent_m_per_km: float = 4.0
    fast: tuple[str, ...] = ()
    cadence_shift_spm: Span = (0, 0)
    treadmill_share: float = 0.0
    surface: str = "road"
    walking: bool = False
    lighter_every: int = 0
    missed_share: float = 0.03
    rides: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRun:
    """One run to be simulated. `descent_m` is what the terrain holds, before any measuring.

    `surface` is road, trail or treadmill; `kind` is easy, long, tempo, intervals, strides, race,
    run_walk or ride.
    """

    starts_at: datetime  # local, aware
    distance_m: float
    kind: str = "easy"
    descent_m: float = 0.0
    surface: str = "road"
    cadence_shift_spm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ache:
    """An episode of one knee: its level on some days since `from_date`, straight in between."""

    knee: str
    place: str
    from_date: date
    levels: tuple[tuple[int, float], ...]  # day, level 0-10
    chips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """One diary row written by hand: before, during, an hour after, the next morning."""

    on: date
    scores: tuple[int | None, int | None, int | None, int | None]
    knee: str = "right"
    place: str = "front"
    chips: tuple[str, ...] = ()
    onset_m: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyCheckIn:
    """A weekly check-in by hand: positions of the four answers, None where it was not asked."""

    on: date
    answers: tuple[int | None, int | None, int | None, int | None]
    knee: str = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenOnce:
    """A mechanics check by hand: by item the value, or left and right where it has sides."""

    on: date
    seen_by: str
    seen: dict[str, str | float | date | tuple[str | float, str | float]]
    video_url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickerSteps:
    """A cadence step somebody started: when, on which line, and how far it was to go."""

    on: datetime  # aware
    line_week: date
    aim_spm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BackToNormal:
    """A plan of some weeks that somebody started: its first day, and what it began from."""

    from_date: date
    weeks: int
    knee: str
    baseline_7d_m: float
    baseline_longest_m: float
    baseline_downhill_m: float
    baseline_fast_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An invented runner and the whole of their story; `first_monday` begins the first phase."""

    name: str
    birth_year: int
    height_cm: float
    body: Body
    first_monday: date
    phases: tuple[Phase, ...]
    exact_runs: tuple[PlannedRun, ...] = ()  # written by hand, beside the phases
    aches: tuple[Ache, ...] = ()
    scores: tuple[Scores, ...] = ()  # win over what an ache says of the same day
    quicker_steps: QuickerSteps | None = None
    plan: BackToNormal | None = None
    strength_days: tuple[date, ...] = ()  # of the programme for the knee
    warm_up_days: tuple[date, ...] = ()
    check_ins: tuple[WeeklyCheckIn, ...] = ()
    mechanics: tuple[SeenOnce, ...] = ()
    versions: tuple[tuple[datetime, Scores], ...] = ()  # when written, UTC; in place of that row
    told: tuple[
        RedFlagAnswer | Assessment | RunnerEvent | SitePain | SquadMark | SquadNote, ...
    ] = ()  # without runner
    diary_share: float = 0.0  # of the runs, how many are followed by a diary row
    time_zone: str = "Europe/Berlin"
    week_start: str = "monday"
    units: str = "km"
    long_day: int = 6  # 0 is Monday
    weekday_hour: float = 18.2
    weekend_hour: float = 9.1
    record_every_s: int = 1  # above 1: the watch saves power and writes irregularly
    watch: Watch = field(default_factory=Watch)
