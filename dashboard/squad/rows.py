"""The board as rows, with the viewer's own marks and notes."""

import polars as pl

from dashboard import session
from dashboard.squad.triage.marks import with_marks
from dashboard.squad.wording import with_notes


def read_squad() -> tuple[pl.DataFrame, pl.DataFrame]:
    """The board with this viewer's marks and notes, and all of their notes."""
    page, viewer = session.current_page(), session.current_viewer()
    squad = page.load(viewer, "page.squad")
    marks, notes = (page.load(viewer, f"page.squad_{name}") for name in ("mark", "note"))
    return with_notes(with_marks(squad, marks, today=session.today(None)), notes), notes
