"""Data: bring runs in, take an import back, see what came from where and what is missing."""

from dashboard import session
from dashboard.data.batch_section import show_batches
from dashboard.data.export_and_erase import show_erased, show_rights
from dashboard.data.missing_section import show_missing
from dashboard.data.outdated_section import show_outdated
from dashboard.data.recorder_answers import show_recorder_answers
from dashboard.data.recording_health import show_recording_health
from dashboard.data.source_section import show_sources
from dashboard.imports.import_section import show_import
from dashboard.imports.result_section import show_result
from dashboard.people.profile import show_profile
from dashboard.runs.set_aside import show_set_aside


def show() -> None:
    """The whole screen, top down."""
    person = session.current_runner()
    show_erased()
    show_import(person)
    show_result(person)
    if person is not None:
        show_set_aside(person)
        show_recorder_answers(person)
        show_sources(person)
        show_outdated(person)
        show_recording_health(person)
        show_missing(person)
        show_batches(person)
    show_profile(person)
    if person is not None:
        show_rights(person)


if __name__ == "__main__":
    show()
