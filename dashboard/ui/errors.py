"""The one place where errors become words on a page."""

from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st

from dashboard import session
from dashboard.access.page import Outdated
from dashboard.ui import wording
from dashboard.ui.escape import escaped
from etl.errors import AccessDenied, KneewiseError
from etl.machine_refusals import words_of
from etl.people.refusals import LOOK


@contextmanager
def errors_as_words() -> Generator[None]:
    """Show what went wrong in a sentence; anything not foreseen goes on to the log."""
    try:
        yield
    except Outdated:
        st.rerun()  # half a page of one state and half of another would be told as one
    except AccessDenied:
        session.note_refused(LOOK)
        st.info(wording.NOTHING_TO_SEE)
    except KneewiseError as error:
        st.warning(escaped(str(error)))
    except Exception as error:
        words = words_of(error)
        if words is None:
            raise
        st.warning(words)
