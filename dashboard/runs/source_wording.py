"""Where the numbers of runs come from, in words: archives and platforms, and their order."""

from collections.abc import Iterable, Sequence

from dashboard.rows.data import SourceChoice
from dashboard.rows.runs import RunField
from dashboard.ui import display
from etl.reference.recording_sources import read_source_order

FIELDS = {
    "detail": "Second by second",
    "distance": "Distance",
    "time": "Time",
    "climb": "Climb and descent",
    "heart_rate": "Heart rate",
    "cadence": "Cadence",
    "effort": "How hard it felt",
    "shoe": "Shoe",
    "contact": "Time on the ground",
    "balance": "Balance left and right",
    "oscillation": "Way up and down",
    "vertical_ratio": "Up and down over step length",
    "power": "Power",
    "feel": "How it felt",
}
"""Kinds of number of `page.run_field`, in the order they are told in."""

REASONS = {
    "not_told": "Not told by any source",
    "read_before": "Read before these were asked for; a rebuild asks",
    "altitude_not_believed": "Its altitude is not believed",
    "only_totals": "It came as totals only",
}
FILE, TYPED = "file", "typed"
WHICH_FIRST = "Which source is asked first"
ASK_FIRST, SAVE, USUAL = "Ask first, in this order", "Save this order", "Back to the usual order"
ABOUT = (
    "Each number of a run comes from the first source that tells it, and a run's page says which. "
    "The usual order: a recording before a row of a table, FIT before TCX before GPX, a watch "
    "before a phone. What you name here is asked before that, for distance, time, climb, heart "
    "rate, cadence, steps, power and effort. In any order the same runs count, and hills, speeds "
    "and knee load stay those of the recording that counts."
)
SAVED, SAVED_USUAL = "The order is saved.", "The usual order holds again."


def source_title(name: str) -> str:
    """An archive or platform as people call it."""
    titles = {source.id: source.title for source in read_source_order().sources}
    return titles.get(name, name.replace("_", " ").capitalize())


def choice_words(row: SourceChoice) -> str:
    """A source in a list: `Garmin takeout, 412 runs`."""
    return f"{source_title(row['source_name'])}, {display.count(row['run_count'], 'run')}"


def order_words(names: Sequence[str]) -> str:
    """The order that holds."""
    if not names:
        return "The usual order holds."
    return f"Asked first: {', then '.join(map(source_title, names))}."


def field_lines(rows: Iterable[RunField]) -> list[tuple[str, str]]:
    """What each source tells of a run, then what none does: (kinds of number, where from)."""
    told: dict[str, list[str]] = {}
    in_order = sorted(rows, key=lambda row: list(FIELDS).index(row["field"]))
    for row in sorted(in_order, key=lambda row: row["came_with"] is None):
        words = FIELDS[row["field"]]
        fields = told.setdefault(where_from(row), [])
        if words not in fields:
            fields.append(words if not fields else words[0].lower() + words[1:])
    return [(", ".join(fields), where) for where, fields in told.items()]


def where_from(row: RunField) -> str:
    """What tells a kind of number: `FIT of Garmin takeout`; else why none does."""
    if row["came_with"] is None:
        return REASONS[row["reason"] or "not_told"]
    if row["came_with"] == TYPED:
        return "you typed it in"
    names = [name for name in row["came_with"].split(" ") if name != FILE]
    kind = display.SOURCES.get(row["source"] or "", row["source"] or "")
    if not names or row["source"] == names[0]:
        return kind
    return f"{kind} of {' and '.join(map(source_title, names))}"
