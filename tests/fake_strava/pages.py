"""The consent page that a person, or a browser in a test, clicks through."""

from html import escape

from tests.fake_strava.athlete.records import FakeAthlete

_WORDS = {
    "read": "View data about your public profile (required)",
    "read_all": "View your complete private profile",
    "profile:read_all": "View your complete Strava profile",
    "profile:write": "Change your profile",
    "activity:read": "View data about your activities",
    "activity:read_all": "View data about your private activities",
    "activity:write": "Upload your activities",
}
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem }
label { display: block; margin: .6rem 0 }
button { font: inherit; padding: .6rem 1.4rem; margin: 1rem .6rem 0 0; border: 1px solid #555 }
button[value=authorize] { background: #b33c00; color: #fff; border-color: #b33c00 }
"""


def consent_page(
    asked: dict[str, str], scopes: list[str], athletes: list[FakeAthlete], app_name: str
) -> str:
    """A form with the scopes ticked and two buttons; `asked` goes along hidden."""
    hidden = "".join(_hidden(name, value) for name, value in asked.items())
    ticks = "".join(_tick(scope) for scope in scopes)
    return (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>Authorize | fake Strava</title><style>{_STYLE}</style></head><body>"
        f"<h1>Authorize {escape(app_name)} to connect to Strava</h1>"
        "<p>This is the fake Strava of the tests; nothing leaves this machine.</p>"
        f"<form method='post' action='/oauth/accept_application'>{hidden}"
        f"{_choice(athletes)}{ticks}"
        "<button name='decision' value='authorize'>Authorize</button>"
        "<button name='decision' value='cancel'>Cancel</button>"
        "</form></body></html>"
    )


def _hidden(name: str, value: str) -> str:
    return f"<input type='hidden' name='{escape(name)}' value='{escape(value)}'>"


def _tick(scope: str) -> str:
    return (
        f"<label><input type='checkbox' name='scope' value='{escape(scope)}' checked> "
        f"{escape(_WORDS.get(scope, scope))}</label>"
    )


def _choice(athletes: list[FakeAthlete]) -> str:
    if len(athletes) == 1:
        return _hidden("athlete_id", str(athletes[0].id))
    options = "".join(f"<option value='{one.id}'>Athlete {one.id}</option>" for one in athletes)
    return f"<label>Signed in as <select name='athlete_id'>{options}</select></label>"
