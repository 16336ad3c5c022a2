"""A few chosen runners laid side by side, each as far as they share."""

from functools import partial

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.rows import to_rows
from dashboard.squad import wording
from dashboard.squad.charts import MOST, draw_squad_weeks
from dashboard.squad.week_wording import distinct, gap_lines, shared_units, week_table
from dashboard.squad.wording import BoardRow, name_words
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts.kept import drawn
from dashboard.ui.escape import escaped


def show_comparison(rows: pl.DataFrame) -> None:
    """Small charts of two to five rows of the board; of more, how many may be chosen."""
    if rows.height > MOST:
        st.caption(wording.most_side_by_side(MOST))
        return
    people = {person.runner_id: person for person in session.current_people()}
    told = [row for row in to_rows(rows, BoardRow) if row["runner_id"] in people]
    names = distinct({row["runner_id"]: name_words(row) for row in told})
    units = shared_units([row["units"] for row in told])
    weeks = pl.concat(
        [session.rows_of(people[runner_id], "page.squad_week") for runner_id in names]
    )
    figure = drawn(draw_squad_weeks, weeks, names, units=units, title=wording.weeks_of(len(names)))
    chart_with_table(figure, partial(week_table, weeks, names, units=units), name="squad-weeks")
    for runner_id, name in names.items():
        lines = gap_lines(weeks.filter(runner_id=runner_id))
        if lines:
            st.caption(f"{escaped(name)}: {' '.join(lines)}")
