"""Words of the frame."""

SKIP = "Skip to the page"
KEYS_TITLE = "Keyboard"
KEYS = (
    ("P", "log pain; then L or R for the knee, a number for how much"),
    ("/", "find a runner or a run, where there is a choice"),
)
NOT_HERE_FOR_YOU = "There is nothing for you at this address."
TO_THE_START = "To your first page"
NOT_HERE = "This address names a runner who is not here, or not shared with you."
RUNNER_ALONE = "This page is for the runner alone."
ONE_MOMENT = "One moment"


def go_to(place: str) -> str:
    """What a key does."""
    return f"go to {place}"


def opening(name: str) -> str:
    """Whose page comes next."""
    return f"Opening {name}"
