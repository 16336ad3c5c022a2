"""Mara: the story that the screens are built for.

A summer of building up; a long run far beyond any before, in a hilly week; pain behind the
kneecap the next morning; two weeks of not listening, a cut, a return with quicker steps; a good
year; and the same mistake half made again on the day before the demonstration's today.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from etl.demo.fit_writer import Watch
from etl.demo.runners import (
    Ache,
    BackToNormal,
    Body,
    Person,
    Phase,
    PlannedRun,
    QuickerSteps,
    Scores,
    SeenOnce,
    WeeklyCheckIn,
)
from etl.journal.other_site_entries import SitePain
from etl.journal.races import RunnerEvent
from etl.journal.red_flags import Assessment, RedFlagAnswer

BERLIN = ZoneInfo("Europe/Berlin")
QUICKER = 8.0  # steps a minute more than in the first summer


def run(
    month_day: tuple[int, int, int],
    hour: float,
    km: float,
    kind: str = "easy",
    *,
    down: float,
    shift: float,
) -> PlannedRun:
    """One run written by hand: kilometres, metres of descent, quicker steps."""
    year, month, day = month_day
    clock = datetime(year, month, day, int(hour), round(hour % 1 * 60), tzinfo=BERLIN)
    return PlannedRun(
        starts_at=clock,
        distance_m=km * 1000,
        kind=kind,
        descent_m=down,
        cadence_shift_spm=shift,
    )


FIRST_MISTAKE = (
    run((2024, 9, 24), 18.2, 9.0, down=150, shift=0),
    run((2024, 9, 26), 18.4, 8.5, "tempo", down=120, shift=0),
    run((2024, 9, 29), 9.2, 21.0, "long", down=390, shift=0),
    run((2024, 10, 2), 18.3, 6.0, down=25, shift=0),
    run((2024, 10, 5), 9.5, 5.0, down=20, shift=0),
)
HALF_MARATHON = (
    run((2025, 6, 10), 18.1, 7.0, down=30, shift=QUICKER),
    run((2025, 6, 12), 18.3, 5.5, "strides", down=20, shift=QUICKER),
    run((2025, 6, 15), 9.0, 21.1, "race", down=85, shift=QUICKER),
)
LAST_WEEKS = (
    run((2026, 3, 31), 18.2, 7.0, down=52, shift=QUICKER),
    run((2026, 4, 2), 18.3, 8.2, "tempo", down=45, shift=QUICKER),
    run((2026, 4, 4), 9.2, 11.9, "long", down=128, shift=QUICKER),
    run((2026, 4, 7), 18.2, 8.4, down=56, shift=QUICKER),
    run((2026, 4, 9), 18.1, 8.8, "intervals", down=42, shift=QUICKER),
    run((2026, 4, 11), 9.4, 12.3, "long", down=132, shift=QUICKER),
    run((2026, 4, 14), 18.3, 8.7, down=58, shift=QUICKER),
    run((2026, 4, 16), 18.2, 9.1, "tempo", down=48, shift=QUICKER),
    run((2026, 4, 18), 9.1, 12.8, "long", down=138, shift=QUICKER),
    run((2026, 4, 21), 18.2, 9.0, down=60, shift=QUICKER),
    run((2026, 4, 23), 18.4, 9.3, "strides", down=45, shift=QUICKER),
    run((2026, 4, 25), 9.3, 12.6, "long", down=128, shift=QUICKER),
    run((2026, 4, 28), 18.2, 7.6, down=45, shift=QUICKER),
    run((2026, 4, 30), 18.3, 8.2, down=75, shift=QUICKER),
    run((2026, 5, 2), 9.1, 18.2, "long", down=348, shift=QUICKER),
)

PHASES = (
    Phase(
        weeks=10,
        weekly_km=(16, 25),
        runs=3,
        lighter_every=4,
        long_share=0.42,
        fast=("strides", "tempo"),
    ),
    Phase(weeks=10, weekly_km=(26, 37), runs=4, lighter_every=4, fast=("tempo", "strides")),
    Phase(weeks=2),  # first mistake, by hand
    Phase(weeks=3, weekly_km=(12, 10), runs=3, long_share=0.36, descent_m_per_km=2),
    Phase(
        weeks=4,
        weekly_km=(10, 14),
        runs=3,
        long_share=0.36,
        descent_m_per_km=2,
        cadence_shift_spm=(3, 6),
        walking=True,
    ),
    Phase(
        weeks=10,
        weekly_km=(15, 26),
        runs=3,
        descent_m_per_km=3,
        cadence_shift_spm=(6, QUICKER),
        lighter_every=5,
    ),
    Phase(
        weeks=12,
        weekly_km=(26, 33),
        runs=4,
        fast=("tempo", "strides"),
        descent_m_per_km=5,
        cadence_shift_spm=(QUICKER, QUICKER),
        lighter_every=4,
    ),
    Phase(
        weeks=6,
        weekly_km=(34, 42),
        runs=4,
        long_share=0.44,
        fast=("intervals", "tempo"),
        descent_m_per_km=5,
        cadence_shift_spm=(QUICKER, QUICKER),
    ),
    Phase(weeks=1),  # half marathon, by hand
    Phase(weeks=2, weekly_km=(16, 24), runs=3, cadence_shift_spm=(QUICKER, QUICKER)),
    Phase(weeks=6, weekly_km=(27, 31), runs=4, cadence_shift_spm=(QUICKER, QUICKER)),
    Phase(weeks=2, rides=2),  # a holiday on the bicycle
    Phase(
        weeks=12,
        weekly_km=(21, 33),
        runs=4,
        fast=("strides", "tempo"),
        cadence_shift_spm=(QUICKER, QUICKER),
        lighter_every=4,
    ),
    Phase(
        weeks=8,
        weekly_km=(28, 24),
        runs=3,
        fast=("tempo", "strides"),
        treadmill_share=0.4,
        cadence_shift_spm=(QUICKER, QUICKER),
    ),
    Phase(weeks=1),  # in bed with a cold
    Phase(
        weeks=10,
        weekly_km=(18, 27),
        runs=3,
        long_share=0.41,
        descent_m_per_km=6,
        fast=("tempo", "strides"),
        cadence_shift_spm=(QUICKER, QUICKER),
        lighter_every=4,
    ),
)

ACHES = (
    Ache(
        knee="right",
        place="front",
        from_date=date(2024, 9, 30),
        levels=((0, 4.6), (3, 3.6), (5, 4.2), (12, 3.0), (24, 2.2), (40, 1.2), (58, 0.5), (70, 0)),
        chips=("tight_kneecap", "stairs"),
    ),
    Ache(
        knee="left",
        place="outer",
        from_date=date(2025, 10, 11),
        levels=((0, 1.4), (2, 2.2), (5, 1.0), (8, 0.4), (10, 0)),
        chips=("mid_run",),
    ),
    Ache(
        knee="left",
        place="front",
        from_date=date(2024, 10, 8),
        levels=((0, 1.2), (8, 1.0), (18, 0.4), (22, 0)),
    ),
)
SCORES = (
    Scores(
        on=date(2024, 9, 29),
        scores=(0, 2, 2, 5),
        chips=("tight_kneecap", "sharp_hill", "sore_morning"),
        onset_m=15_500,
        note="Stairs were bad on Monday morning.",
    ),
    Scores(on=date(2026, 4, 14), scores=(0, 3, 0, 0), onset_m=7_200),
    Scores(on=date(2026, 4, 16), scores=(0, 3, 1, 0), chips=("tight_kneecap",), onset_m=6_400),
    Scores(on=date(2026, 4, 18), scores=(0, 0, 0, 0)),
    Scores(on=date(2026, 4, 21), scores=(0, 0, 0, 0)),
    Scores(on=date(2026, 4, 23), scores=(0, 1, 0, 0)),
    Scores(on=date(2026, 4, 25), scores=(1, 2, 1, 1), onset_m=9_800, chips=("tight_kneecap",)),
    Scores(on=date(2026, 4, 26), scores=(1, None, None, 1)),
    Scores(on=date(2026, 4, 28), scores=(1, 2, 1, 1)),
    Scores(on=date(2026, 4, 30), scores=(1, 3, 1, 1), chips=("sharp_hill",), onset_m=6_100),
    Scores(on=date(2026, 5, 1), scores=(1, None, None, 1)),
    Scores(
        on=date(2026, 5, 2),
        scores=(2, 2, 2, 3),
        chips=("tight_kneecap", "sharp_hill"),
        onset_m=12_900,
    ),
    Scores(on=date(2026, 4, 30), knee="left", scores=(0, 0, 0, 0)),
)

QUICKER_STEPS = QuickerSteps(
    on=datetime(2024, 10, 28, 8, tzinfo=BERLIN),
    line_week=date(2024, 10, 21),
    aim_spm=170.717419,  # 170 for 174 cm
)

PLAN = BackToNormal(
    from_date=date(2026, 4, 20),
    weeks=6,
    knee="right",
    baseline_7d_m=26_132.5,
    baseline_longest_m=12_300,
    baseline_downhill_m=3_562.5,
    baseline_fast_s=771.911,
)
"""Begun after two amber days in mid-April; she ran more than it asked for all the same."""

STRENGTH_DAYS = tuple(
    date(2026, month, day)
    for month, day in (
        *((2, 16), (2, 19), (2, 23), (2, 25), (2, 27), (3, 2), (3, 5), (3, 9), (3, 11), (3, 13)),
        *((3, 23), (3, 30), (4, 1), (4, 3), (4, 6), (4, 8), (4, 10), (4, 13), (4, 15), (4, 20)),
        *((4, 22), (4, 24), (4, 27), (5, 1)),
    )
)
"""Three a week meant; a week without in March, and one of two at the end."""

WARM_UP_DAYS = tuple(date(2026, 4, day) for day in (14, 16, 21, 23, 25, 28, 30))
CHECK_INS = (
    WeeklyCheckIn(on=date(2026, 4, 5), answers=(0, None, None, None)),
    WeeklyCheckIn(on=date(2026, 4, 12), answers=(1, 0, 0, 1)),
    WeeklyCheckIn(on=date(2026, 4, 19), answers=(1, 0, 1, 1)),
    WeeklyCheckIn(on=date(2026, 4, 26), answers=(1, 1, 1, 1)),
)
MECHANICS = (
    SeenOnce(
        on=date(2026, 2, 22),
        seen_by="runner",
        seen={
            "foot_strike": ("heel", "heel"),
            "shin_back": ("yes", "yes"),
            "trunk_lean": "upright",
            "knee_inward": ("yes", "yes"),
            "landing_shake": ("yes", "no"),
            "balance_s": (14.0, 22.0),
            "step_down": ("poor", "fair"),
            "footwear": "Invented Glide 3",
            "shoes_since": date(2026, 1, 10),
            "terrain": "road",
        },
    ),
    SeenOnce(
        on=date(2026, 4, 12),
        seen_by="clinician",
        seen={
            "foot_strike": ("heel", "heel"),
            "shin_back": ("no", "no"),
            "trunk_lean": "from_ankles",
            "knee_inward": ("yes", "no"),
            "pelvis_drop": ("yes", "no"),
            "landing_shake": ("no", "no"),
            "balance_s": (19.0, 24.0),
            "step_down": ("fair", "good"),
        },
        video_url="https://example.org/video/mara-12-april",
        note="Left more than right, plainest in the last of five step-downs.",
    ),
)
"""Ten weeks ago by herself before a mirror, three weeks ago in the clinic."""

VERSIONS = (
    (
        datetime(2026, 4, 25, 11, 40),  # noqa: DTZ001  stored instants are UTC without a zone
        Scores(on=date(2026, 4, 25), scores=(1, 3, None, None), onset_m=9_800),
    ),
    (
        datetime(2026, 4, 26, 6, 10),  # noqa: DTZ001
        Scores(on=date(2026, 4, 25), scores=(1, 2, 1, 1), onset_m=9_800),
    ),
    (
        datetime(2026, 4, 29, 18, 5),  # noqa: DTZ001
        Scores(on=date(2026, 4, 26), scores=(1, None, None, 1)),
    ),
)
"""A score put right the next morning, and a day off that was logged three days later."""

TOLD = (
    RedFlagAnswer(
        entry_id="signs-2024-10-02",
        runner_id="",
        local_date=date(2024, 10, 2),
        reason="rise",
        knee="right",
        red_flags=("morning_stiffness",),
    ),
    Assessment(
        entry_id="assessment-2024-10-08",
        runner_id="",
        local_date=date(2024, 10, 8),
        assessed_by="physiotherapist",
        outcome="may_train_with_limits",
        note="Front of the knee; no inflamed joint. Short, flat and easy until it is calm.",
    ),
    RedFlagAnswer(
        entry_id="signs-2026-04-25",
        runner_id="",
        local_date=date(2026, 4, 25),
        reason="new",
        knee="right",
    ),
    RedFlagAnswer(
        entry_id="signs-2026-05-02",
        runner_id="",
        local_date=date(2026, 5, 2),
        reason="rise",
        knee="right",
    ),
    SitePain(
        entry_id="foot-2026-03-24",
        runner_id="",
        local_date=date(2026, 3, 24),
        site="foot",
        side="left",
        pain_during_score=2,
    ),
    SitePain(
        entry_id="foot-2026-04-02",
        runner_id="",
        local_date=date(2026, 4, 2),
        site="foot",
        side="left",
        pain_during_score=1,
    ),
    SitePain(
        entry_id="hip-2026-04-14",
        runner_id="",
        local_date=date(2026, 4, 14),
        site="hip",
        side="right",
        pain_during_score=2,
        pain_morning_score=1,
    ),
    RunnerEvent(
        entry_id="event-2026-06-14",
        runner_id="",
        name="Lake half marathon",
        event_date=date(2026, 6, 14),
        distance_m=21_098,
        priority="A",
    ),
)

MARA = Person(
    name="Mara K.",
    birth_year=1991,
    height_cm=174,
    body=Body(easy_mps=2.78, cadence_spm=164, cadence_slope=8.5, maximum_bpm=188),
    first_monday=date(2024, 5, 6),
    phases=PHASES,
    exact_runs=FIRST_MISTAKE + HALF_MARATHON + LAST_WEEKS,
    aches=ACHES,
    scores=SCORES,
    quicker_steps=QUICKER_STEPS,
    plan=PLAN,
    strength_days=STRENGTH_DAYS,
    warm_up_days=WARM_UP_DAYS,
    check_ins=CHECK_INS,
    mechanics=MECHANICS,
    versions=VERSIONS,
    told=TOLD,
    diary_share=0.55,
    watch=Watch(name="Invented Pace 2", product=2, serial=1001),
)
