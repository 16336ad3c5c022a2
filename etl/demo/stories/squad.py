"""A coach's squad of eight: half a year each, every one of them in another situation."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from etl.demo.fit_writer import Watch
from etl.demo.runners import Ache, Body, Person, Phase, PlannedRun, Scores, WeeklyCheckIn
from etl.journal.coach_notes import SquadNote
from etl.journal.triage_marks import SquadMark

WINTER = date(2025, 11, 3)  # 26 weeks before the demonstration's last Sunday


def saturday(time_zone: str, km: float, *, down: float, surface: str = "road") -> PlannedRun:
    """A long run by hand on the last Saturday."""
    return PlannedRun(
        starts_at=datetime(2026, 5, 2, 8, 40, tzinfo=ZoneInfo(time_zone)),
        distance_m=km * 1000,
        kind="long",
        descent_m=down,
        surface=surface,
    )


NIKLAS = Person(
    name="Niklas T.",
    birth_year=1988,
    height_cm=184,
    body=Body(easy_mps=3.1, cadence_spm=168),
    first_monday=WINTER,
    phases=(Phase(weeks=26, weekly_km=(36, 42), runs=4, long_share=0.34, fast=("tempo",)),),
    diary_share=0.6,
    long_day=5,
    watch=Watch(product=4, serial=1011),
)
YASMIN = Person(
    name="Yasmin D.",
    birth_year=1996,
    height_cm=170,
    body=Body(easy_mps=2.7, cadence_spm=166),
    first_monday=WINTER,
    phases=(Phase(weeks=25, weekly_km=(17, 22), runs=3, long_share=0.41, fast=("tempo",)),),
    exact_runs=(saturday("Europe/Berlin", 19.4, down=70),),
    watch=Watch(product=4, serial=1012),
)
PIETER = Person(
    name="Pieter V.",
    birth_year=1979,
    height_cm=188,
    body=Body(easy_mps=2.85, cadence_spm=162),
    first_monday=WINTER,
    phases=(
        Phase(weeks=18, weekly_km=(28, 34), runs=3, fast=("tempo",)),
        Phase(weeks=6),  # a broken toe
        Phase(weeks=2, weekly_km=(16, 22), runs=3, long_share=0.38, missed_share=0),
    ),
    time_zone="Europe/Amsterdam",
    watch=Watch(product=4, serial=1013),
)
SOFIA = Person(
    name="Sofia L.",
    birth_year=2001,
    height_cm=166,
    body=Body(easy_mps=2.75, cadence_spm=171),
    first_monday=WINTER,
    phases=(
        Phase(
            weeks=25,
            weekly_km=(30, 36),
            runs=4,
            descent_m_per_km=9,
            surface="trail",
            fast=("tempo",),
        ),
        Phase(weeks=1, weekly_km=(37, 37), runs=4, descent_m_per_km=34, surface="trail"),
    ),
    diary_share=0.3,
    long_day=5,
    time_zone="Europe/Vienna",
    watch=Watch(product=5, serial=1014),
)
YAW = Person(
    name="Yaw O.",
    birth_year=1993,
    height_cm=178,
    body=Body(easy_mps=3.45, cadence_spm=174, maximum_bpm=193),
    first_monday=WINTER,
    phases=(
        Phase(weeks=22, weekly_km=(44, 52), runs=5, long_share=0.32, fast=("tempo",)),
        Phase(weeks=4, weekly_km=(50, 52), runs=5, long_share=0.3, fast=("intervals", "tempo")),
    ),
    time_zone="Europe/London",
    units="miles",
    weekday_hour=6.6,
    watch=Watch(product=4, serial=1015),
)
OLIVIA = Person(
    name="Olivia R.",
    birth_year=1990,
    height_cm=172,
    body=Body(easy_mps=2.95, cadence_spm=163),
    first_monday=WINTER,
    phases=(
        Phase(weeks=26, weekly_km=(29, 34), runs=4, long_share=0.36, fast=("tempo", "strides")),
    ),
    aches=(
        Ache(
            knee="right",
            place="below",
            from_date=date(2026, 4, 18),
            levels=((0, 1.2), (5, 2.0), (11, 1.8), (20, 1.8)),
            chips=("stairs",),
        ),
    ),
    scores=(
        Scores(on=date(2026, 4, 30), place="below", scores=(2, 3, 2, 2), chips=("stairs",)),
        Scores(on=date(2026, 5, 1), place="below", scores=(2, None, None, 2)),
        Scores(on=date(2026, 5, 2), place="below", scores=(2, None, None, 2)),
    ),
    check_ins=(
        WeeklyCheckIn(on=date(2026, 4, 22), answers=(2, 2, 2, 2)),
        WeeklyCheckIn(on=date(2026, 4, 29), answers=(1, 1, 1, 2)),
    ),
    told=(
        SquadNote(
            runner_id="",
            entry_id="squad-note-1",
            local_date=date(2026, 4, 25),
            note="Stairs are worse than running: I swapped your tempo for an easy run.",
            is_shown_to_runner=True,
        ),
        SquadNote(
            runner_id="",
            entry_id="squad-note-2",
            local_date=date(2026, 5, 1),
            note="Two weeks now: asked her to have it looked at.",
        ),
        SquadMark(
            runner_id="",
            local_date=date(2026, 5, 1),
            need="amber",
            reason="pain_episode",
            level="watch",
            knee="right",
            reason_date=date(2026, 5, 1),
            scopes=("training", "pain"),
        ),
    ),
    diary_share=0.7,
    time_zone="America/New_York",
    week_start="sunday",
    units="miles",
    long_day=5,
    watch=Watch(product=4, serial=1016),
)
NELE = Person(
    name="Nele W.",
    birth_year=1999,
    height_cm=175,
    body=Body(easy_mps=2.9, cadence_spm=167),
    first_monday=WINTER,
    phases=(Phase(weeks=18, weekly_km=(22, 28), runs=3, fast=("tempo",)),),  # nothing came in since
    told=(
        SquadNote(
            runner_id="",
            entry_id="squad-note-1",
            local_date=date(2026, 5, 1),
            note="Wrote to her, no answer yet.",
        ),
    ),
    record_every_s=2,
    watch=Watch(product=1, serial=1017),
)
TOM = Person(
    name="Tom B.",
    birth_year=2003,
    height_cm=180,
    body=Body(easy_mps=2.6, cadence_spm=158),
    first_monday=date(2026, 4, 13),
    phases=(Phase(weeks=3, weekly_km=(11, 15), runs=3, long_share=0.38),),
    watch=Watch(product=1, serial=1018),
)

SQUAD: tuple[Person, ...] = (NIKLAS, YASMIN, PIETER, SOFIA, YAW, OLIVIA, NELE, TOM)
