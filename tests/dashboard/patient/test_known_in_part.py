"""Weeks recorded in part, as a clinician and a coach read them: unknown, with the reason."""

import re
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from dashboard.patient.charts import draw_patient_weeks
from dashboard.patient.gap_wording import gap_lines, part_lines
from dashboard.patient.report.charts import draw_weeks
from dashboard.rows.patient import PatientWeek
from dashboard.rows.squad import SquadWeek
from dashboard.squad.charts import draw_squad_weeks
from dashboard.squad.week_wording import week_table
from dashboard.ui.display import minutes_known

MONDAY = date(2026, 2, 2)
IN_PART = "it can be told for 120 of 360 min"


def weeks(**columns: list[Any]) -> pl.DataFrame:
    """A known week, a week off, and one of which a third is known; columns replace these."""
    plain = {
        "week_start_date": [MONDAY + timedelta(weeks=week) for week in range(3)],
        "distance_m": [40_000.0, 0.0, 42_000.0],
        "longest_run_m": [12_000.0, 0.0, 14_000.0],
        "moving_s": [18_000.0, 0.0, 21_600.0],
        "descent_m": [300.0, 0.0, None],
        "descent_known_share": [0.9, None, 1 / 3],
        "fast_s": [600.0, 0.0, None],
        "speed_known_share": [1.0, None, 0.0],
        "is_running": [False, False, False],
    }
    return pl.DataFrame(plain | columns)


def patient_weeks() -> pl.DataFrame:
    """The same as rows of `page.patient_week`."""
    return weeks(
        runner_id=["mara"] * 3,
        logged_day_count=[3, 0, 1],
        cadence_adjusted_spm=[168.0, None, 169.0],
        left_worst_score=[2, None, None],
        right_worst_score=[None, None, 1],
        unknown_worst_score=[None, None, None],
        strength_count=[2, 0, 3],
        strength_planned_count=[3, 3, 3],
    ).select(list(PatientWeek.__annotations__))


def squad_weeks(runner_id: str) -> pl.DataFrame:
    """The same as rows of `page.squad_week`."""
    return weeks(
        runner_id=[runner_id] * 3,
        worst_pain_score=[2, None, 1],
        logged_day_count=[3, 0, 1],
        unknown_reason=[None, None, None],
        is_training_shared=[True] * 3,
        is_pain_shared=[True] * 3,
    ).select(list(SquadWeek.__annotations__))


@pytest.mark.parametrize(
    ("share", "moving_s", "words"),
    [
        (1 / 3, 21_600.0, "120 of 360 min"),
        (0.0, 72_000.0, "0 of 1,200 min"),
        (None, 0.0, ""),
        (None, None, ""),
    ],
)
def test_minutes_are_told_where_something_moved(share, moving_s, words):
    """What was recorded, of all there was."""
    assert minutes_known(share, moving_s) == words


def test_a_patients_week_in_part_has_a_cross_and_no_bar():
    """The week off is zero, the week in part is not."""
    figure = draw_patient_weeks(patient_weeks(), units="km", title="x")
    descent, fast = figure.data[2], figure.data[4]
    assert list(descent.y) == [300.0, 0.0, None]
    assert descent.customdata[0][1] == "<br>told for 270 of 300 min"
    for crosses, words in ((figure.data[3], IN_PART), (figure.data[5], "it can be told for 0")):
        assert list(crosses.hovertext) == ["Week from 16 Feb 2026"]
        assert crosses.customdata[0].startswith(words)
    assert list(fast.y) == [10.0, 0.0, None]
    assert (figure.data[3].yaxis, figure.data[5].yaxis) == (descent.yaxis, fast.yaxis)


def test_what_is_not_known_of_the_weeks_is_said_in_words():
    """One line a measure, with the latest week; none where all is known, or nothing."""
    lines = part_lines(patient_weeks())
    assert lines == [f"Descent of 1 week: in the week from 16 Feb 2026 {IN_PART}"]
    assert part_lines(patient_weeks().head(2)) == []
    told = gap_lines([], last_run_date=MONDAY, today=MONDAY, weeks=patient_weeks())
    assert told == lines


def crosses_of(drawing: bytes) -> int:
    """How many crosses an SVG has: their shape is defined once and used for each."""
    svg = drawing.decode()
    shapes = re.findall(r'<path id="(\w+)" d="M -2 2 \nL 2 -2 \nM -2 -2 \nL 2 2', svg)
    return sum(svg.count(f'href="#{shape}"') for shape in shapes)


def test_the_printed_weeks_mark_a_week_in_part():
    """A cross for each of the two measures; weeks that are known have none."""
    assert crosses_of(draw_weeks(patient_weeks().head(2), units="km")) == 0
    assert crosses_of(draw_weeks(patient_weeks(), units="km")) == 2


def test_runners_laid_side_by_side_have_a_row_each_on_one_scale():
    """Nobody's mark hides another's, and a cross says why there is no bar."""
    names = {"mara": "Mara", "tom": "Tom"}
    half = squad_weeks("tom").with_columns(pl.col("distance_m", "descent_m") / 2)
    both = pl.concat([squad_weeks("mara"), half])
    figure = draw_squad_weeks(both, names, units="km", title="x")
    bars = [one for one in figure.data if one.type == "bar"]
    assert len(bars) == 2 * 5 and len({one.yaxis for one in bars}) == 10
    ranges = [figure.layout[one.yaxis.replace("y", "yaxis")].range for one in bars]
    assert ranges[::2] == ranges[1::2]
    descent = next(one for one in bars if list(one.y) == [300.0, 0.0, None])
    assert list(descent.customdata[0]) == [
        "Mara<br>Week from 2 Feb 2026",
        "<br>told for 270 of 300 min",
    ]
    crosses = [one for one in figure.data if one.type == "scatter"]
    assert len(crosses) == 4
    assert crosses[0].customdata[0] == IN_PART
    said = [one.text for one in figure.layout.annotations]
    assert said.count("Mara") == said.count("Tom") == 5
    assert said[:5] == ["Distance, km", "Mara", "42.0", "Tom", "21.0"]


def test_the_table_of_a_squad_says_of_how_much_a_sum_is_known():
    """Nothing for what is whole, the minutes for what is in part."""
    table = week_table(squad_weeks("mara"), {"mara": "Mara"}, units="km")
    assert table.rows["Not known"].to_list() == [
        "descent: known of 120 of 360 min, fast running: no recording in detail",
        "",
        "descent told for 270 of 300 min",
    ]
