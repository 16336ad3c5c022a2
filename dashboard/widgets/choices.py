"""The runner's word on one recording: exclude it, count it, or say what it really was."""

from dashboard import session
from etl import choosing


def choose(person: session.Person, *, activity_id: str, field: str, value: str | None) -> None:
    """Write the choice down and let the tables follow; the next rerun shows it."""
    session.require_own(person.runner_id)
    choosing.choose(
        session.current_home(),
        session.current_settings(),
        runner_id=person.runner_id,
        activity_id=activity_id,
        field=field,
        value=value,
    )
