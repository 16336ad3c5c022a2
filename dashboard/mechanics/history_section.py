"""Earlier checks and the runs beside them: a fold each, drawn when it is opened."""

from collections.abc import Sequence
from functools import partial

import polars as pl

from dashboard import session
from dashboard.mechanics import wording
from dashboard.mechanics.change_section import has_changes, show_changes
from dashboard.mechanics.findings import show_checks
from dashboard.mechanics.marks_section import show_marks
from dashboard.mechanics.run_section import show_runs
from dashboard.ui.folds import show_in_fold
from etl.reference.clinic.mechanics_items import Item


def show_history(
    person: session.Person, items: Sequence[Item], findings: pl.DataFrame, course: pl.DataFrame
) -> None:
    """`findings`: rows of `page.mechanics_finding`, at least one; `course`: of its course."""
    if has_changes(course):
        last = course.filter(pl.col("is_of_last_check"))["last_date"][0]
        label = wording.changes_label(last, session.today(person))
        show_in_fold(label, partial(show_changes, course), key="mechanics-changes")
    marks = partial(show_marks, findings, course)
    show_in_fold(wording.MARKS, marks, key="mechanics-marks")
    show_in_fold(wording.RUNS, partial(_show_runs, person), key="mechanics-runs")
    checks = partial(_show_checks, person, items, findings)
    show_in_fold(wording.CHECKS, checks, key="mechanics-checks")


def _show_runs(person: session.Person) -> None:
    show_runs(session.rows_of(person, "page.mechanics_run"), person.units)


def _show_checks(person: session.Person, items: Sequence[Item], findings: pl.DataFrame) -> None:
    show_checks(person, items, session.rows_of(person, "page.mechanics_check"), findings)
