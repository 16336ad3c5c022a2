"""Words of the frame."""

SKIP = "Skip to the page"
KEYS_TITLE = "Keyboard"
KEYS = (
    ("P", "log pain; then L or R for the knee, a number for how much"),
    ("/", "find a runner or a run, where there is a choice"),
)
NOT_HERE_FOR_YOU = "There is nothing for you at this address."
TO_THE_START = "To your first page"
