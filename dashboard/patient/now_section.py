"""Today's status of a runner, its first reason, and their limit."""

import polars as pl

from dashboard import session
from dashboard.limit.line import show_limit
from dashboard.today.status import show_status
from dashboard.today.status_wording import NO_DAY, statement


def show_now(person: session.Person, today: pl.DataFrame) -> None:
    """Today's status and its first reason."""
    reasons = session.rows_of(person, "page.today_reason").to_dicts()
    row = today.row(0, named=True) if today.height else NO_DAY
    show_status(row["status"], statement(row, reasons, to_runner=False).finding)
    show_limit(person, whose="their")
