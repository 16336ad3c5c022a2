"""Whether anything is connected, as the page's headline."""

from dashboard.data.connections.account import is_moving
from dashboard.ui.chart import show_heading
from etl.sync.ledger.records import Account


def show_finding(account: Account | None) -> None:
    """Whether anything is connected, as the page's headline."""
    subtitle = "What is connected, whether it is up to date, and what goes when"
    if account is None:
        show_heading("Nothing is connected", subtitle)
    elif account.trouble or account.state != "connected":
        show_heading("Strava is connected, but nothing new comes", subtitle)
    elif is_moving(account.runner_id):
        show_heading("Strava is connected, and not all is here yet", subtitle)
    else:
        show_heading("Strava is connected and up to date", subtitle)
