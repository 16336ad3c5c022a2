"""Check-ins: how far does the knee get in the way, and is a change more than noise?"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboard import display, session
from dashboard.charts.check_ins import draw_check_ins
from dashboard.widgets.chart import chart_with_table
from dashboard.widgets.check_in_form import Ask, asks_of, home_texts, named, show_form
from dashboard.widgets.empty import empty_state
from dashboard.widgets.escape import escaped
from dashboard.widgets.known import show_method_link
from dashboard.widgets.section import section
from etl.check_ins import delete_check_in, wish_check_in
from etl.questionnaires.facts import facts_of, read_questionnaires
from etl.questionnaires.texts import Texts

REASONS = {
    "unanswered": "no score: a question was left out",
    "too_few_answers": "no score: too few were answered",
}
"""Why a score is missing: stored code to words."""


def show() -> None:
    """The whole screen: what is due, what came of it, and who else could ask."""
    person = session.current_runner()
    if person is None:
        empty_state(
            "A check-in asks how far a knee got in the way: tell us your name first, or "
            "bring in your runs.",
            "Go to Data",
        )
        return
    texts = home_texts()
    answers = session.rows_of(person, "page.check_in")
    show_due(person, texts, answers)
    show_answers(person, answers)
    show_asked(person)
    show_not_offered(texts)
    show_method_link("check_in", "How is this known?")


def show_due(person: session.Person, texts: Texts, answers: pl.DataFrame) -> None:
    """What is due, open; anything else that can be answered is one tap away."""
    due = session.rows_of(person, "page.check_in_due")
    asks = asks_of(texts, due)
    turn = str(hash(tuple(answers["saved_at"])))  # also changes where the clock was set back
    is_due = asks[0].is_due
    with section("Due now" if is_due else "Nothing is due today"):
        if not is_due:
            st.caption(_next_words(asks, due))
        names = {ask.key: ask for ask in asks}
        chosen = st.pills(
            "Answer",
            list(names),
            format_func=lambda key: names[key].name + (" · due" if names[key].is_due else ""),
            default=asks[0].key if is_due else None,
            key=f"check-in-choice-{turn}",
        )
        if chosen is not None:
            show_form(person, names[chosen], turn=turn)


def _next_words(asks: Sequence[Ask], due: pl.DataFrame) -> str:
    """When the next one that can be asked will be due; else when it would be."""
    can_ask = {(ask.text.facts.questionnaire_id, ask.knee) for ask in asks}
    for row in due.sort("due_date").to_dicts():
        if (row["questionnaire_id"], row["knee"]) in can_ask:
            name = named(row["title"], row["knee"])
            return f"Next: {name}, from {display.day(row['due_date'])}. Any can be answered today."
    return (
        "The weekly check-in is due while a knee was logged with pain in the last four weeks, or "
        "if you ask for it below. Any can be answered today."
    )


def show_answers(person: session.Person, answers: pl.DataFrame) -> None:
    """A chart of each questionnaire and knee, the latest answered first."""
    if answers.is_empty():
        st.markdown("#### No check-in yet")
        st.caption("The first one is where later ones are compared with.")
        return
    counts = {row["knee"]: row for row in session.rows_of(person, "page.check_in_count").to_dicts()}
    series = answers.select("questionnaire_id", "knee").unique(maintain_order=True).rows()
    for questionnaire_id, knee in series:
        rows = answers.filter(
            (pl.col("questionnaire_id") == questionnaire_id) & pl.col("knee").eq_missing(knee)
        ).reverse()
        with st.container(gap="xsmall"):
            show_series(rows)
            if facts_of(questionnaire_id).schedule == "weekly" and knee in counts:
                st.caption(count_words(counts[knee]))
            show_take_back(rows.row(-1, named=True))


def show_series(rows: pl.DataFrame) -> None:
    """Scores of one questionnaire and knee, oldest first, over the noise around the first."""
    latest = rows.row(-1, named=True)
    facts = facts_of(latest["questionnaire_id"])
    scored = rows.drop_nulls("score")
    title = finding(latest)
    if scored.is_empty():
        st.markdown(f"#### {title}")
        return
    figure = draw_check_ins(
        scored, title=title, lowest_score=facts.lowest_score, highest_score=facts.highest_score
    )
    name = f"check-in-{facts.questionnaire_id}" + (f"-{latest['knee']}" if latest["knee"] else "")
    chart_with_table(figure, _table(rows), name=name)


def finding(latest: Mapping[str, Any]) -> str:
    """The latest answer of a series as a chart's title: its score, and what became of the first."""
    name = named(latest["title"], latest["knee"])
    if latest["score"] is None:
        return f"{name}: {REASONS[latest['score_reason']]}"
    words = latest["change_first_words"]
    since = f", since the first {words}" if words else ", the first"
    return f"{name}: {latest['score']:.3g}{since}"


def count_words(count: Mapping[str, Any]) -> str:
    """How often the knee got in the way, over all weekly check-ins."""
    checks = display.count(count["check_in_count"], "weekly check-in")
    return (
        f"Of {checks}, {count['problem_count']} told of a problem and "
        f"{count['substantial_count']} of a substantial one. Mean score {count['mean_score']:.0f}, "
        f"all added up {count['sum_score']:.0f}."
    )


def show_take_back(latest: Mapping[str, Any]) -> None:
    """The latest answer of a series can be taken back; answering again that day replaces it."""
    label = (
        f"Take back the answer of {display.short_day(latest['local_date'], session.today(None))}"
    )
    if st.button(label, type="tertiary", key=f"take-back-{latest['entry_id']}"):
        delete_check_in(session.current_journal(), latest["entry_id"])
        st.rerun()


def show_asked(person: session.Person) -> None:
    """The runner's word on which knee is asked about weekly."""
    asked = session.rows_of(person, "page.check_in_asked")["knee"].to_list()
    with section("Ask me weekly about"):
        wanted = st.pills(
            "Knee",
            list(display.KNEES),
            selection_mode="multi",
            format_func=lambda code: f"{display.KNEES[code].shape} {display.KNEES[code].word}",
            default=asked,
            key=f"check-in-asked-{'-'.join(asked)}",
            label_visibility="collapsed",
        )
        st.caption(
            "A knee with pain in the last four weeks is asked about by itself, until you say no."
        )
    changed = set(wanted) ^ set(asked)
    for knee in changed:
        wish_check_in(
            session.current_journal(),
            runner_id=person.runner_id,
            knee=knee,
            is_wanted=knee in wanted,
        )
    if changed:
        st.rerun()


def show_not_offered(texts: Texts) -> None:
    """Questionnaires whose words are not ours to show, why, and what a clinic can do."""
    for fault in texts.faults:
        st.warning(escaped(f"A clinic's file is left out. {fault}"))
    offered = {text.facts.questionnaire_id for text in texts.offered}
    missing = [
        facts
        for facts in read_questionnaires()
        if facts.schedule == "clinic" and facts.questionnaire_id not in offered
    ]
    if not missing:
        return
    with section("Not offered here"):
        names = ", ".join(facts.title for facts in missing)
        st.markdown(
            f"{names}: their words belong to others, so they do not come with Kneewise. A clinic "
            "that has a licence puts a file into the folder `questionnaires` of this home; the "
            "scoring is here already."
        )
        with st.popover("Permission of each", type="tertiary", key="check-in-permissions"):
            for facts in missing:
                st.markdown(f"**{facts.title}** {escaped(facts.permission)}")
                if facts.unverified:
                    st.caption(escaped(facts.unverified))


def _table(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.reverse().select(
        pl.col("local_date").alias("Day"),
        pl.col("score").round(1).alias("Score"),
        pl.col("score_reason").replace(REASONS).alias("Why none"),
        pl.col("is_substantial").alias("Substantial"),
        pl.col("change_first_words").alias("Since the first"),
        pl.col("change_last_words").alias("Since the last"),
        pl.col("questionnaire_version").alias("Version of the words"),
    )


show()
