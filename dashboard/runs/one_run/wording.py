"""A recording of one run in words: by what it was made, and how it was made comparable."""

from dashboard.rows.runs import RunSource
from dashboard.runs.correction_wording import recorded_by, sport_word
from dashboard.ui import display
from dashboard.ui.escape import escaped

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


def source_words(row: RunSource) -> str:
    """A row of `page.run_source`: who recorded it, and whether it counts."""
    words = recorded_by(row)
    return f"{words} (second recording, not counted)" if row["duplicate_of"] else words


def source_detail(row: RunSource) -> str:
    """How its sport, altitude and cadence came about, in Markdown."""
    rule = SPORT_RULES.get(row["sport_rule"], row["sport_rule"])
    parts = [
        f"{escaped(sport_word(row['sport']))}, {rule}",
        f"altitude: {_altitude_words(row)}",
        f"cadence: {_cadence_words(row['cadence_rule'])}",
        "totals only" if row["detail_level"] == "summary" else "recorded in detail",
    ]
    return " · ".join(parts)


def _altitude_words(row: RunSource) -> str:
    return (
        "not believed"
        if row["altitude_doubt"]
        else display.ALTITUDE_SOURCES[row["altitude_source"]]
    )


def _cadence_words(rule: str | None) -> str:
    if rule is None:
        return "not recorded"
    return next((words for code, words in CADENCE_RULES.items() if rule.endswith(code)), rule)
