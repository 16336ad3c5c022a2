"""The list of screens as data: for the app's navigation, the server's paths, pictures and tests."""

from dataclasses import dataclass

PAGE_WIDTH_PX = 1080  # lines of text stay readable on a wide screen


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the navigation; `file` lies in screens/, the first one is the start.

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
    Screen("today.py", "Today", "today"),
    Screen("load.py", "Load", "load"),
    Screen("hills_and_speed.py", "Hills and speed", "hills-and-speed"),
    Screen("cadence.py", "Cadence", "cadence"),
    Screen("pain.py", "Pain", "pain"),
    Screen("strength.py", "Strength", "strength"),
    Screen("mechanics.py", "Mechanics", "mechanics"),
    Screen("plan.py", "Plan", "plan"),
    Screen("check_ins.py", "Check-ins", "check-ins"),
    Screen("squad.py", "Squad", "squad", is_of_many=True, width_px=1280),
    Screen("patient.py", "Patient", "patient"),
    Screen("runs.py", "Runs", "runs"),
    Screen("data.py", "Data", "data", is_runners_own=True),
    Screen("connections.py", "Connections", "connections", is_runners_own=True),
    Screen("sharing.py", "Sharing", "sharing", is_of_team=True),
    Screen("method.py", "Method", "method"),
)
