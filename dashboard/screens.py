"""Places and screens as data: for the app's navigation, the server's paths, pictures and tests."""

from dataclasses import dataclass

PAGE_WIDTH_PX = 1080  # lines of text stay readable on a wide screen


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the bar, which holds screens; `letter` leads there after G."""

    title: str
    letter: str


TODAY = Place("Today", "t")
TRAINING = Place("Training", "r")
KNEE = Place("Knee", "k")
PLAN = Place("Plan", "p")
MORE = Place("More", "m")
TO_THE_RUNNER = frozenset({TODAY, TRAINING, KNEE, PLAN})
"""Their words are for the runner, who is "you" in them whoever looks."""
SQUAD = Place("Squad", "s")
PATIENTS = Place("Patients", "a")


@dataclass(frozen=True, slots=True)
class Screen:
    """One page; `file` as seen from the app, `place` where it is found.

    `is_runners_own`: nobody but the runner may open it, whatever was granted. `is_of_team`: of no
    use where one person uses the home. `is_of_many`: of no use to who sees one runner
    and looks after no others. `title_alone`: how it is called in *More* by who is alone.
    `width_px`: how wide it may get.
    """

    file: str
    title: str
    url_path: str
    place: Place
    is_runners_own: bool = False
    is_of_team: bool = False
    is_of_many: bool = False
    title_alone: str = ""
    width_px: int = PAGE_WIDTH_PX


SCREENS = (
    Screen("today/screen.py", "Today", "today", TODAY),
    Screen("load/screen.py", "Load", "load", TRAINING),
    Screen("hills/screen.py", "Hills", "hills", TRAINING),
    Screen("speed/screen.py", "Speed", "speed", TRAINING),
    Screen("cadence/screen.py", "Cadence", "cadence", TRAINING),
    Screen("runs/screen.py", "Runs", "runs", TRAINING),
    Screen("pain/screen.py", "Pain", "pain", KNEE),
    Screen("check_ins/screen.py", "Check-ins", "check-ins", KNEE),
    Screen("mechanics/screen.py", "Mechanics", "mechanics", KNEE),
    Screen("plan/screen.py", "Plan", "plan", PLAN),
    Screen("strength/screen.py", "Strength", "strength", PLAN),
    Screen("data/screen.py", "Data", "data", MORE, is_runners_own=True),
    Screen("people/screen.py", "Sharing", "sharing", MORE, is_of_team=True),
    Screen("method/screen.py", "Method", "method", MORE),
    Screen("squad/screen.py", "Squad", "squad", SQUAD, is_of_many=True, width_px=1280),
    Screen(
        "patient/screen.py", "Patient", "patient", PATIENTS, title_alone="Report", width_px=1280
    ),
)
"""In the order of the navigation. Who looks after others has the last two in one place."""

OPEN = "open"
"""In an address: what on the screen is open at first."""

MOVED = {"hills-and-speed": "hills", "connections": "data?open=connections", "start": ""}
"""Addresses that were, each with the one of today and what is open there; "" is the root."""


def screen_at(url_path: str) -> Screen:
    """The screen at this address, or at what became of it. Raises KeyError for others."""
    now = MOVED.get(url_path, url_path).partition("?")[0]
    return {screen.url_path: screen for screen in SCREENS}[now]


def file_of(url_path: str) -> str:
    """The file of the screen at this address, as Streamlit wants it. Raises KeyError for others."""
    return screen_at(url_path).file
