"""What a reader may do about a runner, in words: notes, the plan, the report."""

from dashboard.rows.patient import PatientNote
from dashboard.ui import display

ADJUST_PLAN = "Adjust plan"

NOTE = "Note"
KEEP_NOTE = "Keep the note"
WHO_SEES = "Seen by the runner and by whom they share clinical notes with."
REVIEWED = "Mark as reviewed"
OLDER_NOTES = "Older notes and reviews"

KEEP_QUESTION = "Ask this at the next session"
KINDS = {"assessment": "Assessment", "review": "Reviewed", "question": "Question"}
"""Kinds of notes: stored code to words."""

REPORT = "Report PDF"
PAPER = "Paper"
MAKE_REPORT = "Make the report"
REPORT_HOLDS = "One to three pages. What came through the Strava API stays out of it."


def note_title(row: PatientNote) -> str:
    """What was written, and of which day."""
    return f"{KINDS[row['kind']]}, {display.day(row['local_date'])}"


def written_by(row: PatientNote) -> str:
    """By whom, where several write."""
    return "" if row["saved_by"] == "local" else f", {row['saved_by']}"
