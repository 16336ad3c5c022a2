"""Tokens on a page: made, shown once, listed and ended by the runner, and by nobody else."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.people.wording import MAKE_TOKEN, TOKENS_ARE_FOR
from etl.people.access_log import a_read, keep_reads, note_reads
from etl.people.upload_tokens import BROUGHT, UploadToken, UploadTokens
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.builders.team import signed_in
from tests.dashboard.conftest import words_of
from tests.dashboard.people.test_team import BEN, COACH, MARA, Team, grant, opened, team

__all__ = ["team"]


def make(app: AppTest, name: str) -> str:
    """Make a token on the page that is open; its words, as they are shown."""
    app.button(key="make-token").click().run()
    app.text_input(key="token-name").set_value(name)
    app.button(key="make-token").click()
    app.button(key="token-confirmed").click().run()
    assert not app.exception
    (shown,) = [one.value for one in app.code if one.value.startswith("kneewise_")]
    return shown


def ends(app: AppTest) -> list[str]:
    """The ids of tokens that the page offers to end."""
    keys = [str(one.key) for one in app.button]
    return [key.removeprefix("end-token-") for key in keys if key.startswith("end-token-")]


def tokens_of(home: Team) -> list[UploadToken]:
    """All of the home's tokens."""
    return UploadTokens(home.home, home.settings).of()


def test_a_runner_makes_a_token_on_sharing_and_ends_it(team: Team) -> None:
    """It is theirs by account and runner; once shown, its secret is on no page any more."""
    app = opened(team, signed_in(MARA)).switch_page("people/screen.py").run()
    words = make(app, "Phone")
    (token,) = tokens_of(team)
    assert (token.runner_id, token.person_id) == (team.mara.own_runner_id, team.mara.person_id)
    assert UploadTokens(team.home, team.settings).find(words) == token
    app.run()
    assert words.split("_", 2)[2] not in words_of(app) and not app.code
    assert "**Phone** · until " in words_of(app) and ends(app) == [token.token_id]
    note_reads(
        team.home,
        [a_read(viewer_id=token.token_id, runner_id=token.runner_id, what=BROUGHT, read_at=NOW)],
    )
    keep_reads(team.home, team.settings)
    assert "**Phone** · Sent files" in words_of(app.run())
    app.button(key=f"end-token-{token.token_id}").click().run()
    assert not tokens_of(team)[0].is_of_use(NOW)
    assert ends(app) == [] and "**Phone** · ended" in words_of(app)


@pytest.mark.parametrize("other", [BEN, COACH])
def test_nobody_else_sees_a_runners_tokens(team: Team, other: str) -> None:
    """Whatever was granted; another runner has a list of their own."""
    grant(team, team.coach, team.mara, "training", "pain", "clinical")
    make(opened(team, signed_in(MARA)).switch_page("people/screen.py").run(), "Phone")
    app = opened(team, signed_in(other)).switch_page("people/screen.py").run()
    assert not app.exception
    assert "Phone" not in words_of(app) and ends(app) == []
    has_own = MAKE_TOKEN in [button.label for button in app.button]
    assert has_own is (other == BEN)


@pytest.mark.usefixtures("all_open")
def test_a_home_alone_makes_one_on_data(open_screen, tmp_path: Path) -> None:
    """Until half a year from now, where nothing else is said; a name is asked for."""
    home, settings = a_home(tmp_path, [a_run()])
    app = open_screen(home, settings, "data")
    assert TOKENS_ARE_FOR in words_of(app)
    app.button(key="make-token").click().run()
    app.button(key="make-token").click()
    app.button(key="token-confirmed").click().run()
    assert "Give it a name" in words_of(app) and UploadTokens(home, settings).of() == []
    assert re.fullmatch(r"kneewise_[0-9a-f]{16}_[\w-]{43}", make(app, "Phone"))
    (token,) = UploadTokens(home, settings).of()
    assert (token.person_id, token.ends_at.date().isoformat()) == (None, "2026-10-30")
