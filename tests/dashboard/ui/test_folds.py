"""What is folded is made once it is opened, and stays open while its line changes."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    """A fold whose line is a finding, which a button changes."""
    import streamlit as st

    from dashboard.ui.folds import show_in_fold

    def show() -> None:
        st.markdown("inside")

    is_later = st.button("later", key="later")
    label = "All is here" if is_later else "Not all is here yet"
    show_in_fold(label, show, key="fold")


def test_a_fold_sends_nothing_until_it_is_opened() -> None:
    """And says what it found all the same."""
    app = AppTest.from_function(page).run()
    assert [fold.label for fold in app.expander] == ["Not all is here yet"]
    assert not app.markdown


def test_an_open_fold_stays_open_when_its_line_changes() -> None:
    """A sync is done, an account disconnected: what was read is still there."""
    app = AppTest.from_function(page)
    app.session_state["fold"] = True
    app.run()
    assert app.markdown
    app.button(key="later").click().run()
    assert [fold.label for fold in app.expander] == ["All is here"]
    assert app.markdown
