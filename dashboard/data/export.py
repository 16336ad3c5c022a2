"""What a runner may take along: the tables of an export that people read, through the one door."""

from dataclasses import replace
from pathlib import Path

from dashboard.access.gateway import Gateway, Viewer
from dashboard.ui.plain_values import as_flat
from etl.operations.export_runner import TakenOut, export_runner
from etl.storage.under_way import scratch_folder

VIEWS = (
    "metric.run",
    "metric.session_spike",
    "metric.runner_day",
    "metric.runner_week",
    "metric.weekly_ramp",
    "metric.hill_exposure",
    "metric.speed_exposure",
    "metric.cadence_trend",
    "metric.pain_day",
    "metric.strength_day",
    "metric.check_in",
    "risk.rule_hit",
    "risk.runner_day",
)
"""Views that a spreadsheet can make something of; all the others follow from the same rows."""


def take_out(gateway: Gateway, viewer: Viewer, file: Path, *, runner_id: str) -> TakenOut:
    """Write a runner's export; what a platform lent stays out of it, and out of its numbers.

    Raises UserError where the file exists, AccessDenied where the runner is not this viewer's own.
    """
    lasting = replace(viewer, sees_lent=False)
    tables = {name: as_flat(gateway.load(lasting, name, runner_id=runner_id)) for name in VIEWS}
    withheld = gateway.load(lasting, "core.withheld", runner_id=runner_id)
    return export_runner(
        gateway.home,
        gateway.settings,
        file,
        runner_id=runner_id,
        tables=tables,
        lent_count=int(withheld["run_count"].sum()),
    )


def as_bytes(gateway: Gateway, viewer: Viewer, *, runner_id: str) -> bytes:
    """The same file for a browser, made on a disk that it does not stay on."""
    with scratch_folder(gateway.home, "export-") as folder:
        file = folder / "export.zip"
        take_out(gateway, viewer, file, runner_id=runner_id)
        return file.read_bytes()


def file_name(display_name: str) -> str:
    """A name for the file on any platform, such as kneewise-mara-k.zip."""
    words = "".join(letter if letter.isalnum() else " " for letter in display_name.casefold())
    return f"{'-'.join(['kneewise', *words.split()])}.zip"
