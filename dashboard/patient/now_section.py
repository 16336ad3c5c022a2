"""Today's status of a runner, its first reason, and their limit."""

from dashboard import session
from dashboard.limit.line import show_limit
from dashboard.rows.today import Today, TodayReason
from dashboard.today.status import show_status
from dashboard.today.status_wording import statement, status_of


def show_now(person: session.Person, today: Today | None) -> None:
    """Today's status and its first reason."""
    reasons = session.records_of(person, TodayReason)
    show_status(status_of(today), statement(today, reasons, to_runner=False).finding)
    show_limit(person, whose="their")
