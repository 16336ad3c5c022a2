"""The account of a runner, as this page speaks of it."""

from dashboard import session
from etl.sources.strava_api.terms import TERMS
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger


def account_of(person: session.Person | None) -> Account | None:
    """The runner's account; one that is leaving is gone here, whatever Strava knows of it."""
    if person is None:
        return None
    account = Ledger(session.current_home()).account(person.runner_id, TERMS.provider)
    return None if account is None or account.state == "leaving" else account
