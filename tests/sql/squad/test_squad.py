"""The board of a squad: who stands where, as a table."""

from collections.abc import Sequence
from datetime import timedelta

from tests.sql.tables import assert_rows
from tests.sql.world import TODAY, World, daily

EASY = [8, 0, 8, 0, 8, 0, 12]


def a_runner(world: World, name: str, kilometres: Sequence[float], *, until: int = 0) -> None:
    """A runner with these kilometres, a day each, the last of them `until` days ago."""
    world.runner(runner_id=name, display_name=name)
    first = TODAY - timedelta(days=len(kilometres) - 1 + until)
    if kilometres:
        world.activities(daily(first, kilometres), runner_id=name, min=60)


def test_who_needs_a_look_stands_first_and_the_unknown_before_the_calm(world: World) -> None:
    """Signs, pain, jumps, the unknown with its reason, then those who are well."""
    for name in ("calm", "jump", "ease", "sign"):
        a_runner(world, name, [*EASY * 6, *([8, 0, 8, 0, 8, 0, 30] if name == "jump" else EASY)])
    a_runner(world, "away", EASY * 6, until=20)
    a_runner(world, "hidden", [])
    world.pain(
        f"day | before | during | after | morning\n{TODAY} | 0 | 4 | 0 | -", runner_id="ease"
    )
    world.pain(f"day | during\n{TODAY} | 0", red_flags=["night_pain"], runner_id="sign")
    world.insert(
        "core.withheld", [{"runner_id": "hidden", "share_class": "strava_api", "run_count": 9}]
    )
    assert_rows(
        world.connection,
        "page.squad",
        """
        need_rank | display_name | need      | unknown_reason | hidden_run_count
        1         | sign         | refer     | -              | 0
        2         | ease         | amber     | -              | 0
        3         | jump         | high_load | -              | 0
        4         | away         | unknown   | stale          | 0
        5         | Mara         | unknown   | no_data        | 0
        6         | hidden       | unknown   | hidden         | 9
        7         | calm         | ok        | -              | 0
        """,
    )
    assert len(world.one("page.squad", "spark_m", where="runner_id = 'calm'")) <= 12


def test_pain_that_is_not_shared_is_told_from_pain_that_is_not_logged(world: World) -> None:
    """The scope decides, not the absence of rows."""
    world.runner(runner_id="ben", display_name="Ben")
    world.insert(
        "core.shared_scope",
        [
            {"runner_id": name, "scope": scope}
            for name, scopes in (("mara", ("training", "pain")), ("ben", ("training",)))
            for scope in scopes
        ],
    )
    assert_rows(
        world.connection,
        "page.squad",
        """
        display_name | is_pain_shared | worst_7d_score
        Ben          | no             | -
        Mara         | yes            | -
        """,
    )


def test_weeks_side_by_side_say_why_a_week_is_not_known(world: World) -> None:
    """Two days a week off are a week; runs that are hidden, a first week to come, pain by scope."""
    a_runner(world, "calm", EASY * 3)
    world.runner(runner_id="hidden", display_name="hidden")
    world.insert(
        "core.withheld", [{"runner_id": "hidden", "share_class": "strava_api", "run_count": 2}]
    )
    world.insert("core.shared_scope", [{"runner_id": "calm", "scope": "pain"}])
    world.pain(f"day | during\n{TODAY} | 3", runner_id="calm")
    days = "('2024-06-03', '2024-06-10', '2024-06-24')"
    assert_rows(
        world.connection,
        "page.squad_week",
        """
        runner_id | week_start_date | distance_km | longest_run_km | unknown_reason | is_running
        calm      | 2024-06-03      | -           | -              | before_first   | no
        calm      | 2024-06-10      | 36          | 12             | -              | no
        calm      | 2024-06-24      | 36          | 12             | -              | yes
        hidden    | 2024-06-03      | -           | -              | hidden         | no
        hidden    | 2024-06-10      | -           | -              | hidden         | no
        hidden    | 2024-06-24      | -           | -              | hidden         | yes
        """,
        where=f"runner_id <> 'mara' and week_start_date in {days}",
    )
    assert_rows(
        world.connection,
        "page.squad_week",
        """
        runner_id | worst_pain_score | logged_day_count | is_pain_shared
        calm      | 3                | 1                | yes
        hidden    | -                | 0                | no
        mara      | -                | 0                | yes
        """,
        where="is_running",
    )
    count = "select count(*) from page.squad_week group by runner_id"
    assert world.connection.execute(count).fetchall() == [(12,)] * 3
