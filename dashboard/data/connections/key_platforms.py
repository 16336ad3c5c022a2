"""Platforms that are connected with a key of one's own, whose files stay: each in a few lines."""

import streamlit as st

from dashboard import session
from dashboard.data.connections import account_wording, offer_wording
from dashboard.data.connections.wording import ago_words, own_trouble_sentence, when_words
from dashboard.ui.errors import errors_as_words
from dashboard.ui.section import section
from etl.sources.platform import Terms
from etl.sync.ledger.notes import RETRY_AT
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import all_terms
from etl.sync.schedule import known_note


def show_key_platforms(person: session.Person | None) -> None:
    """Every platform whose files are the runner's own: how it stands, or the way in."""
    if session.current_settings().now is not None:
        return
    for terms in (one for one in all_terms() if not one.is_lent):
        with section(terms.title):
            account = None
            if person is not None:
                ledger = Ledger(session.current_home())
                account = ledger.account(person.runner_id, terms.provider)
                if account is not None and account.state != "leaving":
                    _show_account(person, terms, account)
            if account is None or account.state not in ("connected", "leaving"):
                _show_way_in(person, terms)


def _show_account(person: session.Person, terms: Terms, account: Account) -> None:
    ledger, now = Ledger(session.current_home()), session.current_settings().current_time()
    if account.trouble:
        again = known_note(ledger, terms.provider, RETRY_AT)
        when = when_words(again, person.time_zone, now) if again else None
        st.warning(own_trouble_sentence(account.trouble, title=terms.title, when=when))
    counts = ledger.counts(person.runner_id, terms.provider)
    ago = ago_words(account.synced_at, person.time_zone, now) if account.synced_at else None
    st.markdown(account_wording.known_recordings(counts.activity_count, ago))
    with st.container(horizontal=True):
        if st.button(account_wording.SYNC_NOW, key=f"sync-{terms.provider}"):
            _sync(person)
        if st.button(account_wording.DISCONNECT, key=f"disconnect-{terms.provider}"):
            _disconnect(person, terms)


def _show_way_in(person: session.Person | None, terms: Terms) -> None:
    st.markdown(offer_wording.own_files(terms.title))
    label = offer_wording.your_key(terms.title)
    key = st.text_input(label, type="password", key=f"key-{terms.provider}")
    if st.button(offer_wording.CONNECT, key=f"connect-{terms.provider}", type="primary") and key:
        with errors_as_words():
            from etl.sync.connect import connect_with_key  # noqa: PLC0415  a second to load

            if person is not None:
                session.require_own(person.runner_id)
            runner_id = person.runner_id if person else None
            connect_with_key(
                session.current_home(),
                session.current_settings(),
                runner_id=runner_id or session.current_journal().ensure_runner().runner_id,
                provider=terms.provider,
                key=key,
                now=session.current_settings().current_time(),
            )
            st.rerun()


def _sync(person: session.Person) -> None:
    with errors_as_words():
        session.require_own(person.runner_id)
        from etl.operations.sync import sync  # noqa: PLC0415  a second to load

        with st.spinner(account_wording.BRINGING_IN):
            home, settings = session.current_home(), session.current_settings()
            sync(home, settings, runner_id=person.runner_id, is_asked=True)
        st.rerun()


def _disconnect(person: session.Person, terms: Terms) -> None:
    with errors_as_words():
        session.require_own(person.runner_id)
        from etl.sync.disconnect import disconnect  # noqa: PLC0415  a second to load

        home, settings = session.current_home(), session.current_settings()
        disconnect(home, settings, runner_id=person.runner_id, provider=terms.provider)
        st.rerun()
