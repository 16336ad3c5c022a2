"""What the recordings are worth and what each import brought, folded."""

from functools import partial

from dashboard import session
from dashboard.data import wording
from dashboard.data.batch_section import show_batches
from dashboard.data.missing_section import show_missing
from dashboard.data.recording_health import show_recording_health
from dashboard.ui.folds import show_in_fold


def show_worth(person: session.Person) -> None:
    """Each drawn once it is opened; nothing where there is nothing of it."""
    for view, show in (
        ("page.data_missing", show_missing),
        ("page.recording_health", show_recording_health),
        ("page.data_batch", show_batches),
    ):
        if not session.rows_of(person, view).is_empty():
            show_in_fold(
                wording.FOLDS[view], partial(show, person), key=f"{view.partition('.')[2]}-fold"
            )
