"""The row that all of *Today* is about."""

from dashboard import session
from dashboard.rows.pain import PainEntry
from dashboard.rows.today import Today


def today_row(person: session.Person) -> Today | None:
    """The row that all of Today is about; None while neither a run nor pain is known."""
    row = session.record_of(person, Today)
    is_known = row is not None and (
        row["last_run_date"] is not None or session.record_of(person, PainEntry) is not None
    )
    return row if is_known else None
