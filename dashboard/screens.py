"""The list of screens as data: for the app's navigation, the server's paths, pictures and tests."""

from dataclasses import dataclass

PAGE_WIDTH_PX = 1080  # lines of text stay readable on a wide screen


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the navigation; `file` as seen from the app, the first one is the start.

    `is_runners_own`: nobody but the runner may open it, whatever was granted. `is_of_team`: of no
    use where one person uses the home. `is_of_many`: of no use to who sees one runner
    and looks after no others. `width_px`: how wide it may get.
    """

    file: str
    title: str
    url_path: str
    is_runners_own: bool = False
    is_of_team: bool = False
    is_of_many: bool = False
    width_px: int = PAGE_WIDTH_PX


SCREENS = (
    Screen("today/screen.py", "Today", "today"),
    Screen("load/screen.py", "Load", "load"),
    Screen("hills/screen.py", "Hills and speed", "hills-and-speed"),
    Screen("cadence/screen.py", "Cadence", "cadence"),
    Screen("pain/screen.py", "Pain", "pain"),
    Screen("strength/screen.py", "Strength", "strength"),
    Screen("mechanics/screen.py", "Mechanics", "mechanics"),
    Screen("plan/screen.py", "Plan", "plan"),
    Screen("check_ins/screen.py", "Check-ins", "check-ins"),
    Screen("squad/screen.py", "Squad", "squad", is_of_many=True, width_px=1280),
    Screen("patient/screen.py", "Patient", "patient"),
    Screen("runs/screen.py", "Runs", "runs"),
    Screen("data/screen.py", "Data", "data", is_runners_own=True),
    Screen("data/connections/screen.py", "Connections", "connections", is_runners_own=True),
    Screen("people/screen.py", "Sharing", "sharing", is_of_team=True),
    Screen("method/screen.py", "Method", "method"),
)


def file_of(url_path: str) -> str:
    """The file of the screen at this address, as Streamlit wants it. Raises KeyError for others."""
    return {screen.url_path: screen.file for screen in SCREENS}[url_path]
