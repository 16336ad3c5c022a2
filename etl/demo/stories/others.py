"""Ruth, who has run the same pleasant weeks for years, and Marek, who runs on the belt."""

from datetime import date

from etl.demo.fit_writer import Watch
from etl.demo.runners import Body, Person, Phase

WEEKLY_TEMPO = ("tempo",)

RUTH = Person(
    name="Ruth E.",
    birth_year=1968,
    height_cm=163,
    body=Body(easy_mps=2.5, cadence_spm=170, cadence_slope=7, resting_bpm=58, maximum_bpm=172),
    first_monday=date(2024, 5, 6),
    phases=(
        Phase(
            weeks=30,
            weekly_km=(28, 31),
            runs=4,
            long_share=0.34,
            lighter_every=6,
            fast=WEEKLY_TEMPO,
        ),
        Phase(weeks=2, rides=1),
        Phase(
            weeks=40,
            weekly_km=(26, 31),
            runs=4,
            long_share=0.34,
            lighter_every=6,
            fast=WEEKLY_TEMPO,
        ),
        Phase(weeks=32, weekly_km=(30, 31), runs=4, long_share=0.34, fast=WEEKLY_TEMPO),
    ),
    diary_share=0.25,
    weekday_hour=7.3,
    weekend_hour=8.3,
    record_every_s=3,
    watch=Watch(name="Invented Classic", product=1, serial=1002),
)

MAREK = Person(
    name="Marek P.",
    birth_year=1974,
    height_cm=181,
    body=Body(easy_mps=2.9, cadence_spm=160, cadence_slope=9, maximum_bpm=178),
    first_monday=date(2025, 5, 5),
    phases=(
        Phase(weeks=20, weekly_km=(18, 25), runs=3, treadmill_share=1, fast=("intervals",)),
        Phase(weeks=4, weekly_km=(20, 20), runs=3, treadmill_share=0.6),
        Phase(weeks=28, weekly_km=(22, 28), runs=3, treadmill_share=1, fast=("tempo",)),
    ),
    diary_share=0.3,
    weekday_hour=20.2,
    watch=Watch(name="Invented Belt", product=3, serial=1003),
)
