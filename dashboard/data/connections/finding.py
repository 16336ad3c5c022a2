"""Whether anything is connected, as the line that unfolds the rest."""

from dashboard.data.connections.account import is_moving
from etl.sync.ledger.records import Account


def finding_words(account: Account | None) -> str:
    """Whether anything is connected, and whether it is up to date."""
    if account is None:
        return "No platform is connected: connect one"
    if account.trouble or account.state != "connected":
        return "Strava is connected, but nothing new comes"
    if is_moving(account.runner_id):
        return "Strava is connected, and not all is here yet"
    return "Strava is connected and up to date"
