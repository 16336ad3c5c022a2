"""Sessions by week, kilometres above and pain below."""

import polars as pl

from dashboard import session
from dashboard.strength import wording
from dashboard.strength.charts import draw_strength
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.described_table import described
from dashboard.ui.period_picker import show_period_picker


def show_weeks(person: session.Person, weeks: pl.DataFrame) -> None:
    """Sessions by week under the shared period, kilometres above and pain below."""
    period = show_period_picker()
    first_day = period.first_day(session.today(person))
    shown = weeks.filter(pl.col("week_start_date") >= first_day)
    shown = shown if shown.height else weeks.tail(1)
    start = shown["week_start_date"][0]
    running = session.rows_of(person, "page.load_week").filter(pl.col("week_start_date") >= start)
    pain = session.rows_of(person, "page.pain_mark").filter(pl.col("local_date") >= start)
    figure = drawn(draw_strength, shown, running, pain, person.units)
    unit = display.distance_unit(person.units)
    table = described(
        "page.strength_week",
        shown.reverse(),
        *(pl.col(name).alias(words) for name, words in wording.WEEK_HEADINGS.items()),
        display.to_distance(pl.col("distance_m"), person.units)
        .round(1)
        .alias(wording.running_heading(unit)),
    )
    chart_with_table(figure, table, name="strength", is_said=True)
