"""Each part as the dashboard draws it: `make gallery`.

    .venv/bin/streamlit run bench/gallery/screen.py

It opens no home. `docs/design-system.md` says what each part is for. Opened as it is, the page
shows itself twice, on light and on dark; with `?part=all` once.
"""

from collections.abc import Callable

import numpy as np  # noqa: F401  loaded here, once: both halves would do it at the same time
import streamlit as st

from bench.gallery import rows
from dashboard import session
from dashboard.assets.sheets import styles
from dashboard.cadence.charts import draw_cadence_speed
from dashboard.load.charts import draw_load
from dashboard.pain.asking import PAIN
from dashboard.today.status_wording import status_words
from dashboard.ui import display
from dashboard.ui.card import card
from dashboard.ui.chart import chart_with_table
from dashboard.ui.charts import palette
from dashboard.ui.charts.kept import written
from dashboard.ui.charts.limit_bar import limit_bar
from dashboard.ui.charts.small_rows import SmallRow, draw_small_rows, small_bars
from dashboard.ui.charts.story import draw_story
from dashboard.ui.empty_state import empty_state
from dashboard.ui.entry_form import ask
from dashboard.ui.folds import show_behind, show_in_fold
from dashboard.ui.section import section

ALL = "all"
SCHEMES = ("light", "dark")
HEIGHT = 5200  # pixels of each frame
NOBODY = session.Person("", "", None, None, "UTC", "monday", "km")


def show() -> None:
    """Both schemes beside each other, or the parts themselves."""
    st.set_page_config(page_title="Gallery · Kneewise", layout="wide")
    st.html(styles())
    if st.query_params.get("part") == ALL:
        _show_parts()
        return
    for place, scheme in zip(st.columns(2), SCHEMES, strict=True):
        with place:
            options = f"embed=true&embed_options={scheme}_theme&part={ALL}"
            st.iframe(f"/?{options}", height=HEIGHT)


def _show_parts() -> None:
    for name, part in PARTS.items():
        st.header(name, anchor=False)
        part()
        st.divider()


def _show_type() -> None:
    for level in range(1, 5):
        st.markdown(f"{'#' * level} Heading {level}")
    st.markdown("Running text, **a number in it**, and a [link](#type).")
    st.caption("A caption: what is shown, or what it rests on.")


def _show_colours() -> None:
    tokens = ("accent", "ground", "line", "focus", "within", "past")
    names = {f"--{name}": f"var(--{name})" for name in tokens}
    names |= {
        name: value
        for name, value in vars(palette).items()
        if name.isupper() and isinstance(value, str)
    }
    swatches = "".join(
        f'<div style="width:8.5rem"><div style="height:2rem;background:{value};'
        f'border:1px solid var(--line)"></div>{name}</div>'
        for name, value in names.items()
    )
    st.html(f'<div style="display:flex;flex-wrap:wrap;gap:.75rem;font-size:.8rem">{swatches}</div>')


def _show_marks() -> None:
    for marks in (display.STATUSES, display.LIGHTS, display.GATES, display.KNEES):
        st.markdown(" · ".join(status_words(mark) for mark in marks.values()))


def _show_cards() -> None:
    with card("A card with lines that unfold", key="gallery-lines"), st.container(gap=None):
        for index, line in enumerate(("A reason **+42 %**", "Another **2 → 3**", "3 more reasons")):
            show_in_fold(line, _show_folded, key=f"line-{index}", kind="compact")
    with section("A section without a card"):
        st.markdown("What stands alone on a screen needs no frame.")
        show_behind("A quiet link", _show_folded, key="quiet")


def _show_folded() -> None:
    st.markdown("Drawn once it is opened.")


def _show_forms() -> None:
    with card("A form", key="gallery-form"):
        ask(NOBODY, PAIN, "knee", key="gallery-knee")
        with st.container(key="score-row-gallery"):
            ask(NOBODY, PAIN, "pain_before_score", label="0 none to 10 worst", key="gallery-score")
        ask(NOBODY, PAIN, "pain_during_score", key="gallery-slider")
        st.number_input("Distance, km", value=None, key="gallery-number")
        with st.container(horizontal=True, gap="small", key="answer-buttons"):
            st.button("The one thing to do", type="primary", width="stretch")
            st.button("Another", width="stretch")
            st.button("Undo", type="tertiary")


def _show_confirm() -> None:
    with st.popover("Erase"):
        st.markdown("Three runs go for good. This cannot be undone.")
        st.button("Erase for good", type="primary")


def _show_messages() -> None:
    st.info("There is nothing here for you to see.")
    st.warning("This file could not be read: it ends in the middle of a run.")


def _show_empty() -> None:
    empty_state("No run has come in yet.")


def _show_days() -> None:
    figure = draw_story(
        rows.runs(),
        rows.weeks(),
        rows.pain(),
        rows.events(),
        units="km",
        first_day=rows.FIRST_DAY,
        today=rows.TODAY,
    )
    chart_with_table(written(figure), rows.runs(), name="gallery-days")


def _show_weeks() -> None:
    weeks, ceiling, sessions, pain = rows.example()
    figure = draw_load(weeks, ceiling, sessions, pain, "km")
    chart_with_table(written(figure), weeks, name="gallery-weeks")
    _show_rows()


def _show_rows() -> None:
    weeks = rows.small_weeks()
    drawn = [small_bars(weeks, weeks["distance_m"] / 1000, unit="km")]
    two = [SmallRow(name, "34.0", drawn) for name in ("Ada", "Bea")]
    figure = draw_small_rows(
        [SmallRow("Distance, km"), *two],
        weeks["week_start_date"].to_list(),
        title="Small rows over one axis",
        subtitle="A row a measure or a runner, on the right its newest number",
    )
    chart_with_table(written(figure), weeks, name="gallery-rows")


def _show_dots() -> None:
    figure = draw_cadence_speed(rows.cadence_runs(), rows.cadence_lines(), "km")
    chart_with_table(written(figure), rows.cadence_runs(), name="gallery-dots")


def _show_limit() -> None:
    st.html(limit_bar("Last 7 days <b>18.0</b> of 23.5 km", 18_000, 23_500))
    st.html(limit_bar("Last 7 days <b>34.0</b> of 23.5 km", 34_000, 23_500))
    st.html(limit_bar("Last 7 days: not known in full", None, 23_500))


def _show_nothing_drawn() -> None:
    figure = draw_load(*(one.clear() for one in rows.example()), "km")
    chart_with_table(written(figure), rows.runs(), name="gallery-nothing")


PARTS: dict[str, Callable[[], None]] = {
    "Type": _show_type,
    "Colours": _show_colours,
    "Marks: a word, a shape, a colour": _show_marks,
    "Cards, sections, folds": _show_cards,
    "Forms and buttons": _show_forms,
    "To confirm": _show_confirm,
    "Messages": _show_messages,
    "Nothing there yet": _show_empty,
    "Chart of days": _show_days,
    "Chart of weeks": _show_weeks,
    "Chart of one number and its limit": _show_limit,
    "Chart of dots and their line": _show_dots,
    "A chart without a mark": _show_nothing_drawn,
}


if __name__ == "__main__":
    show()
