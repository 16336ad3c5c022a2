"""Platforms that are connected with a key of one's own, whose files stay: each in a few lines."""

import streamlit as st

from dashboard import session
from dashboard.data.connections.wording import ago_words, own_trouble_sentence, when_words
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.section import section
from etl.sources.platform import Terms
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import RETRY_AT, Ledger
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
    synced = (
        f"last sync {ago_words(account.synced_at, person.time_zone, now)}"
        if account.synced_at
        else "no sync yet"
    )
    st.markdown(f"{display.count(counts.activity_count, 'recording')} known, {synced}.")
    with st.container(horizontal=True):
        if st.button("Sync now", key=f"sync-{terms.provider}"):
            _sync(person)
        if st.button("Disconnect", key=f"disconnect-{terms.provider}"):
            _disconnect(person, terms)


def _show_way_in(person: session.Person | None, terms: Terms) -> None:
    st.markdown(
        f"What comes from {terms.title} is your own file: it stays for good, also after you "
        "disconnect, and may be shared with a coach or clinic. The key is kept encrypted."
    )
    key = st.text_input(f"Your {terms.title} key", type="password", key=f"key-{terms.provider}")
    if st.button("Connect", key=f"connect-{terms.provider}", type="primary") and key:
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

        with st.spinner("Bringing in what is new"):
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
