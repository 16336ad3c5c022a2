"""The one row that Today is about."""

from typing import Any

from dashboard import session


def today_row(person: session.Person) -> dict[str, Any] | None:
    """Today's row; None while neither a run nor pain is known."""
    rows = session.rows_of(person, "page.today")
    is_known = rows.height and (
        rows["last_run_date"][0] is not None
        or session.rows_of(person, "page.pain_entry").height > 0
    )
    return rows.row(0, named=True) if is_known else None
