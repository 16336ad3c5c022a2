"""A connected account: how it stands, a sync when asked for, what goes when, and its end."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import session
from dashboard.data.connections import account_wording as wording
from dashboard.data.connections import offer_wording
from dashboard.data.connections.offer import show_terms
from dashboard.data.connections.wording import (
    ago_words,
    receipt_words,
    trouble_sentence,
    when_words,
)
from dashboard.ui import display
from dashboard.ui.errors import errors_as_words
from dashboard.ui.section import section
from etl.sources.strava_api.terms import TERMS
from etl.sync import rate_limits
from etl.sync.ledger.store import Ledger

if TYPE_CHECKING:
    from etl.sync.report import Progress
    from etl.sync.status import Standing

DONE_KEY = "sync-done"
LOOK_AGAIN_S = 4.0


def show_account(person: session.Person) -> None:
    """Everything of one connected account, top down."""
    standing = _stand(person)
    show_trouble(person, standing)
    with section(wording.IS_UP_TO_DATE):
        # Only this part looks again by itself, so that it never interrupts a sync or a question.
        every_s = LOOK_AGAIN_S if is_moving(person.runner_id) else None
        st.fragment(show_progress, run_every=every_s)(person, ends_whole=every_s is not None)
        with st.container(horizontal=True):
            is_asked = st.button(wording.SYNC_NOW, type="primary", key="sync-now")
            if st.button(wording.DISCONNECT, key="disconnect"):
                disconnect_dialog(person)
        if is_asked:
            sync_now(person)
        done = st.session_state.pop(DONE_KEY, None)
        if done:
            st.success(done)
        show_limits(standing)
        show_expiry(person, standing)
        with st.expander(offer_wording.IS_READ):
            show_terms()


def show_trouble(person: session.Person, standing: "Standing") -> None:
    """What does not work, in one sentence; used-up limits are no fault and look calmer."""
    now, account = session.current_settings().current_time(), standing.account
    if account is not None and account.trouble:
        again = standing.retry_at
        when = when_words(again, person.time_zone, now) if again and again > now else None
        st.warning(trouble_sentence(account.trouble, when=when))
    elif (until := _waits_until(standing, now)) is not None:
        when = when_words(until, person.time_zone, now)
        st.info(trouble_sentence("limit", when=when))


def is_moving(runner_id: str) -> bool:
    """Whether more is on its way by itself."""
    ledger = Ledger(session.current_home())
    account = ledger.account(runner_id, TERMS.provider)
    return (
        account is None
        or account.fully_listed_at is None
        or ledger.listing(account) is not None
        or ledger.counts(runner_id, TERMS.provider).wanted_count > 0
    )


def show_progress(person: session.Person, *, ends_whole: bool) -> None:
    """When it was last up to date, how far it is, and when the rest will be there.

    `ends_whole`: once all is here the whole page is drawn anew, its headline too.
    """
    session.require_own(person.runner_id)  # it looks again by itself, also after a sign-out
    standing = _stand(person)
    account, counts = standing.account, standing.counts
    if account is None or (ends_whole and not is_moving(person.runner_id)):
        st.rerun()
        return
    now = session.current_settings().current_time()
    if account.synced_at is None:
        st.markdown(wording.NO_SYNC_YET)
    else:
        st.markdown(wording.last_sync(ago_words(account.synced_at, person.time_zone, now)))
    told = wording.totals(counts.run_count, counts.activity_count, is_listed=standing.is_listed)
    st.markdown(told)
    show_details(person, standing)


def show_details(person: session.Person, standing: "Standing") -> None:
    """How many runs are here as they were recorded, and when the rest will be."""
    counts, now = standing.counts, session.current_settings().current_time()
    of_all = counts.detailed_count + counts.wanted_count
    if not of_all:
        return
    words = wording.in_detail(counts.detailed_count, of_all)
    st.progress(counts.detailed_count / of_all, text=words)
    is_stuck = standing.account is not None and standing.account.trouble is not None
    if counts.wanted_count and standing.complete_at and not is_stuck:
        when = when_words(standing.complete_at, person.time_zone, now)
        is_now = standing.complete_at <= now + timedelta(minutes=1)
        st.markdown(wording.COMES_NOW if is_now else wording.rest_comes(when))
    if counts.covered_count:
        st.caption(wording.covered(counts.covered_count))


def sync_now(person: session.Person) -> None:
    """One pass, with its progress; never a second one beside one that is under way."""
    from etl.operations.sync import sync  # noqa: PLC0415  a second to load

    bar = st.progress(0.0, text=wording.ASKING)
    wanted = max(
        Ledger(session.current_home()).counts(person.runner_id, TERMS.provider).wanted_count, 1
    )

    def show(progress: "Progress") -> None:
        text = wording.under_way(progress.listed_count, progress.detailed_count)
        bar.progress(min(progress.detailed_count / wanted, 1.0), text=text)

    with errors_as_words():
        session.require_own(person.runner_id)
        home, settings = session.current_home(), session.current_settings()
        report = sync(home, settings, runner_id=person.runner_id, is_asked=True, on_progress=show)
        if report.trouble is None and not report.troubles:
            st.session_state[DONE_KEY] = wording.synced(report.listed_count, report.detailed_count)
        st.rerun()
    bar.empty()


def show_limits(standing: "Standing") -> None:
    """What may still be asked of Strava."""
    meter = standing.meter
    short, daily = meter.left(rate_limits.EVENT)
    with st.expander(wording.LIMITS):
        st.markdown(wording.calls_left(short, meter.short_limit, daily, meter.daily_limit))
        st.caption(wording.LIMITS_WHOSE)


def show_expiry(person: session.Person, standing: "Standing") -> None:
    """What goes when unless it is renewed, and how to keep it."""
    now, weeks = session.current_settings().current_time(), TERMS.streams_for.days // 7
    with st.expander(wording.EXPIRY):
        st.markdown(wording.stays_for(TERMS.kept_for.days, TERMS.renew_after.days, weeks))
        if standing.first_expiry_at is not None:
            when = when_words(standing.first_expiry_at, person.time_zone, now)
            st.markdown(wording.first_to_go(when))
        st.markdown(wording.MADE_PERMANENT)


@st.dialog(wording.DISCONNECT_TITLE)
def disconnect_dialog(person: session.Person) -> None:
    """Ask once, with what goes and what stays; then end it and keep the receipt."""
    st.markdown(wording.WHAT_GOES)
    st.markdown(wording.WHAT_STAYS)
    if not st.button(wording.DISCONNECT, type="primary", key="disconnect-confirmed"):
        return
    with errors_as_words():
        session.require_own(person.runner_id)
        from etl.sync import disconnect  # noqa: PLC0415  a second to load

        with st.spinner(wording.DISCONNECTING):
            home, settings = session.current_home(), session.current_settings()
            disconnect.disconnect(
                home, settings, runner_id=person.runner_id, provider=TERMS.provider
            )
        st.rerun()


def show_last_receipt(person: session.Person) -> None:
    """What went when a connection ended last, and when that was."""
    rows = session.rows_of(person, "journal.receipt").sort("saved_order")
    if rows.is_empty():
        return
    receipt = rows.row(-1, named=True)
    saved_at = display.local(receipt["saved_at"], person.time_zone)
    with section(wording.RECEIPT):
        st.markdown(receipt_words(receipt))
        st.caption(wording.receipt_line(display.instant(saved_at), receipt["receipt_id"][:8]))


def _waits_until(standing: "Standing", now: datetime) -> datetime | None:
    """When all that is left will be here, where the limits make it wait; else None."""
    if not standing.is_listed:
        return rate_limits.wait_until(standing.meter, rate_limits.LISTING, now)
    if rate_limits.wait_until(standing.meter, rate_limits.OLDER_DETAIL, now) is None:
        return None
    return standing.complete_at


def _stand(person: session.Person) -> "Standing":
    from etl.sync.status import stand  # noqa: PLC0415  a second to load

    now = session.current_settings().current_time()
    return stand(
        session.current_home(),
        session.current_settings(),
        runner_id=person.runner_id,
        provider=TERMS.provider,
        now=now,
    )
