"""Who a runner is, who signs in and who may see what of whom, in words."""

from datetime import date

from dashboard.ui import display
from etl.people.upload_tokens import BROUGHT

WELCOME = "**Welcome**"
RUNNER = "Runner"


def as_read_by(name: str) -> str:
    """For who looks at a page whose words are for another; `name` as Markdown."""
    return f"As {name} reads it: “you” is {name}"


# Signing in.
SIGN_IN, SIGN_OUT, ACCOUNT = "Sign in", "Sign out", "Account"
NO_ACCOUNT = (
    "There is no account for this address here. Ask whoever runs this installation, or your coach "
    "or clinic, to invite you."
)
NOT_CONFIRMED = (
    "Your sign-in provider has not confirmed your e-mail address. Confirm it there, then sign in "
    "once more."
)
ANOTHER_LOGIN = (
    "The account of this address belongs to another login at your provider. Sign in as you did "
    "the first time, or ask whoever runs this installation to let go of that login."
)

# A damaged disk.
LOST_IN_TEAM = (
    "Some of what was saved here is missing. Whoever runs this installation learns more from "
    "kneewise doctor."
)

# The profile.
ABOUT_RUNNER, ABOUT_YOU = "About the runner", "About you"
NAME, BIRTH_YEAR, UNITS, HEIGHT = "Name", "Year of birth", "Units", "Height, cm"
WEEK_START, WEEK_STARTS = "Week starts on", {"monday": "Monday", "sunday": "Sunday"}
TIME_ZONE, THIS_MACHINES = "Time zone", "This machine's"
TIME_ZONE_HELP = "Decides when a day begins."
SAVE, SAVED = "Save", "Saved."

# Sharing.
NOT_HERE = "Sharing is for homes that several people sign in to."
GROUPS = "Your groups"
OF_ANOTHER = "What a runner shares is theirs to see"
CHOOSE_YOURSELF = "What a runner shares is theirs to see: choose yourself above"
NOTHING_SHARED = "You share nothing here, and nobody shares with you yet"
NOBODY_SEES = "Nobody else can see your data"
FINDING_SUBTITLE = "Who may see what until when, and who looked"
SHARED_NOW = "Shared now"
STATES = {"later": "begins later", "ended": "ended", "withdrawn": "withdrawn"}
"""State of a grant to words."""

WITHDRAW, WITHDRAWN = "Withdraw", "Withdrawn: they see nothing of it any more."
SHARE, WITH, UNTIL = "Share", "With", "Until"
BY_ADDRESS = "One person, by e-mail address"
ADDRESS = "E-mail address of that person"
SHARED = "Shared. You can withdraw it at any time."
WRITTEN_DOWN = "Each look is written down below, and you can withdraw at any time."
LOOKED = "Who looked"
NOBODY_LOOKED = "Nobody has looked yet."
DONE = {"limit_set": "Set a limit", "limit_ended": "Withdrew a limit", BROUGHT: "Sent files"}
"""What a clinician or a program did, beside what was read."""

SIGNED_IN, END, END_ALL = "Where you are signed in", "End", "Sign out everywhere"

READ_HEADINGS = ("When", "Who", "What", "Tables read")

# Tokens of programs.
TOKENS = "Files that arrive by themselves"
TOKENS_ARE_FOR = (
    "An app or a script can send files here with a token: for your runs alone, until a day, and "
    "nothing else. It reads nothing."
)
MAKE_TOKEN, TOKEN_NAME = "Make a token", "What will use it, such as Phone"

# Groups and invitations.
ROLES = {"runner": "Runner", "coach": "Coach", "clinician": "Clinician", "admin": "Admin"}
LEAVE, ACCEPT = "Leave", "Accept"
BECOMES_YOURS = "Runs and diary that were kept for you here become your own."
NOTHING_SEEN = "Nobody sees anything of yours by that: what you share is yours to choose."
INVITE, AS, MAKE_LINK = "Invite by e-mail address", "As", "Make a link"


def signed_in_as(email: str) -> str:
    """Whose account was not found, as plain text."""
    return f"Signed in as {email}"


def named(name: str, birth_year: int | None) -> str:
    """The runner on top of a page, with the year of birth where it is known."""
    born = f" · born {birth_year}" if birth_year else ""
    return f"{name}{born}"


def finding(viewer_count: int) -> str:
    """How many can see something of the runner."""
    if not viewer_count:
        return NOBODY_SEES
    words = display.count(viewer_count, "person or group", "people or groups")
    return f"{words} can see some of your data"


def grant(name: str, title: str, until: date | None) -> str:
    """Who may see what until when, as Markdown; `name` is escaped."""
    end = "without an end" if until is None else f"until {display.day(until)}"
    return f"**{name}** · {title} · {end}"


def in_state(words: str, state: str) -> str:
    """A grant that does not hold now, with why."""
    return f"{words} · {STATES[state]}"


def over(count: int) -> str:
    """Line of the grants that are over."""
    return f"Over: {count}"


def consent(shows: str, hides: str, lets: str, version: str) -> str:
    """What is agreed to by sharing it."""
    return f"{shows} {hides} {lets} (Version {version})"


def read(name: str, what: str, when: str) -> str:
    """One look, as Markdown; `name` is escaped."""
    return f"**{name}** · {what} · {when}"


def signed_in(device: str, seen: str, *, is_here: bool) -> str:
    """One session, as Markdown."""
    return f"**{device}** · this one" if is_here else f"**{device}** · last used {seen}"


def invited(role: str, group: str | None) -> str:
    """What a link offers, as Markdown; `group` is escaped, None for none."""
    where = "" if group is None else f" of **{group}**"
    return f"You are invited as **{ROLES[role].lower()}**{where}."


def send_this(email: str, days: int) -> str:
    """Above a link, which is shown once, as plain text."""
    return (
        f"Send this to {email}. It works once, for that address, for {days} days, and is not shown "
        "again."
    )


def token(name: str, last_day: date, used: str | None, *, is_ended: bool) -> str:
    """One token, as Markdown; `name` is escaped, `used` None where nothing came by it yet."""
    state = "ended" if is_ended else f"until {display.day(last_day)}"
    return f"**{name}** · {state} · {'not used yet' if used is None else f'last used {used}'}"


def token_made(name: str, address: str) -> str:
    """Above a token, which is shown once; `name` is escaped."""
    return (
        f"Give this to {name}; it is not shown again. Files go to `{address}/api/v1/files`, the "
        "token into the header `Authorization: Bearer …`."
    )
