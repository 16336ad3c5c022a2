"""What one run asked against one's usual, as a table."""

import polars as pl

from dashboard.rows import to_rows
from dashboard.rows.runs import RunDose
from dashboard.runs.one_run import wording
from dashboard.ui import display


def dose_table(doses: pl.DataFrame, units: str) -> pl.DataFrame:
    """Rows of `page.run_dose` with a value, in words with units."""
    rows = [
        {
            wording.WHAT: wording.DOSES[row["measure"]],
            wording.THIS_RUN: _dose(row["measure"], row["value"], units) + _range(row),
            wording.YOUR_USUAL: _dose(row["measure"], row["usual_value"], units),
            wording.TIMES_USUAL: None
            if row["usual_ratio"] is None
            else round(row["usual_ratio"], 2),
            wording.RUNS_COMPARED: row["usual_count"],
        }
        for row in to_rows(doses, RunDose)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _dose(measure: str, value: float | None, units: str) -> str:
    if value is None:
        return display.UNKNOWN
    if measure in ("distance", "downhill"):
        return display.distance(value, units)
    if measure in ("time", "fast"):
        return display.duration(value)
    return display.height(value, units) if measure == "descent" else f"{value:.1f}"


def _times(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 2)


def _range(row: RunDose) -> str:
    """How far a number may be off, where that is known."""
    if row["low_value"] is None or row["high_value"] is None:
        return ""
    return f" ({row['low_value']:.1f} to {row['high_value']:.1f})"
