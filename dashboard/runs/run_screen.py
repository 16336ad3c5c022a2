"""One run: what it was, what it asked, where it hurt, and where each number comes from."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import session
from dashboard.hills.doubted_altitude import doubts_of_run
from dashboard.pain.day_log_form import show_effort_log
from dashboard.pain.run_form import show_run_pain_log
from dashboard.runs.charts import draw_streams, thinned
from dashboard.runs.correct_form import show_correct_form
from dashboard.runs.correction_wording import recorded_by, sport_word
from dashboard.runs.corrections_said import show_said
from dashboard.runs.merged import show_merged
from dashboard.ui import display
from dashboard.ui.chart import chart_with_table, show_heading, table_with_csv
from dashboard.ui.escape import escaped
from etl.reference.rules import parameter_value

STRAVA_API = "strava_api"
STRAVA_ACTIVITY = "https://www.strava.com/activities/"

JUMPS = {
    "no_reference": "There was no run in the {days} before to compare it with.",
    "reference": "No jump: {ratio} times the longest run of the {days} before, {longest}.",
    "small": "A jump: {ratio} times the longest run of the {days} before, {longest}.",
    "moderate": "A jump: {ratio} times the longest run of the {days} before, {longest}.",
    "large": "A big jump: {ratio} times the longest run of the {days} before, {longest}.",
}
"""What a run was against its ceiling: band of `metric.session_spike` to a sentence."""

DOSES = {
    "distance": "Distance",
    "time": "Time",
    "descent": "Descent",
    "downhill": "Distance downhill",
    "fast": "Fast time",
    "knee_load": "Knee load",
}
"""Kinds of dose of `page.run_dose`, in its order."""

CADENCE_RULES = {
    "steps_as_stored": "as stored, steps of both feet",
    "strides_x2": "doubled, since this kind of file counts one leg",
    "guard_x2": "doubled, since as stored it was too low for both feet",
    "not_recorded": "not recorded",
    "outside_range": "left out, since its mean is not one of running with both feet",
}
"""How cadence became steps of both feet: what the stored code ends with, to words."""

SPORT_RULES = {
    "file": "as the file says",
    "guessed_from_name": "guessed from its name",
    "guessed_from_cadence": "guessed from its steps",
    "guessed_from_speed": "guessed from its speed",
    "runner": "as you said",
}
"""Where a recording's sport comes from: stored code to words."""


def show_run(person: session.Person, session_id: str) -> bool:
    """The whole run, top down; False if there is no such run."""
    found = session.rows_of(person, "metric.run", session_id=session_id)
    if found.is_empty():
        return False
    run = found.row(0, named=True)
    sources = session.rows_of(person, "page.run_source", session_id=session_id)
    pain = session.rows_of(person, "page.pain_entry", local_date=run["local_date"]).filter(
        pl.col("session_id").is_null() | (pl.col("session_id") == session_id)
    )
    show_totals(person, run)
    show_hill_doubt(sources, person.units)
    show_effort_log(person, run)
    show_pain(person, pain)
    show_run_pain_log(person, run)
    show_streams(person, sources, pain)
    show_dose(person, session_id)
    show_sources(person, sources)
    show_merged(person, sources)
    show_said(person, sources)
    if session.owns(person):
        show_correct_form(person, run, sources)
    return True


def show_totals(person: session.Person, run: Mapping[str, Any]) -> None:
    """Day, totals, and what the run was against the days before."""
    started_at = display.local(run["started_at"], person.time_zone)
    distance = display.distance(run["distance_m"], person.units)
    place = ", on a treadmill" if run["is_treadmill"] else ""
    show_heading(
        f"{distance} on {display.day(run['local_date'])}", f"Started at {started_at:%H:%M}{place}"
    )
    with st.container(horizontal=True, gap="medium"):
        for name, words in _totals(run, person.units).items():
            st.metric(name, words, width="content")
    st.markdown(_jump_words(person, run["session_id"]))


def show_hill_doubt(sources: pl.DataFrame, units: str) -> None:
    """Why climb and descent are unknown, where altitude is not believed."""
    for words in doubts_of_run(sources, units):
        st.caption(words)


def _totals(run: Mapping[str, Any], units: str) -> dict[str, str]:
    totals = {
        "Time moving": display.clock(run["moving_s"]),
        "Pace": display.pace(run["speed_mps"], units),
        "Down": display.height(run["descent_m"], units),
        "Up": display.height(run["ascent_m"], units),
        "Cadence": display.cadence(run["cadence_spm"]),
        "Heart rate": display.heart_rate(run["heart_rate_bpm"]),
    }
    return {name: words for name, words in totals.items() if words != display.UNKNOWN}


def _jump_words(person: session.Person, session_id: str) -> str:
    spikes = session.rows_of(person, "metric.session_spike", session_id=session_id)
    if spikes.is_empty() or spikes["spike_band"][0] is None:
        return ""
    spike = spikes.row(0, named=True)
    return JUMPS[spike["spike_band"]].format(
        ratio="–" if spike["spike_ratio"] is None else f"{spike['spike_ratio']:.2f}",
        longest=display.distance(spike["longest_30d_m"], person.units),
        days=display.count(int(parameter_value("spike_window_days")), "day"),
    )


def show_pain(person: session.Person, pain: pl.DataFrame) -> None:
    """What was logged for this run or its day, a line a knee."""
    for row in pain.to_dicts():
        knee = display.KNEES[row["knee"]]
        scores = [
            f"{words.lower()} {row[column]}"
            for column, words in display.PAIN_MOMENTS.items()
            if row[column] is not None
        ]
        onset = display.distance(row["onset_m"], person.units)
        began = "" if row["onset_m"] is None else f"; it began at {onset}"
        st.markdown(f"{knee.shape} **{knee.word} knee**: {', '.join(scores) or 'no score'}{began}")


def show_streams(person: session.Person, sources: pl.DataFrame, pain: pl.DataFrame) -> None:
    """The streams of each recording that counts, with steep stretches and where pain began."""
    counted = sources.filter(pl.col("duplicate_of").is_null())
    onsets_m = pain["onset_m"].drop_nulls().sort().to_list() if counted.height == 1 else []
    onset_m = onsets_m[0] if onsets_m else None
    for activity_id, doubt in counted.select("activity_id", "altitude_doubt").rows():
        samples = session.current_gateway().samples(
            session.current_viewer(), activity_id, runner_id=person.runner_id
        )
        if samples is None or samples["distance_m"].is_null().all():
            st.info("This run came as totals only, so there are no streams to show.")
            continue
        stretches = session.rows_of(person, "page.run_stretch", activity_id=activity_id)
        if doubt is not None:
            samples = samples.with_columns(altitude_m=pl.lit(None, dtype=pl.Float64))
        points = thinned(samples)
        chart_with_table(
            draw_streams(points, stretches, onset_m, person.units),
            _stream_table(points, person.units),
            name=f"streams-{activity_id}",
        )


def show_dose(person: session.Person, session_id: str) -> None:
    """What the run asked, against the runner's own usual run."""
    doses = session.rows_of(person, "page.run_dose", session_id=session_id).drop_nulls("value")
    if doses.is_empty():
        return
    table = _dose_table(doses, person.units)
    weeks = display.count(round(parameter_value("run_usual_days") / 7), "week")
    with st.container(gap="xsmall"):
        show_heading(
            "Against your usual run",
            f"Usual: the median of your runs of the {weeks} before; knee load in thousand flat "
            "steps, to be compared with your own runs only",
        )
        st.dataframe(table, hide_index=True, height="content", placeholder=display.UNKNOWN)
        table_with_csv(table, name="dose")


def show_sources(person: session.Person, sources: pl.DataFrame) -> None:
    """Which file each number comes from, and how it was made comparable."""
    st.markdown("#### Where the numbers come from")
    for row in sources.to_dicts():
        st.markdown(f"**{escaped(_source_words(row))}**  \n:gray[{_source_detail(row)}]")
        if row["note"]:
            st.caption(escaped(row["note"]))
        if row["source"] == STRAVA_API and row["duplicate_of"] is None:
            show_strava_link(person, row["activity_id"])


def show_strava_link(person: session.Person, activity_id: str) -> None:
    """Strava's own page of a run that came through it, in the words its brand rules ask for."""
    found = session.rows_of(person, "core.activity", activity_id=activity_id)
    for strava_id in found["source_activity_id"].drop_nulls():
        if strava_id.isdecimal():
            st.markdown(f"[**View on Strava**]({STRAVA_ACTIVITY}{strava_id})")


def _source_words(row: Mapping[str, Any]) -> str:
    words = recorded_by(row)
    return f"{words} (second recording, not counted)" if row["duplicate_of"] else words


def _source_detail(row: Mapping[str, Any]) -> str:
    rule = SPORT_RULES.get(row["sport_rule"], row["sport_rule"])
    parts = [
        f"{escaped(sport_word(row['sport']))}, {rule}",
        f"altitude: {_altitude_words(row)}",
        f"cadence: {_cadence_words(row['cadence_rule'])}",
        "totals only" if row["detail_level"] == "summary" else "recorded in detail",
    ]
    return " · ".join(parts)


def _altitude_words(row: Mapping[str, Any]) -> str:
    return (
        "not believed"
        if row["altitude_doubt"]
        else display.ALTITUDE_SOURCES[row["altitude_source"]]
    )


def _cadence_words(rule: str | None) -> str:
    if rule is None:
        return "not recorded"
    return next((words for code, words in CADENCE_RULES.items() if rule.endswith(code)), rule)


def _dose_table(doses: pl.DataFrame, units: str) -> pl.DataFrame:
    rows = [
        {
            "What": DOSES[row["measure"]],
            "This run": _dose(row["measure"], row["value"], units) + _range(row),
            "Your usual": _dose(row["measure"], row["usual_value"], units),
            "Times usual": None if row["usual_ratio"] is None else round(row["usual_ratio"], 2),
            "Runs compared": row["usual_count"],
        }
        for row in doses.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _dose(measure: str, value: float | None, units: str) -> str:
    if value is None:
        return display.UNKNOWN
    if measure in ("distance", "downhill"):
        return display.distance(value, units)
    if measure in ("time", "fast"):
        return display.duration(value)
    return display.height(value, units) if measure == "descent" else f"{value:.1f}"


def _range(row: Mapping[str, Any]) -> str:
    """How far a number may be off, where that is known."""
    if row["low_value"] is None or row["high_value"] is None:
        return ""
    return f" ({row['low_value']:.1f} to {row['high_value']:.1f})"


def _stream_table(points: pl.DataFrame, units: str) -> pl.DataFrame:
    distance, height = display.distance_unit(units), display.height_unit(units)
    return points.select(
        display.to_distance(pl.col("distance_m"), units).round(3).alias(f"Distance, {distance}"),
        display.to_height(pl.col("altitude_m"), units).round(1).alias(f"Altitude, {height}"),
        display.to_speed(pl.col("speed_mps"), units)
        .round(2)
        .alias(f"Speed, {display.speed_unit(units)}"),
        pl.col("cadence_spm").round(0).alias("Cadence, steps/min"),
        pl.col("heart_rate_bpm").round(0).alias("Heart rate, beats/min"),
    )
