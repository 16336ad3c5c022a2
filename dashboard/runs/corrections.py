"""The runner's word on one recording: count it or not, cut it, or say what it really was."""

from dashboard import session
from etl.analysis.corrections import SPLIT
from etl.operations import correct
from etl.operations.cut import Cutting


def choose(person: session.Person, *, activity_id: str, field: str, value: str | None) -> None:
    """Write the choice down and let the tables follow; the next rerun shows it."""
    session.require_own(person.runner_id)
    correct.choose(
        session.current_home(),
        session.current_settings(),
        runner_id=person.runner_id,
        activity_id=activity_id,
        field=field,
        value=value,
    )


def withdraw(person: session.Person, *, activity_id: str, field: str) -> None:
    """Take a word back: the recording is again what its source makes of it."""
    if field == SPLIT:
        cutting(person, activity_id).undo_split()
        return
    session.require_own(person.runner_id)
    correct.withdraw(
        session.current_home(),
        session.current_settings(),
        runner_id=person.runner_id,
        activity_id=activity_id,
        field=field,
    )


def cutting(person: session.Person, activity_id: str) -> Cutting:
    """One recording to trim or split. Raises AccessDenied for another's."""
    session.require_own(person.runner_id)
    return Cutting(
        home=session.current_home(),
        settings=session.current_settings(),
        runner_id=person.runner_id,
        activity_id=activity_id,
    )
