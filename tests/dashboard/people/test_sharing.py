"""Consent on a page and in the door: given in versions, seen at once, taken back at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.people.wording import NO_ACCOUNT
from dashboard.screens import file_of
from dashboard.ui.escape import escaped
from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.people.accounts import TeamPerson, add_person, people_in
from etl.people.grants import give, withdraw
from etl.people.groups import Group, Member, join, leave, make_group
from etl.people.invitations import NO_USE, accept, invite, may_invite
from etl.reference.consent_texts import SCOPES, current_consent, read_consents
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, an_empty_home, places_of, words_of

MARA, COACH, NEW = "mara@example.org", "coach@example.org", "new@example.org"
TODAY = NOW.date()


@dataclass(frozen=True)
class Team:
    """A runner with a run and pain, a coach, and two groups the runner is in."""

    home: Home
    settings: Settings
    mara: TeamPerson
    coach: TeamPerson
    squad: Group
    clinic: Group

    @property
    def journal(self) -> Journal:
        """Its journal, unguarded."""
        return Journal(self.home, self.settings)

    @property
    def runner_id(self) -> str:
        """Mara's."""
        return str(self.mara.own_runner_id)

    def enter(self, group: Group, person: TeamPerson, role: str) -> Member:
        """Somebody in a group."""
        member = Member(group_id=group.group_id, person_id=person.person_id, role=role)
        with self.journal.writing() as connection:
            join(connection, member, today=TODAY, saved_by="x")
        return member

    def scopes(self, person: TeamPerson) -> set[str]:
        """What somebody sees of Mara."""
        viewer = Viewer(viewer_id=person.person_id, is_owner=False)
        return set(Gateway(self.home, self.settings).scopes(viewer).get(self.runner_id, ()))

    def give(self, to: str, *scopes: str, until: date | None = None) -> None:
        """Mara shares."""
        give(
            self.journal,
            runner_id=self.runner_id,
            viewer_id=to,
            scopes=scopes,
            from_date=TODAY,
            until_date=until,
            granted_by=self.mara.person_id,
        )


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Signed-in people of one home."""
    pains = [{"local_date": date(2026, 5, 2), "knee": "left", "pain_during_score": 4}]
    home, local = a_home(tmp_path, [a_run("2026-05-02", km=12)], runner_name="Mara K.", pains=pains)
    journal = Journal(home, local)
    mara = add_person(journal, email=MARA, own_runner_id=journal.ensure_runner("Mara K.").runner_id)
    found = Team(
        home,
        team_settings(local),
        mara,
        add_person(journal, email=COACH, display_name="Coach C.", roles=["coach"]),
        make_group(journal, kind="squad", display_name="Ten to Berlin", season="Until October"),
        make_group(journal, kind="clinic", display_name="Knee clinic"),
    )
    found.enter(found.squad, mara, "runner")
    found.enter(found.clinic, mara, "runner")
    return found


def opened(team: Team, email: str, screen: str = "sharing", **query: str) -> AppTest:
    """One screen as somebody who signed in sees it."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in(email, name="New One")
    home, local = an_empty_home()
    session.bind(home, team_settings(local))  # whom nobody knows there: drawn at once
    app.run()
    app.switch_page(file_of(screen))
    session.bind(team.home, team.settings)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_a_runner_shares_with_a_coach_and_takes_it_back(team: Team) -> None:
    """The words are shown, their version is kept, and both bite on the next click of the other."""
    app = opened(team, MARA)
    assert not app.exception
    assert "Nobody else can see your data" in words_of(app)
    for scope in SCOPES:
        assert current_consent(scope).shows in words_of(app)
    app.text_input(key="share-email").input("Coach@example.org")
    app.selectbox(key="share-with").set_value("")
    app.checkbox(key="share-training").check()
    app.button(key="FormSubmitter:share-Share").click().run()
    assert not app.exception and "1 person or group can see" in words_of(app)
    assert escaped("Coach C.") in words_of(app)
    assert team.scopes(team.coach) == {"training"}
    with team.journal.writing() as connection:
        kept = connection.sql("from journal.access_grant").pl().row(0, named=True)
    assert kept["consent_version"] == current_consent("training").version
    assert kept["until_date"] == TODAY + timedelta(days=90)
    assert kept["granted_by"] == team.mara.person_id

    coach = opened(team, COACH, "load")
    assert escaped("Mara K.") in words_of(coach)
    next(button for button in app.button if button.label == "Withdraw").click().run()
    assert "Nobody else can see your data" in words_of(app)
    assert "withdrawn" in words_of(app)
    coach.run()
    assert not coach.exception and escaped("Mara K.") not in words_of(coach)
    assert team.scopes(team.coach) == set()


def test_the_page_refuses_what_it_cannot_share(team: Team) -> None:
    """An address nobody has, oneself, or nothing chosen: one sentence, and nothing is kept."""
    app = opened(team, MARA)
    app.selectbox(key="share-with").set_value("")
    for email in ("nobody@example.org", MARA, ""):
        app.text_input(key="share-email").input(email)
        app.button(key="FormSubmitter:share-Share").click().run()
        assert "Nobody else here has that address" in words_of(app)
    app.text_input(key="share-email").input(COACH)
    app.button(key="FormSubmitter:share-Share").click().run()
    assert "Choose at least one" in words_of(app)
    assert team.scopes(team.coach) == set()


# group, role of who looks in it, scopes the runner granted to it, scopes that are then seen
GROUP_CASES = [
    ("squad", "coach", {"training"}),
    ("squad", "runner", {"training"}),
    ("squad", "coach", {"training", "pain"}),
    ("squad", "runner", {"training", "pain"}),
    ("clinic", "runner", {"training", "pain", "clinical"}),
    ("clinic", "coach", {"training", "pain", "clinical"}),
    ("clinic", "clinician", {"training", "pain", "clinical"}),
]
SEEN = [
    {"training"},
    {"training"},
    {"training", "pain"},
    {"training"},
    set(),
    {"training", "pain"},
    {"training", "pain", "clinical"},
]


def test_who_in_a_group_sees_what_it_was_granted(team: Team) -> None:
    """Patients do not see each other; who is in another group, or left, sees nothing."""
    other = make_group(team.journal, kind="clinic", display_name="Other clinic")
    team.enter(other, team.coach, "clinician")
    for (kind, role, granted), seen in zip(GROUP_CASES, SEEN, strict=True):
        group: Group = getattr(team, kind)
        team.give(group.group_id, *granted)
        assert team.scopes(team.coach) == set(), (kind, role, "not in it")
        member = team.enter(group, team.coach, role)
        assert team.scopes(team.coach) == seen, (kind, role)
        leave(team.journal, member, today=TODAY, saved_by="x")
        assert team.scopes(team.coach) == set(), (kind, role, "left")
        withdraw(team.journal, runner_id=team.runner_id, viewer_id=group.group_id)


def test_a_grant_ends_with_its_last_day_and_belongs_to_who_gave_it(team: Team) -> None:
    """A newer version with an earlier end is the one that counts; a stranger withdraws nothing."""
    team.give(team.coach.person_id, "training", until=TODAY)
    assert team.scopes(team.coach) == {"training"}
    with team.journal.writing() as connection:
        grant_id = connection.sql("from journal.access_grant").pl()["grant_id"][0]
    withdraw(team.journal, runner_id="another", grant_id=grant_id)
    assert team.scopes(team.coach) == {"training"}
    with team.journal.writing() as connection:
        connection.execute(
            "insert into journal.access_grant by name select * replace ("
            "date '2026-05-02' as until_date, nextval('journal.saved_order') as saved_order)"
            " from journal.access_grant"
        )
    assert team.scopes(team.coach) == set()
    with pytest.raises(UserError, match="last day"):
        team.give(team.coach.person_id, "pain", until=TODAY - timedelta(days=1))


def test_leaving_a_group_takes_back_what_was_shared_with_it(team: Team) -> None:
    """On the page, in one tap."""
    team.enter(team.squad, team.coach, "coach")
    team.give(team.squad.group_id, "training")
    app = opened(team, MARA)
    assert "Until October" in words_of(app) and "Coach C" in words_of(app)
    app.button(key=f"leave-{team.squad.group_id}").click().run()
    assert not app.exception
    assert "Nobody else can see your data" in words_of(app)
    assert team.scopes(team.coach) == set()


def test_a_squad_takes_ten_runners(team: Team) -> None:
    """Coaches do not count; a clinic has no such limit."""
    team.enter(team.squad, team.coach, "coach")
    people = [add_person(team.journal, email=f"r{index}@example.org") for index in range(10)]
    for person in people[:9]:
        team.enter(team.squad, person, "runner")
    with pytest.raises(UserError, match="takes no more"):
        team.enter(team.squad, people[9], "runner")
    team.enter(team.squad, people[8], "runner")  # again: still ten
    team.enter(team.clinic, people[9], "runner")


def invited(
    team: Team, email: str = NEW, *, role: str = "coach", claimed_runner_id: str | None = None
) -> str:
    """A link's token, into the squad."""
    return invite(
        team.journal,
        email=email,
        role=role,
        group_id=team.squad.group_id,
        claimed_runner_id=claimed_runner_id,
        now=NOW,
    )


def test_an_invitation_is_accepted_on_a_page(team: Team) -> None:
    """Known to nobody before; then in, with the role, in the group; the link is used up."""
    team.give(team.squad.group_id, "training")
    token = invited(team)
    app = opened(team, "New@Example.org", invite=token)
    assert "You are invited as **coach**" in words_of(app) and NO_ACCOUNT in words_of(app)
    app.button(key="accept-invitation").click().run()
    assert not app.exception
    assert escaped("Mara K.") in words_of(app)
    again = opened(team, NEW, invite=token)
    assert NO_USE in words_of(again)
    with team.journal.writing() as connection:
        (person,) = [known for known in people_in(connection) if known.email == NEW]
        kept = connection.sql("from journal.team_invitation").pl()
    assert person.is_coach and not person.is_admin and person.display_name == "New One"
    assert token not in str(kept.rows())


def test_an_invitation_is_of_no_use_to_others_and_after_its_time(team: Team) -> None:
    """The same sentence for all of them, and nobody comes in."""
    token = invited(team)
    cases: list[tuple[str, str, Any]] = [
        (token, "other@example.org", NOW),
        (token, NEW, NOW + timedelta(days=8)),
        (token[:-1], NEW, NOW),
        ("", NEW, NOW),
    ]
    for given, email, now in cases:
        with pytest.raises(UserError) as refused:
            accept(team.journal, given, email=email, display_name=None, now=now, today=now.date())
        assert str(refused.value) == NO_USE
    app = opened(team, "other@example.org", invite=token)
    assert NO_USE in words_of(app) and NO_ACCOUNT in words_of(app)
    assert "Ten to Berlin" not in words_of(app)
    assert not [button for button in app.button if button.label == "Accept"]


def test_runs_that_a_clinic_kept_become_the_persons_own(team: Team) -> None:
    """By the invitation alone; runs that are somebody's cannot be claimed by another."""
    kept = team.journal.ensure_runner("Pat")
    token = invited(team, role="runner", claimed_runner_id=kept.runner_id)
    second = invited(team, "else@example.org", role="runner", claimed_runner_id=kept.runner_id)

    def accepted(link: str, email: str) -> TeamPerson:
        return accept(team.journal, link, email=email, display_name=None, now=NOW, today=TODAY)

    person = accepted(token, NEW)
    assert person.own_runner_id == kept.runner_id
    with pytest.raises(UserError, match="somebody's own"):
        accepted(second, "else@example.org")
    with pytest.raises(UserError, match="somebody's own"):
        invited(team, claimed_runner_id=team.runner_id)


def test_who_may_invite_whom(team: Team) -> None:
    """Administrators anybody; a coach runners and coaches, to the own group; runners nobody."""
    member = Member(group_id=team.squad.group_id, person_id=team.coach.person_id, role="coach")

    def may(person: TeamPerson, role: str, group: Group = team.squad) -> bool:
        return may_invite(person, [member], group_id=group.group_id, role=role)

    assert may(team.coach, "runner") and may(team.coach, "coach")
    assert not may(team.coach, "clinician") and not may(team.coach, "admin")
    assert not may(team.coach, "runner", team.clinic) and not may(team.mara, "runner")
    admin = add_person(team.journal, email=MARA, roles=["admin"])
    assert may(admin, "clinician", team.clinic)


def test_a_coach_makes_a_link_on_the_page(team: Team) -> None:
    """It is shown once, and leads in."""
    team.enter(team.squad, team.coach, "coach")
    app = opened(team, COACH)
    assert not app.exception
    app.text_input[0].input(NEW)
    next(button for button in app.button if button.label == "Make a link").click().run()
    assert not app.exception
    link = app.code[0].value
    assert "/sharing?invite=" in link
    person = accept(
        team.journal,
        link.partition("invite=")[2],
        email=NEW,
        display_name=None,
        now=NOW,
        today=TODAY,
    )
    assert person.email == NEW and person.roles == ()


def test_words_of_consent_are_whole() -> None:
    """Each scope has a version, and says what is shown, what is not, and what others may do."""
    for scope, versions in read_consents().items():
        assert scope in SCOPES
        for consent in versions:
            assert consent.shows and consent.hides and consent.lets and consent.version


def test_in_local_mode_nothing_of_this_is_shown(team: Team, open_screen: Callable[..., AppTest]):
    """One person, no sign-in, no accounts, no Sharing."""
    local = Settings(home=team.home.root, now=NOW)
    app = open_screen(team.home, local, "data")
    assert not app.exception and escaped("Mara K.") in words_of(app)
    assert "Data" in places_of(app) and "Sharing" not in places_of(app)
    assert not [button for button in app.button if button.label == "Sign out"]
    rows = Gateway(team.home, local).load(Viewer(), "page.grant")
    assert isinstance(rows, pl.DataFrame) and rows.is_empty()
