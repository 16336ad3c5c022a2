"""Whether anything is connected, as the line that unfolds the rest."""

from dashboard.data.connections import account_wording as wording
from dashboard.data.connections.account import is_moving
from etl.sync.ledger.records import Account


def finding_words(account: Account | None) -> str:
    """Whether anything is connected, and whether it is up to date."""
    if account is None:
        return wording.NOTHING_CONNECTED
    if account.trouble or account.state != "connected":
        return wording.NOTHING_NEW
    if is_moving(account.runner_id):
        return wording.NOT_ALL_YET
    return wording.UP_TO_DATE
