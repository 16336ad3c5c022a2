"""How a mechanics check is asked for; what was seen of an item is asked as its list says."""

from dashboard.mechanics import wording
from dashboard.ui.asking import Asked, Field
from etl.journal.mechanics import Finding

FINDING = Asked(
    entry=Finding,
    table="mechanics_finding",
    key="mechanics",
    fields={
        "local_date": Field(wording.DAY_OF_CHECK),
        "seen_by": Field(wording.WHO_LOOKED, words=wording.SEERS),
        "video_url": Field(wording.LINK, option="video", help=wording.LINK_HELP),
        "note": Field("Note", look="area"),
    },
)
