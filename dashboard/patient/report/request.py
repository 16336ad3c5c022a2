"""A report that somebody asks for: through the one door, and without what was only lent."""

from dataclasses import replace
from datetime import date

from dashboard.access.gateway import Gateway, Viewer
from dashboard.patient.report.wording import NO_SUCH_RUNNER
from dashboard.session import Person
from etl.errors import AccessDenied


def report_bytes(
    gateway: Gateway, viewer: Viewer, person: Person, *, weeks: int = 12, paper: str = "a4"
) -> bytes:
    """The PDF on a runner, of what this viewer may see and may hand on.

    Raises AccessDenied where the runner is not there or not this viewer's to see.
    """
    # A second to load, both of them.
    from dashboard.patient.report.clinic import read_clinic  # noqa: PLC0415
    from dashboard.patient.report.typesetting import make_report  # noqa: PLC0415

    lasting = replace(viewer, sees_lent=False)
    if gateway.load(lasting, "page.runner", runner_id=person.runner_id).is_empty():
        raise AccessDenied(NO_SUCH_RUNNER)
    return make_report(
        lambda view: gateway.load(lasting, view, runner_id=person.runner_id),
        person,
        today=(today := gateway.settings.local_date(person.time_zone)),
        weeks=weeks,
        paper=paper,
        names=gateway.team(today).names,
        clinic=read_clinic(gateway.home),
    )


def report_name(person: Person, today: date) -> str:
    """A name for the file on any platform, such as kneewise-mara-k-2026-05-03.pdf."""
    words = "".join(sign if sign.isalnum() else " " for sign in person.display_name.casefold())
    return "-".join(["kneewise", *words.split()[:6], today.isoformat()]) + ".pdf"
