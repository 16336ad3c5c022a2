"""How an event ahead is asked for."""

from dashboard.ui.asking import RUNNER, Asked, Field
from etl.journal.races import RunnerEvent

EVENT = Asked(
    entry=RunnerEvent,
    table="runner_event",
    command="event",
    help="Log an event ahead: pain in the twelve weeks before it prompts to have the knee "
    "assessed.",
    opens="Log an event",
    key="event",
    missing="Give it a name and a day.",
    sends="Keep this event",
    saved="Kept.",
    fields={
        "name": Field("What is it called?", help="What it is called.", is_argument=True),
        "event_date": Field("Day", key="day", option="date", help="The day of it."),
        "distance_m": Field(
            "How far",
            key="distance",
            option="distance-km",
            help="How far.",
            step=1.0,
            is_distance=True,
        ),
        "priority": Field(
            "How much it matters, A most", help="A (trained for), B or C.", look="segments"
        ),
        "runner_id": RUNNER,
    },
)
