"""How an event ahead is asked for."""

from dashboard.plan import event_wording as wording
from dashboard.ui.asking import RUNNER, Asked, Field
from etl.journal.races import RunnerEvent

EVENT = Asked(
    entry=RunnerEvent,
    table="runner_event",
    command="event",
    help=wording.COMMAND,
    opens=wording.OPENS,
    key="event",
    missing=wording.MISSING,
    sends=wording.SENDS,
    saved=wording.SAVED,
    fields={
        "name": Field(wording.NAME, help=wording.NAME_HELP, is_argument=True),
        "event_date": Field("Day", key="day", option="date", help=wording.DAY_HELP),
        "distance_m": Field(
            wording.HOW_FAR,
            key="distance",
            option="distance-km",
            help=wording.HOW_FAR_HELP,
            step=1.0,
            is_distance=True,
        ),
        "priority": Field(wording.PRIORITY, help=wording.PRIORITY_HELP, look="segments"),
        "runner_id": RUNNER,
    },
)
