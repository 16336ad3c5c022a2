"""What the figure of a plan of quicker steps says."""

from datetime import date

import polars as pl

from dashboard.cadence.step_chart import draw_cadence_step
from dashboard.ui.charts import style


def test_a_plan_draws_what_was_held_what_was_not_and_the_pain():
    """Filled and open dots over the cadence to hold, and a cross where it went back."""
    events = pl.DataFrame(
        {
            "local_date": [date(2026, 5, day) for day in (1, 2, 4, 4)],
            "event_kind": ["start", "run", "run", "knee_pain"],
            "cadence_adjusted_spm": [None, 170.0, 160.0, None],
            "is_held": [None, True, False, None],
            "target_spm": [168.0, 168.0, 168.0, 164.0],
            "held_from_spm": [164.6, 164.6, 164.6, 160.7],
            "judged_by_spm": [None, 168.0, 168.0, 168.0],
        }
    )
    figure = draw_cadence_step(events, title="Run 1 of 6", units="km", speed_mps=3.0)
    drawn = {trace.name: list(trace.y) for trace in figure.data}
    assert drawn == {
        "to hold": [168, 168, 168, 164],
        "counts from here": [164.6, 164.6, 164.6, 160.7],
        "run, held": [170],
        "run, not held": [160],
        "pain: half a step back": [164],
    }
    assert style.text_of(figure).subtitle.startswith("Steps/min of each run")
    assert figure.layout.yaxis.title.text == "steps/min"
