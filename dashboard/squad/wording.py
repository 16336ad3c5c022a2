"""The board of a squad in words: why a runner stands where they stand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from dashboard.limit import wording
from dashboard.rows import to_rows
from dashboard.rows.squad import Squad, SquadNote
from dashboard.rows.today import TodayReason
from dashboard.today.status_wording import (
    WORTH_KNOWING,
    and_more,
    finding_line,
    reason_line,
    status_words,
)
from dashboard.ui import display
from dashboard.ui.escape import escaped, escaped_line
from dashboard.ui.plain_names import plain_name
from etl.reference.rules import parameter_value

NO_JUMP = "none"
NOTE_LETTERS = 60  # of a note in a cell
CALM_NAMED = 6  # of those who are OK

NEEDS: dict[str, display.Mark] = {
    **{
        code: mark
        for code, mark in display.STATUSES.items()
        if code not in {"ok", "not_enough_data"}
    },
    "unknown": display.Mark("unknown", "Not known", "○"),
    "ok": display.STATUSES["ok"],
}
"""Needs of `page.squad`, the first to look at first; what is not known is never OK."""

WHY_UNKNOWN = {
    "no_data": "too little data yet: ask for runs or a log",
    "stale": "no run and no log lately: ask how it is going",
    "hidden": "all runs came through the Strava API, which shows them to the runner alone: ask for "
    "the bulk export",
}


NOTHING_YET = "Runners who share their training with you stand here, those who need a look first."
INVITE = "Invite a runner"
NOBODY_THERE = "Nobody who shares with you stands there."
AS_TABLE = "As a table: sort, compare"
DIGEST = "The week on one page"
DIGEST_HOLDS = (
    "Who needs a look first, the week against the four before, and who nothing is known of."
)
MAKE_DIGEST = "Make this week's page"
DIGEST_BY_MAIL = "Send me this by e-mail on Mondays"
WITH_DIARIES = "With what diaries say"
DIARY_HELP = (
    "Scores and words from diaries that are shared with you then lie in your mailbox. Without it "
    "the e-mail says whom to look at, and the reason stays here."
)
TABLE_HINT = "Choose a row to open it, several to lay them side by side. – is not known."
NOT_SEEN = "Not seen"
SEEN_GO_ON = "Seen, go on"
NOT_YOURS = "A coach or clinician with whom the runner shares training may note that."
TWELVE_WEEKS = "Twelve weeks"
DATE_FORMAT = "D MMM YYYY"
JUMP, NOTE, LAST_RUN, LAST_LOG = "Longest jump", "Latest note", "Last run", "Last log"
"""Columns of the table."""
COLUMN_HELP = {
    "7 days": "Distance of the last seven days; the usual week: a quarter of the last 28 days",
    "Pain": "Worst of the seven days before and of these seven, 0-10",
    JUMP: "Longest run of the last seven days over the longest of the 30 days before it; a jump of "
    "earlier days still holds tomorrow's limit",
    "12 weeks": "Distance a week; an unknown week has no bar",
}
"""What columns of the table mean, on pointing at them."""
CAN_BE_TOLD = "it can be told for {}"
TOLD_FOR = "<br>told for {}"
CHART_SUBTITLE = (
    "A row a runner, on the right the newest week; one scale for all rows of a measure. No bar: "
    "not known; pale: not over; a cross: too little is known."
)
WHO_READS = "Unless you show it, you alone read it here; the runner finds it in their export."
SHOW_HELP = (
    "They read it on Today, with your name and the day, until you stop showing it or take it back. "
    "Unticked, it is yours alone here; the runner finds it in their export."
)
A_NOTE = "A short note"
THE_NOTE = "The note"
NOTE_HINT = f"A short note. {WHO_READS}"
KEEP_NOTE = "Keep the note"
KEEP_CHANGE = "Keep the change"
STOP_SHOWING = "Stop showing it"


class BoardRow(Squad):
    """A row of `page.squad` with the viewer's own mark and the newest of their notes."""

    seen_date: date | None
    latest_note: str | None


def reason_words(row: Mapping[str, Any], today: date) -> str:
    """The first reason, with its knee and day; for an unknown runner, what would mend it.

    Rows are of `page.squad`, or of a digest.
    """
    if row["unknown_reason"]:
        return WHY_UNKNOWN[row["unknown_reason"]]
    if row["need"] == "ok" or not row["reason_text"]:
        return ""
    first = finding_line(
        row["reason_text"], row["reason_knee"], row["reason_date"], today=today, to_runner=False
    )
    return first + and_more(row["reason_count"] - 1)


def sentence(reason: TodayReason, units: str, today: date) -> str:
    """A row of `page.today_reason`: the finding, its knee, its day, and its number."""
    beside = "" if reason["status"] else f"{WORTH_KNOWING}: "
    is_number = reason["unit"] != "yes or no" and reason["value"] is not None
    number = f": {display.quantity(reason['value'], reason['unit'], units)}" if is_number else ""
    return beside + reason_line(reason, today=today, to_runner=False) + number


def need_a_look(names: Sequence[str], *, more_count: int, unknown_count: int) -> str:
    """Whom to look at, those who need it most first; of whom nothing is known, how many."""
    unknown = f", {unknown_count} not known" if unknown_count else ""
    if not names:
        return f"Nobody needs a look by what is known{unknown}"
    *others, last = [*names, f"{more_count} more"] if more_count else names
    who = f"{', '.join(others)} and {last}" if others else last
    return f"{who} {'need' if others else 'needs'} a look{unknown}"


def most_side_by_side(most: int) -> str:
    """Where more were chosen than one picture holds."""
    return f"Up to {most} runners can be laid side by side."


def distance_subtitle(label: str, unit: str) -> str:
    """What the bars of one runner are."""
    return f"{label.capitalize()} a week, {unit}"


def weeks_of(count: int) -> str:
    """Over the weeks of several runners."""
    return f"Twelve weeks of {count} runners"


def seven_days(row: Squad) -> str:
    """Over the weeks of one runner."""
    is_known = row["distance_7d_m"] is not None or row["known_7d_m"]
    return f"Seven days: {week_words(row)}" if is_known else TWELVE_WEEKS


def twelve_weeks_of(name: str) -> str:
    """On the link to a runner's own page."""
    return f"{name}: twelve weeks"


def show_it_to(name: str) -> str:
    """On the tick that lets the runner read a note."""
    return f"Show it to {escaped(plain_name(name))}"


def note_words(row: SquadNote, name: str, today: date) -> str:
    """A note as Markdown, its day in front, and whether the runner reads it."""
    day = display.short_day(row["local_date"], today)
    shown = f" · shown to {escaped(plain_name(name))}" if row["is_shown_to_runner"] else ""
    return f":gray[{day}{shown}] {escaped(row['note'])}"


def mark_as_seen(count: int) -> str:
    """On the button for several."""
    return f"Mark {count} as seen"


def line_head(row: BoardRow) -> str:
    """Name and status of a line of the list, as Markdown: shape, word and colour."""
    return f"**{escaped_line(name_words(row))}** {status_words(NEEDS[row['need']])}"


def line_words(row: BoardRow, today: date) -> str:
    """Why, the newest note, pain and the week, as Markdown; nothing of it is cut."""
    facts = f"pain {pain_words(row)}; week {week_words(row)}"
    why = reason_words(row, today)
    note = f"“{escaped(row['latest_note'])}”" if row["latest_note"] else ""
    told = [words for words in (escaped_line(f"{why[:1].upper()}{why[1:]}"), note) if words]
    return "  \n".join([*told, f":small[{escaped_line(facts)}]"])


def calm_label(names: Sequence[str]) -> str:
    """Who is OK, in front of their lines."""
    named = [escaped_line(plain_name(name)) for name in names]
    if len(named) > CALM_NAMED:
        named = [*named[:CALM_NAMED], f"{len(named) - CALM_NAMED} more"]
    mark = NEEDS["ok"]
    return f"{mark.shape} {mark.word}: {', '.join(named)}"


def mark_label(seen_date: date | None, today: date) -> str:
    """On the button of a line."""
    return f"✓ {display.short_day(seen_date, today)}" if seen_date else "Seen"


def more_runners(count: int) -> str:
    """In front of those who wait behind a line."""
    return f"{display.count(count, 'more runner')}"


def limit_words(row: Squad) -> str:
    """How far tomorrow, and what binds."""
    return wording.short(
        row["training_m"], row["training_reason"], row["limit_hidden_name"], row["units"]
    )


def pain_words(row: Squad) -> str:
    """Worst of this week and of the one before; whether it is shared at all."""
    if not row["is_pain_shared"]:
        return "not shared"
    before, now = row["worst_before_score"], row["worst_7d_score"]
    if now is None:
        return "not logged" if before is None else f"{before:g} → –"
    return f"{now:g}" if before is None else f"{before:g} → {now:g}"


def board(rows: pl.DataFrame, today: date) -> pl.DataFrame:
    """`page.squad` with marks and notes as a table for people; distances in each runner's units.

    What a coach looks at first stands first: a narrow page shows no more.
    """
    told = to_rows(rows, BoardRow)
    return pl.DataFrame(
        {
            "Runner": [name_words(row) for row in told],
            "Status": [f"{NEEDS[row['need']].shape} {NEEDS[row['need']].word}" for row in told],
            "Why": [reason_words(row, today) for row in told],
            "Pain": [pain_words(row) for row in told],
            "12 weeks": [
                [0.0 if value is None else value / 1000 for value in row["spark_m"] or []]
                for row in told
            ],
            "7 days": [week_words(row) for row in told],
            "Tomorrow": [limit_words(row) for row in told],
            JUMP: [jump_words(row["spike_ratio"]) for row in told],
            "Seen": [display.short_day(day, today) if day else "" for day in rows["seen_date"]],
            NOTE: [row["latest_note"] or "" for row in told],
            LAST_RUN: rows["last_run_date"],
            LAST_LOG: rows["last_log_date"],
            "Descent": [display.height(row["descent_7d_m"], row["units"]) for row in told],
            "Fast": [display.duration(row["fast_7d_s"]) for row in told],
            "Cadence": [_trend(row["trend_spm_per_week"]) for row in told],
        },
        schema_overrides={"12 weeks": pl.List(pl.Float64)},
    )


def name_words(row: Squad) -> str:
    """The name as plain text, with the year of birth where it is known."""
    name = plain_name(row["display_name"])
    return f"{name}, {row['birth_year']}" if row["birth_year"] else name


def week_words(row: Squad) -> str:
    """The last seven days beside the usual: `38.2 km, usual 41.0`, or what of them is known."""
    if row["distance_7d_m"] is None:
        return known_words(row)
    now = display.distance(row["distance_7d_m"], row["units"])
    if row["usual_7d_m"] is None:
        return now
    return f"{now}, usual {display.to_distance(row['usual_7d_m'], row['units']):,.1f}"


def known_words(row: Mapping[str, Any]) -> str:
    """`17.0 km known`, where a day without a recording may have been a run; a dash for nothing."""
    if not row["known_7d_m"]:
        return display.UNKNOWN
    return f"{display.distance(row['known_7d_m'], row['units'])} known"


def with_notes(rows: pl.DataFrame, notes: pl.DataFrame) -> pl.DataFrame:
    """Rows of the board with `latest_note`, one short line; null where there is none.

    `notes` is `page.squad_note` of the same viewer.
    """
    latest = notes.filter(pl.col("note_index") == 1).select(
        "runner_id",
        pl.col("note")
        .map_elements(lambda note: plain_name(note, longest=NOTE_LETTERS), return_dtype=pl.String)
        .alias("latest_note"),
    )
    return rows.join(latest, on="runner_id", how="left", maintain_order="left")


def jump_words(ratio: float | None) -> str:
    """`×1.43`, or `none` for a run that is no jump; unknown is a dash."""
    if ratio is None:
        return display.UNKNOWN
    return f"×{ratio:.2f}" if ratio > parameter_value("spike_small_ratio") + 1e-9 else NO_JUMP


def _trend(trend: float | None) -> str:
    return display.UNKNOWN if trend is None else f"{display.cadence_change(trend)} a week"
