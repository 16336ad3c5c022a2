"""The weekly digest on a page: asking for it by e-mail, or the file of the last week."""

from functools import partial

import streamlit as st

from dashboard import session
from dashboard.squad import wording
from dashboard.squad.digest.rendering import as_html
from dashboard.squad.digest.request import make_digest
from dashboard.ui.folds import show_in_fold
from etl.errors import UserError
from etl.people.accounts import TeamPerson
from etl.people.digest_subscriptions import digest_state, save_wish


def show_digest() -> None:
    """A file for everybody who sees somebody; by e-mail for coaches and clinicians of a team."""
    show_in_fold(wording.DIGEST, _show, key="squad-digest")


def _show() -> None:
    account = session.current_account() if session.is_team() else None
    st.caption(wording.DIGEST_HOLDS)
    if account is not None and account.may_write_for_others and session.current_settings().has_mail:
        _show_wish(account)
    st.download_button(
        wording.MAKE_DIGEST,
        data=partial(_file, account),  # called when it is asked for
        file_name="kneewise-week.html",
        mime="text/html",
        key="digest-file",
        on_click="ignore",
    )


def _show_wish(account: TeamPerson) -> None:
    """Two switches; each is kept as it is turned."""
    state = digest_state(session.current_home(), session.current_settings())
    wish = next((one for one in state.wishes if one.person_id == account.person_id), None)
    st.toggle(
        wording.DIGEST_BY_MAIL,
        value=wish is not None,
        key="digest-wish",
        on_change=partial(_keep, account),
    )
    if st.session_state.get("digest-wish"):
        st.toggle(
            wording.WITH_DIARIES,
            value=wish is not None and wish.has_diary,
            key="digest-diary",
            help=wording.DIARY_HELP,
            on_change=partial(_keep, account),
        )


def _keep(account: TeamPerson) -> None:
    is_wanted = bool(st.session_state.get("digest-wish"))
    save_wish(
        session.current_journal(),
        person_id=account.person_id,
        is_wanted=is_wanted,
        has_diary=is_wanted and bool(st.session_state.get("digest-diary")),
        saved_by=account.person_id,
    )


def _file(account: TeamPerson | None) -> bytes:
    digest = make_digest(
        session.current_gateway(),
        session.current_viewer(),
        own_runner_id=account.own_runner_id if account else None,
        address=session.current_address(),
    )
    if digest is None:
        raise UserError("There is nobody to tell of yet.")
    return as_html(digest).encode()
