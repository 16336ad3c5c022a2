"""Digests on their way, through a real mail server: once, encrypted, and to nobody who may not."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.commands import app as shell
from dashboard.server.background_jobs import Background
from dashboard.squad.digest import delivery
from dashboard.squad.digest.contents import Digest
from dashboard.squad.digest.delivery import send_due, send_wished
from dashboard.squad.digest.request import make_digest
from dashboard.squad.digest.smtp import mail_server
from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.people.accounts import TeamPerson, add_person, remove_person
from etl.people.digest_subscriptions import digest_state, save_wish
from etl.people.grants import give, withdraw
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.mail import PASSWORD, USER, Post, a_post
from tests.builders.team import team_settings

COACH, CLINIC = "coach@example.org", "clinic@example.org"
MONDAY = datetime(2026, 5, 4, 5, 0, tzinfo=UTC)  # seven in the morning in Berlin
WEEK = date(2026, 4, 27)


@dataclass(frozen=True)
class Team:
    """A runner who shares training with a coach and a clinician, both of whom want the digest."""

    home: Home
    settings: Settings
    coach: TeamPerson
    clinician: TeamPerson
    runner_id: str

    @property
    def journal(self) -> Journal:
        """Its journal."""
        return Journal(self.home, self.settings)

    def at(self, moment: datetime, **changes: Any) -> "Team":
        """The same at another time, with some settings otherwise."""
        changed = self.settings.model_copy(update={"now": moment, **changes})
        return replace(self, settings=changed)

    def send(self) -> dict[str, str]:
        """A look of the background: what became of whose digest."""
        outcomes = send_due(Gateway(self.home, self.settings), address="https://board.example.org")
        return {outcome.person.email: outcome.state for outcome in outcomes}

    def attempts(self, person: TeamPerson) -> list[tuple[str, str | None]]:
        """State and reason of every attempt, in order."""
        with self.journal.writing() as connection:
            return connection.execute(
                "select state, reason from journal.digest_sent where person_id = ? order by rowid",
                [person.person_id],
            ).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Team:
    """Built once; each test gets a copy."""
    home, local = a_home(
        tmp_path_factory.mktemp("mail"),
        [a_run("2026-05-02", km=12)],
        runner_name="Mara",
        now=MONDAY,
    )
    journal = Journal(home, local)
    runner_id = journal.ensure_runner().runner_id
    coach = add_person(journal, email=COACH, roles=["coach"])
    clinician = add_person(journal, email=CLINIC, roles=["clinician"])
    for person in (coach, clinician):
        give(
            journal,
            runner_id=runner_id,
            viewer_id=person.person_id,
            scopes=["training"],
            from_date=date(2026, 4, 1),
            until_date=date(2026, 6, 1),
            granted_by="x",
        )
        wish(journal, person)
    return Team(home, team_settings(local), coach, clinician, runner_id)


def wish(journal: Journal, person: TeamPerson, *, is_wanted: bool = True) -> None:
    """Somebody's word."""
    save_wish(
        journal, person_id=person.person_id, is_wanted=is_wanted, has_diary=False, saved_by="x"
    )


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """A port for a mail server."""
    return a_post(tmp_path)


@pytest.fixture
def team(built: Team, tmp_path: Path, post: Post) -> Team:
    """A copy whose settings lead to that port."""
    shutil.copytree(built.home.root, tmp_path / "home")
    home = Home(tmp_path / "home")
    settings = built.settings.model_copy(update={"home": home.root, **post.settings()})
    return replace(built, home=home, settings=settings)


@pytest.fixture(scope="module")
def written() -> dict[str, Digest | None]:
    """By reader the digest that was made for them first."""
    return {}


@pytest.fixture
def as_written(written: dict[str, Digest | None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Digests are made once: here it counts what becomes of them, not what stands in them."""

    def made(gateway: Gateway, viewer: Viewer, **how: Any) -> Digest | None:
        if viewer.viewer_id not in written:
            written[viewer.viewer_id] = make_digest(gateway, viewer, **how)
        return written[viewer.viewer_id]

    monkeypatch.setattr(delivery, "make_digest", made)


def test_on_monday_morning_each_gets_it_once(team: Team, post: Post) -> None:
    """Not on Sunday, not at five, not twice, not after a restart, not in another process."""
    with post.running() as mailbox:
        for early in (MONDAY - timedelta(days=1), MONDAY - timedelta(hours=2)):
            assert team.at(early).send() == {}
        assert team.send() == {CLINIC: "sent", COACH: "sent"}
        assert team.send() == {}
        for later in (timedelta(hours=3), timedelta(days=1)):
            assert team.at(MONDAY + later).send() == {}
        assert sorted(to for to, _ in mailbox.letters) == [CLINIC, COACH]
        letter = mailbox.letters[0][1]
        parts = [part.get_content() for part in letter.iter_parts()]
        assert len(parts) == 2
        assert all("Mara" in part and "https://board.example.org/squad" in part for part in parts)
        next_week = team.at(MONDAY + timedelta(days=7))
        assert next_week.send() == {CLINIC: "sent", COACH: "sent"}
    assert len({letter["Message-ID"] for _, letter in mailbox.letters}) == 4


@pytest.mark.usefixtures("as_written")
def test_a_server_that_was_down_is_tried_again_and_old_news_is_not_sent(
    team: Team, post: Post
) -> None:
    """After a quarter of an hour, then twice as long; until Tuesday has gone."""
    assert team.send() == {CLINIC: "failed", COACH: "failed"}
    assert "Nobody answers at 127.0.0.1" in str(team.attempts(team.coach)[0][1])
    assert team.at(MONDAY + timedelta(minutes=14)).send() == {}
    assert set(team.at(MONDAY + timedelta(minutes=15)).send().values()) == {"failed"}
    assert team.at(MONDAY + timedelta(minutes=44)).send() == {}
    with post.running() as mailbox:
        assert team.at(MONDAY + timedelta(days=2)).send() == {}
        assert team.at(MONDAY + timedelta(minutes=45)).send() == {CLINIC: "sent", COACH: "sent"}
        assert len(mailbox.letters) == 2
    assert [state for state, _ in team.attempts(team.coach)] == [
        "failed", "failed", "sending", "sent"
    ]  # fmt: skip


@pytest.mark.usefixtures("as_written")
def test_a_refused_address_is_given_up_and_one_that_is_busy_is_not(team: Team, post: Post) -> None:
    """Each on its own: the other's letter leaves. 5yz is for good, 4yz is not."""
    with post.running() as mailbox:
        mailbox.refuses = {COACH: "550 no such user", CLINIC: "451 try later"}
        assert team.send() == {CLINIC: "failed", COACH: "refused"}
        mailbox.refuses = {}
        later = team.at(MONDAY + timedelta(hours=1))
        assert later.send() == {CLINIC: "sent"}
    (_, (state, reason)) = team.attempts(team.coach)
    assert state == "refused" and "(550)" in str(reason) and COACH not in str(reason)


@pytest.mark.usefixtures("as_written")
def test_what_may_have_left_is_not_sent_again(team: Team, post: Post) -> None:
    """The server goes without an answer; or we do, between the claim and the letter."""
    wish(team.journal, team.clinician, is_wanted=False)
    with post.running() as mailbox:
        mailbox.breaks_off = True
        assert team.send() == {COACH: "unclear"}
        mailbox.breaks_off = False
        assert team.at(MONDAY + timedelta(hours=6)).send() == {}
        with team.journal.writing() as connection:
            connection.execute("delete from journal.digest_sent where state = 'unclear'")
        assert team.at(MONDAY + timedelta(hours=6)).send() == {}
        assert len(mailbox.letters) == 1
        (told,) = send_wished(Gateway(team.home, team.settings), address=None)
    assert told.state == "before" and "cut off" in str(told.reason)


def remove_account(team: Team) -> None:
    remove_person(team.journal, email=COACH)


def unwish(team: Team) -> None:
    wish(team.journal, team.coach, is_wanted=False)


def take_back(team: Team) -> None:
    withdraw(team.journal, runner_id=team.runner_id, viewer_id=team.coach.person_id)


def take_role(team: Team) -> None:
    with team.journal.writing() as connection:
        connection.execute(
            "insert into journal.team_person by name select * replace"
            " (false as is_coach, now()::timestamp as saved_at,"
            " nextval('journal.saved_order') as saved_order) from journal.team_person"
            " where person_id = ?",
            [team.coach.person_id],
        )


@pytest.mark.parametrize("change", [remove_account, unwish, take_back, take_role])
def test_who_may_not_or_does_not_want_to_gets_nothing(
    team: Team, post: Post, change: Callable[[Team], None]
) -> None:
    """Looked up when it is made, not when it was asked for."""
    change(team)
    with post.running() as mailbox:
        team.send()
        assert [to for to, _ in mailbox.letters] == [CLINIC]


SECURED = {"smtp_user": USER, "smtp_password": SecretStr(PASSWORD), "smtp_tls": "starttls"}


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_signed_in_over_tls_and_no_log_holds_the_password(
    team: Team, post: Post, tls: str, caplog: pytest.LogCaptureFixture
) -> None:
    """With a certificate of the server's own, which the settings name."""
    caplog.set_level(logging.DEBUG)
    ready = team.at(MONDAY, **SECURED | {"smtp_tls": tls, "smtp_ca_file": post.certificate})
    with post.running(is_secured=True, tls=tls) as mailbox:
        assert ready.send() == {CLINIC: "sent", COACH: "sent"}
    assert mailbox.sign_ins == 2
    assert PASSWORD not in caplog.text and PASSWORD not in repr(mail_server(ready.settings))
    assert COACH not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("dash"))


@pytest.mark.usefixtures("as_written")
@pytest.mark.parametrize(
    ("changes", "running", "sentence"),
    [
        ({}, {"tls": "starttls"}, "is not trusted"),
        ({"smtp_ca_file": None, "smtp_tls": "starttls"}, {}, "offers no encryption"),
        ({"smtp_password": SecretStr("wrong")}, {"tls": "starttls"}, "refused the sign-in (535)"),
        ({"smtp_tls": "tls"}, {}, "does not speak TLS there"),
        ({"smtp_ca_file": Path("nowhere.pem")}, {"tls": "starttls"}, "KNEEWISE_SMTP_CA_FILE"),
    ],
    ids=["unknown certificate", "encryption stripped", "wrong password", "no TLS", "no CA file"],
)
def test_each_failure_has_its_sentence_and_nothing_leaves(
    team: Team, post: Post, changes: dict[str, Any], running: dict[str, Any], sentence: str
) -> None:
    """And it can be tried again."""
    trusted = {"smtp_ca_file": post.certificate} if changes else {}
    wish(team.journal, team.clinician, is_wanted=False)
    there = team.at(MONDAY, **SECURED | trusted | changes)
    with post.running(is_secured=bool(running), **running) as mailbox:
        assert there.send() == {COACH: "failed"}
    assert mailbox.letters == []
    ((state, reason),) = team.attempts(team.coach)
    assert state == "failed" and sentence in str(reason)


@pytest.mark.usefixtures("as_written")
def test_a_server_that_does_not_answer(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that takes the call and says nothing."""
    import socket

    monkeypatch.setattr("dashboard.squad.digest.smtp.TIMEOUT_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert set(team.at(MONDAY, smtp_port=port).send().values()) == {"failed"}
    assert "did not answer within" in str(team.attempts(team.coach)[0][1])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"smtp_from": None}, "KNEEWISE_SMTP_FROM"),
        ({"smtp_from": "x@y\nBcc: all@example.org"}, "KNEEWISE_SMTP_FROM is an e-mail address"),
        ({"smtp_user": USER}, "both, or neither"),
        ({"smtp_tls": "ssl"}, "one of starttls, tls, none"),
        (SECURED | {"smtp_tls": "none", "smtp_host": "mail.example.org"}, "without encryption"),
    ],
)
def test_settings_that_cannot_be_get_a_sentence(
    built: Team, post: Post, changes: dict[str, Any], sentence: str
) -> None:
    """Before anything is made or sent."""
    with pytest.raises(UserError, match=sentence):
        mail_server(built.settings.model_copy(update=post.settings() | changes))


def test_encryption_is_asked_for_everywhere_but_on_this_machine(built: Team) -> None:
    """Without a word on it; the port follows."""
    for host, tls, port in (
        ("localhost", "none", 25),
        ("::1", "none", 25),
        ("mail.example.org", "starttls", 587),
    ):
        given = {"smtp_host": host, "smtp_from": "k@example.org"}
        server = mail_server(built.settings.model_copy(update=given))
        assert (server.tls, server.port) == (tls, port)


def test_the_background_sends_and_lets_a_failure_pass(team: Team, post: Post) -> None:
    """The same thread that syncs, where several sign in and a mail server is named."""
    session.bind(team.home, team.settings)
    with post.running() as mailbox:
        Background()._guarded(Background()._send_digests_if_due)
        assert len(mailbox.letters) == 2
    local = team.settings.model_copy(update={"smtp_host": None})
    session.bind(team.home, local)
    Background()._send_digests_if_due()


def test_from_the_shell_to_all_who_asked(team: Team, post: Post) -> None:
    """Whatever the day, once; who failed is named, and the exit code says that some did."""
    env = {
        "KNEEWISE_NOW": (MONDAY + timedelta(days=3)).isoformat(),
        "KNEEWISE_OIDC_ISSUER": "x",
        "KNEEWISE_SMTP_HOST": "127.0.0.1",
        "KNEEWISE_SMTP_PORT": str(post.port),
        "KNEEWISE_SMTP_FROM": "kneewise@example.org",
    }
    words = ["--home", str(team.home.root), "digest", "--send"]
    with post.running() as mailbox:
        mailbox.refuses = {COACH: "550 no"}
        first = CliRunner().invoke(shell, words, env=env)
        again = CliRunner().invoke(shell, [*words, "--json"], env=env)
        assert [to for to, _ in mailbox.letters] == [CLINIC]
    assert first.exit_code == 3 and f"{CLINIC}: sent." in first.output
    assert again.exit_code == 0 and again.output.count('"before"') == 2
    attempts = digest_state(team.home, team.settings).attempts
    assert {week for _, week in attempts} == {WEEK}
