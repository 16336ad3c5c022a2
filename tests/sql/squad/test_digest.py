"""What a digest is made of: who stood where on which day, as a table."""

from datetime import date, timedelta

from tests.sql.tables import assert_rows
from tests.sql.world import TODAY, World, daily

EASY = [8, 0, 8, 0, 8, 0, 12]
FORMER_SUNDAY = date(2024, 6, 23)
SORE_DAY = FORMER_SUNDAY - timedelta(days=6)


def test_each_sunday_is_told_as_it_was_and_today_as_it_is(world: World) -> None:
    """A jump of this week, a sore knee of the last, a silence that grew old meanwhile."""
    assert TODAY.weekday() == 6
    for name, kilometres in (("jump", [*EASY * 6, 8, 0, 8, 0, 8, 0, 30]), ("sore", EASY * 7)):
        world.runner(runner_id=name, display_name=name)
        first = TODAY - timedelta(days=len(kilometres) - 1)
        world.activities(daily(first, kilometres), runner_id=name, min=60)
    world.runner(runner_id="away", display_name="away")
    away_first = TODAY - timedelta(days=len(EASY * 6) - 1 + 16)
    world.activities(daily(away_first, EASY * 6), runner_id="away", min=60)
    world.pain(
        f"day | before | during | after | morning\n{SORE_DAY} | 0 | 4 | 0 | 0",
        runner_id="sore",
    )
    assert_rows(
        world.connection,
        "page.digest",
        """
        local_date | need_rank | display_name | need      | unknown_reason | data_age_days | worst_7d_score | worst_before_score
        2024-06-23 | 1         | sore         | amber     | -              | 0             | 4              | -
        2024-06-23 | 2         | away         | unknown   | no_data        | 9             | -              | -
        2024-06-23 | 3         | Mara         | unknown   | no_data        | -             | -              | -
        2024-06-23 | 4         | jump         | ok        | -              | 0             | -              | -
        2024-06-30 | 1         | jump         | high_load | -              | 0             | -              | -
        2024-06-30 | 2         | away         | unknown   | stale          | 16            | -              | -
        2024-06-30 | 3         | Mara         | unknown   | no_data        | -             | -              | -
        2024-06-30 | 4         | sore         | ok        | -              | 0             | -              | 4
        """,  # noqa: E501
        where=f"local_date >= date '{FORMER_SUNDAY}'",
    )
    days = world.connection.execute("select distinct local_date from page.digest").fetchall()
    assert len(days) == 13 and all(day.weekday() == 6 for (day,) in days)
    assert (
        world.one(
            "page.digest", "former_week_m", where=f"runner_id = 'jump' and local_date = '{TODAY}'"
        )
        == sum(EASY) * 1000
    )
