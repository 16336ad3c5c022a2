"""The diary beside the knee's scores: pain elsewhere, kept in versions in the journal."""

from typing import TYPE_CHECKING

from etl.journal.other_site_entries import LightProfile, SitePain

if TYPE_CHECKING:
    from etl.journal.store import Journal


def log_site_pain(journal: "Journal", entry: SitePain, *, saved_by: str = "local") -> str:
    """Keep pain of a place other than the knee, or a newer version of it; return its entry_id.

    Raises UserError for a place nobody knows, a score outside 0-10, or no score at all.
    """
    return journal.save_entry("site_pain", entry, saved_by=saved_by)


def choose_light(journal: "Journal", entry: LightProfile, *, saved_by: str = "local") -> str:
    """From a day on, let the light of a knee go by these limits; return the entry_id.

    Raises UserError for a knee, profile or decider nobody knows.
    """
    return journal.save_entry("light_profile", entry, saved_by=saved_by)
