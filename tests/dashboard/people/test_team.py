"""Team mode: who is let in, whose runs they see, and what they may write."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import server, session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.sign_in import auth_secrets, confirmed_email, is_for_us
from dashboard.access.write_guard import GuardedJournal, Writer
from dashboard.people.wording import ANOTHER_LOGIN, NO_ACCOUNT, NOT_CONFIRMED
from dashboard.ui.escape import escaped
from etl.errors import UserError
from etl.home import Home
from etl.journal.rule_overrides import RuleOverride, override_rule
from etl.journal.store import Journal, PainEntry, Runner, StrengthEntry
from etl.operations.import_files import import_sources
from etl.people.accounts import TeamPerson, add_person, find_person, people_in, remove_person
from etl.people.logins import unbind
from etl.people.sign_ins import SignIns, key_of, login_of
from etl.settings import Settings
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import a_copy_of
from tests.builders.team import ISSUER, signed_in, team_settings
from tests.dashboard.conftest import APP, places_of, words_of

MARA, BEN, COACH = "mara@example.org", "ben@example.org", "coach@example.org"


@dataclass(frozen=True)
class Team:
    """A home of two runners with accounts, and a coach whom nobody granted anything."""

    home: Home
    settings: Settings
    mara: TeamPerson
    ben: TeamPerson
    coach: TeamPerson

    @property
    def journal(self) -> Journal:
        """Its journal, unguarded."""
        return Journal(self.home, self.settings)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Two runners with a run each."""
    home, local = a_copy_of(_two_runners, tmp_path)
    journal = Journal(home, local)
    mara, ben = (journal.ensure_runner(name) for name in ("Mara K.", "Ben"))
    return Team(
        home,
        team_settings(local),
        add_person(journal, email="Mara@Example.org", own_runner_id=mara.runner_id),
        add_person(journal, email=BEN, own_runner_id=ben.runner_id),
        add_person(journal, email=COACH, roles=["coach"]),
    )


def _two_runners(folder: Path) -> tuple[Home, Settings]:
    home, local = a_home(folder, [a_run("2026-05-02", km=12)], runner_name="Mara K.")
    ben = Journal(home, local).ensure_runner("Ben")
    import_sources(home, local, [an_upload(a_run("2026-05-01", km=7))], runner=ben)
    return home, local


def opened(team: Team, user: dict[str, Any]) -> AppTest:
    """The start page as somebody who signed in sees it."""
    session.bind(team.home, team.settings)
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = user
    return app.run()


def grant(team: Team, viewer: TeamPerson, of: TeamPerson, *scopes: str) -> None:
    """What a runner gives, for good."""
    with team.journal.writing() as connection:
        for scope in scopes:
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, saved_at)"
                " values (uuid()::varchar, ?, ?, ?, 'x', date '2026-01-01', now())",
                [viewer.person_id, of.own_runner_id, scope],
            )


def test_a_runner_sees_their_own_runs_and_the_session_ends_with_the_account(team: Team) -> None:
    """Known by the confirmed address in any case of letters; looked up again at every click."""
    app = opened(team, signed_in("MARA@example.ORG"))
    assert not app.exception
    assert escaped("Mara K.") in words_of(app) and "Ben" not in words_of(app)
    assert "12.0 km" in words_of(app)
    remove_person(team.journal, email=MARA)
    app.run()
    assert NO_ACCOUNT in words_of(app)
    assert "12.0 km" not in words_of(app) and escaped("Mara K.") not in words_of(app)


@pytest.mark.parametrize(
    ("user", "sentence"),
    [
        (signed_in("stranger@example.org"), NO_ACCOUNT),
        (signed_in(MARA, email_verified=False), NOT_CONFIRMED),
        (signed_in(MARA, email_verified="false"), NOT_CONFIRMED),
        ({"is_logged_in": True, "sub": "1"}, NOT_CONFIRMED),
        ({"is_logged_in": False, "email": MARA}, "Kneewise"),
        ({}, "Kneewise"),
    ],
)
def test_nobody_else_is_let_in_and_no_account_comes_into_being(
    team: Team, user: dict[str, Any], sentence: str
) -> None:
    """One sentence and one button, and not a word about who is here."""
    app = opened(team, user)
    assert not app.exception
    said = words_of(app)
    assert sentence in said and "km" not in said and "Mara K" not in said
    assert [button.label for button in app.button] in (["Sign in"], ["Sign out"])
    with team.journal.writing() as connection:
        assert find_person(people_in(connection), "stranger@example.org") is None


def test_a_coach_and_an_administrator_see_nobody_without_a_grant(team: Team) -> None:
    """A role opens nothing; a grant opens its scope."""
    add_person(team.journal, email=COACH, roles=["admin"])
    gateway = Gateway(team.home, team.settings)
    viewer = Viewer(viewer_id=team.coach.person_id, is_owner=False)
    assert gateway.load(viewer, "page.runner").is_empty()
    grant(team, team.coach, team.mara, "training")
    assert gateway.load(viewer, "page.runner")["display_name"].to_list() == ["Mara K."]
    assert gateway.scopes(viewer) == {team.mara.own_runner_id: frozenset({"training"})}


def test_pages_that_manage_a_runner_are_for_the_runner_alone(team: Team) -> None:
    """Imports, the profile and erasing are nobody else's, whatever was granted."""
    grant(team, team.coach, team.mara, "training", "pain", "clinical")
    app = opened(team, signed_in(COACH)).switch_page("today/screen.py").run()
    assert "12.0 km" in words_of(app)
    app.switch_page("data/screen.py").run()
    assert "This page is for the runner alone." in words_of(app)
    assert not app.get("file_uploader") and not app.text_input
    own = opened(team, signed_in(MARA))
    own.switch_page("data/screen.py").run()
    assert own.get("file_uploader")


def guarded(team: Team, who: TeamPerson) -> GuardedJournal:
    """The journal in somebody's hands."""
    viewer = Viewer(viewer_id=who.person_id, is_owner=False)
    writer = Writer(
        person_id=who.person_id,
        is_coach=who.is_coach,
        is_clinician=who.is_clinician,
        scopes=Gateway(team.home, team.settings).scopes(viewer),
    )
    return GuardedJournal(team.home, team.settings, writer=writer)


def a_pain(who: TeamPerson) -> PainEntry:
    return PainEntry(runner_id=str(who.own_runner_id), local_date=date(2026, 5, 2), knee="left")


def a_strength(who: TeamPerson) -> StrengthEntry:
    return StrengthEntry(
        runner_id=str(who.own_runner_id), local_date=date(2026, 5, 2), exercise="squat"
    )


def test_who_may_write_what_for_whom(team: Team) -> None:
    """Their own all of it; of others what was granted, as a coach or clinician, signed by name."""
    mine = guarded(team, team.mara)
    mine.log_pain(a_pain(team.mara))
    with pytest.raises(UserError, match="nothing was saved"):
        mine.log_pain(a_pain(team.ben))
    grant(team, team.coach, team.mara, "training")
    grant(team, team.ben, team.mara, "training")
    with pytest.raises(UserError):  # a companion reads
        guarded(team, team.ben).choose_programme(
            runner_id=str(team.mara.own_runner_id), programme_id="knee", from_date=date(2026, 5, 2)
        )
    coached = guarded(team, team.coach)
    coached.choose_programme(
        runner_id=str(team.mara.own_runner_id), programme_id="knee", from_date=date(2026, 5, 2)
    )
    off = RuleOverride(
        runner_id=str(team.mara.own_runner_id),
        rule_id="session_spike",
        level="watch",
        threshold=None,
        reason="seen",
        from_date=date(2026, 5, 2),
    )
    for refused in (
        lambda: override_rule(coached, off, saved_by="me"),  # a clinician's word
        lambda: coached.log_pain(a_pain(team.mara)),
        lambda: coached.log_strength(a_strength(team.mara)),  # holds pain as well
        lambda: coached.save_runner(
            Runner(runner_id=str(team.mara.own_runner_id), display_name="X")
        ),
    ):
        with pytest.raises(UserError, match="nothing was saved"):
            refused()
    grant(team, team.coach, team.mara, "pain")
    guarded(team, team.coach).log_strength(a_strength(team.mara))
    clinician = add_person(team.journal, email=COACH, roles=["clinician"])
    with pytest.raises(UserError, match="nothing was saved"):
        override_rule(guarded(team, clinician), off, saved_by="me")  # no clinical grant yet
    grant(team, team.coach, team.mara, "clinical")
    override_rule(guarded(team, clinician), off, saved_by="me")
    with team.journal.writing() as connection:
        signed = {
            table: connection.sql(f"from journal.{table}").pl()["saved_by"].to_list()
            for table in ("pain_entry", "strength_programme", "strength_entry")
        }
    assert signed == {
        "pain_entry": [team.mara.person_id],
        "strength_programme": [team.coach.person_id],
        "strength_entry": [team.coach.person_id],
    }


def test_accounts(team: Team) -> None:
    """One address, one account; runs are one person's own; one administrator always stays."""
    with pytest.raises(UserError, match="somebody's own"):
        add_person(team.journal, email=COACH, own_runner_id=team.mara.own_runner_id)
    for wrong in ("", "no", "a b@example.org", "a@b@c", "@example.org", "x" * 250 + "@a.de"):
        with pytest.raises(UserError, match="e-mail"):
            add_person(team.journal, email=wrong)
    add_person(team.journal, email=BEN, roles=["admin"])
    with pytest.raises(UserError, match="last administrator"):
        remove_person(team.journal, email=BEN)
    again = add_person(team.journal, email=" Coach@example.org", roles=["clinician", "admin"])
    assert again.person_id == team.coach.person_id and again.is_coach and again.is_clinician
    remove_person(team.journal, email=BEN)
    with pytest.raises(UserError, match="Nobody here"):
        remove_person(team.journal, email=BEN)
    anew = add_person(team.journal, email=BEN)
    assert anew.person_id != team.ben.person_id and anew.own_runner_id is None


@pytest.mark.parametrize("missing", ["issuer", "client_id", "client_secret", "cookie_secret"])
def test_half_of_a_sign_in_is_refused(team: Team, missing: str) -> None:
    """It never means that anybody may come in."""
    half = team.settings.model_copy(update={f"oidc_{missing}": None})
    assert half.is_team
    with pytest.raises(UserError, match=f"KNEEWISE_OIDC_{missing.upper()}"):
        auth_secrets(half, address="http://127.0.0.1:1")
    with pytest.raises(UserError, match="KNEEWISE_PUBLIC_URL"):
        server.serve(team.home, team.settings, host="0.0.0.0", port=1)


def test_what_streamlit_is_told_of_the_provider(team: Team) -> None:
    """Nothing in local mode; else the callback under the address that browsers know."""
    local = team.settings.model_copy(
        update={
            f"oidc_{name}": None
            for name in ("issuer", "client_id", "client_secret", "cookie_secret")
        }
    )
    assert auth_secrets(local, address="http://127.0.0.1:1") == {}
    told = auth_secrets(team.settings, address="https://knee.example.org")["auth"]
    assert told["redirect_uri"] == "https://knee.example.org/oauth2callback"
    assert told["server_metadata_url"].endswith("/.well-known/openid-configuration")
    assert confirmed_email(signed_in(" MARA@Example.org ")) == MARA
    assert told["client_kwargs"] == {"code_challenge_method": "S256"}
    unsaid = signed_in(MARA)
    del unsaid["email_verified"]
    assert confirmed_email(unsaid) is None
    assert confirmed_email(unsaid, is_trusted=True) == MARA
    assert confirmed_email(signed_in(MARA, email_verified=False), is_trusted=True) is None


def test_what_another_provider_signed_or_ours_for_somebody_else_is_refused(team: Team) -> None:
    """Though a description of the provider may say otherwise."""
    settings = team.settings
    ours = signed_in(MARA, aud=["kneewise"])
    assert is_for_us(ours, settings) and is_for_us(ours | {"aud": "kneewise"}, settings)
    for other in ({"iss": "https://other.example"}, {"aud": "other"}, {"aud": []}, {"aud": None}):
        assert not is_for_us(ours | other, settings)


def test_an_account_belongs_to_who_first_signed_in_to_it(team: Team) -> None:
    """Under whatever address; another login with that address is told so, and is nobody."""
    assert "12.0 km" in words_of(opened(team, signed_in(MARA)))
    with team.journal.reading() as connection:
        mara = find_person(people_in(connection), MARA)
    assert mara is not None and (mara.issuer, mara.subject) == (ISSUER, MARA)
    assert "12.0 km" in words_of(opened(team, signed_in("new@example.org", sub=MARA)))
    for other in ({"sub": "2"}, {"iss": "https://other.example"}, {"sub": "", "iss": ""}):
        app = opened(team, signed_in(MARA, **other))
        assert "km" not in words_of(app)
        assert (ANOTHER_LOGIN in words_of(app)) is bool(other.get("sub") or other.get("iss"))
    unbind(team.journal, email=MARA)
    assert "12.0 km" in words_of(opened(team, signed_in(MARA, sub="2")))
    assert ANOTHER_LOGIN in words_of(opened(team, signed_in(MARA)))


def test_a_coach_of_one_runner_finds_the_squad_and_a_runner_does_not(team: Team) -> None:
    """The board, its digest and its notes are a coach's from the first runner on."""
    grant(team, team.coach, team.mara, "training")
    for email, is_there in ((COACH, True), (MARA, False)):
        app = opened(team, signed_in(email))
        links = places_of(app)
        assert "Training" in links
        assert ("Squad" in links) is is_there


def test_a_coach_whom_nobody_shares_with_is_led_to_inviting(team: Team) -> None:
    """Not to importing runs: a coach has none."""
    app = opened(team, signed_in(COACH)).switch_page("squad/screen.py").run()
    assert not app.exception
    assert [button.label for button in app.button if "empty" in str(button.key)] == [
        "Invite a runner"
    ]


def test_somebody_sees_where_they_are_signed_in_and_ends_it(team: Team) -> None:
    """This session first, without a button; their own others, and nobody else's."""
    sign_ins = SignIns(team.home, team.settings)
    user = signed_in(COACH)
    coach, ben = (login_of(ISSUER, subject) for subject in (COACH, BEN))
    for key, login, device in (
        (key_of(user), coach, "Firefox on Linux"),
        ("0ther", coach, "Safari on iPhone"),
        ("bens", ben, "Edge on Windows"),
    ):
        sign_ins.begin(key=key, login=login, device=device)
    app = opened(team, user).switch_page("people/screen.py").run()
    assert not app.exception
    said = words_of(app)
    assert "**Firefox on Linux** · this one" in said and "Safari on iPhone" in said
    assert "Edge" not in said
    (end,) = [one for one in app.button if str(one.key).startswith("end-session-")]
    end.click().run()
    assert "Safari on iPhone" not in words_of(app)
    assert [one.key for one in sign_ins.of(coach)] == [key_of(user)]
    assert [one.key for one in sign_ins.of(ben)] == ["bens"]
