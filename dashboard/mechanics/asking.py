"""How a mechanics check is asked for; what was seen of an item is asked as its list says."""

from dashboard.ui.asking import Asked, Field
from etl.journal.mechanics import Finding

SEERS = {"runner": "The runner", "clinician": "A clinician"}
"""Whose eyes saw it: stored code to words."""

FINDING = Asked(
    entry=Finding,
    table="mechanics_finding",
    key="mechanics",
    fields={
        "local_date": Field("Day of the check"),
        "seen_by": Field("Who looked", words=SEERS),
        "video_url": Field("Link to a video", option="video", help="A link to a video."),
        "note": Field("Note", look="area"),
    },
)
