"""Hills and speed: what did the terrain and the pace ask of my knees?"""

import polars as pl

from dashboard import session
from dashboard.hills.descent_section import show_descents
from dashboard.hills.doubted_altitude import show_doubted_altitude
from dashboard.hills.week_section import show_hills
from dashboard.speed.fast_section import show_speed
from dashboard.speed.knee_load_section import show_knee_load
from dashboard.ui.empty_state import empty_state
from dashboard.ui.period_picker import show_period_picker


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    if person is None or session.rows_of(person, "page.hills_week").is_empty():
        empty_state(
            "Climbs, descents and fast minutes appear here once your runs are in.",
            "Bring in runs",
        )
        return
    first_day = show_period_picker().first_day(session.today(person))
    in_period = pl.col("week_start_date") >= first_day
    weeks = session.rows_of(person, "page.hills_week").filter(in_period)
    pain_days = session.rows_of(person, "page.pain_mark").filter(
        pl.col("local_date") >= weeks["week_start_date"].min()
    )
    show_hills(person, weeks, pain_days)
    show_doubted_altitude(person, since=first_day)
    show_descents(person)
    show_speed(
        person, session.rows_of(person, "metric.speed_exposure").filter(in_period), pain_days
    )
    show_knee_load(person, session.rows_of(person, "metric.knee_load").filter(in_period))


if __name__ == "__main__":
    show()
