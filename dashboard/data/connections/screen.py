"""Connections: what is connected, is it up to date, and what goes when?"""

from dashboard import session
from dashboard.data.connections.account import show_account, show_last_receipt
from dashboard.data.connections.account_row import account_of
from dashboard.data.connections.finding import show_finding
from dashboard.data.connections.key_platforms import show_key_platforms
from dashboard.data.connections.offer import show_files_first
from dashboard.data.connections.offer_section import show_offer
from dashboard.data.connections.visit_result import show_result
from dashboard.data.connections.wording import ASKS_AGAIN


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    account = account_of(person)
    show_finding(account)
    show_result()
    if account is not None and person is not None:
        show_account(person)
    if account is None or account.state in ASKS_AGAIN:
        show_offer(person, is_again=account is not None)
    show_key_platforms(person)
    if person is not None:
        show_last_receipt(person)
    show_files_first()


if __name__ == "__main__":
    show()
