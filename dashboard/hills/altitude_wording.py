"""Altitude that is not believed, in words: which device, over which time, why, and what helps."""

from dashboard.rows.hills import HillsDoubt
from dashboard.ui import display
from dashboard.ui.escape import escaped

DOUBTS = {
    "unlike_told": "that is at least twice what the watch or its platform tells of the same run",
    "unlike_other_devices": "that is at least twice what your other devices tell",
    "rough": "it goes up and down as hills do not, and the pace takes no notice",
    "unreliable_device": "half or more of this device's runs around that day are not believed",
}
"""Why altitude is not believed: stored code to words."""

HELP = (
    "What helps: rinse the small openings of the watch's barometer with warm fresh water and let "
    "it dry. On a platform that can correct elevation by a map, switch that on and import the run "
    "again. Where the hills are real, say so on the run's own page."
)
NO_NAME = "a device that is not named"


def doubt_words(row: HillsDoubt, units: str) -> str:
    """One device: how many runs, when, and why."""
    runs = display.count(row["run_count"], "run")
    first, last = display.day(row["from_date"]), display.day(row["until_date"])
    when = f"on {first}" if row["run_count"] == 1 else f"from {first} to {last}"
    climbed = display.height(row["recorded_ascent_m"], units)
    over = display.distance(row["distance_m"], units)
    device = NO_NAME if row["device"] == "not told" else row["device"]
    return (
        f"**Hills are unknown on {runs} of {escaped(device)}** {when}. Its altitude tells of "
        f"{climbed} of climb over {over}, but {DOUBTS[row['reason']]}."
    )


def doubt_of_run(climbed: str, doubt: str) -> str:
    """Why the hills of one recording are unknown."""
    return f"Hills are unknown: the altitude tells of {climbed} of climb, but {DOUBTS[doubt]}."
