"""The weekly digest: what it says to whom, as a file and on a page."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.commands import app as shell
from dashboard.squad.digest.contents import Digest
from dashboard.squad.digest.rendering import as_html, as_message, as_text
from dashboard.squad.digest.request import make_digest
from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.operations.erase_runner import erase_runner
from etl.operations.import_files import import_sources
from etl.people.access_log import keep_reads
from etl.people.accounts import TeamPerson, add_person
from etl.people.digest_subscriptions import digest_state, end_attempt, save_wish
from etl.people.grants import give
from etl.settings import Settings
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW
from tests.builders.team import signed_in, team_settings
from tests.dashboard.conftest import APP, an_empty_home, words_of

TODAY = NOW.date()  # Sunday 3 May 2026
WEEK = date(2026, 4, 27)
COACH = "coach@example.org"
SHARED = {"Ben <b>": ("training", "pain"), "Ida": ("training",), "Mara": ("training", "pain")}


@dataclass(frozen=True)
class Squad:
    """Three runners who share with a coach: a calm one, one whose knee hurts, one unknown."""

    home: Home
    settings: Settings
    coach: TeamPerson

    @property
    def journal(self) -> Journal:
        """Its journal, unguarded."""
        return Journal(self.home, self.settings)

    @property
    def gateway(self) -> Gateway:
        """A door of its own."""
        return Gateway(self.home, self.settings)

    def digest(self, *, has_diary: bool = True, week: date | None = None) -> Digest | None:
        """The coach's."""
        return make_digest(
            self.gateway,
            Viewer(viewer_id=self.coach.person_id, is_owner=False),
            own_runner_id=self.coach.own_runner_id,
            week_start_date=week,
            has_diary=has_diary,
            address="https://board.example.org/",
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Squad:
    """Built once; tests that write get a copy."""
    days = [TODAY - timedelta(days=back) for back in (1, 4, 8, 12, 16, 20, 24, 28, 32)]
    home, local = a_home(
        tmp_path_factory.mktemp("digest"), [a_run(day, km=8) for day in days], runner_name="Mara"
    )
    journal = Journal(home, local)
    ben = journal.ensure_runner("Ben <b>")
    import_sources(home, local, [an_upload(a_run(km=8))], runner=ben)
    journal.log_pain(
        PainEntry(runner_id=ben.runner_id, local_date=TODAY, knee="left", pain_during_score=6)
    )
    import_sources(home, local, [], runner=journal.ensure_runner("Ida"))
    coach = add_person(journal, email=COACH, roles=["coach"])
    squad = Squad(home, team_settings(local), coach)
    for name, scopes in SHARED.items():
        share(squad, name, *scopes)
    return squad


def share(squad: Squad, name: str, *scopes: str) -> None:
    """A runner gives the coach what they may see."""
    give(
        squad.journal,
        runner_id=squad.journal.ensure_runner(name).runner_id,
        viewer_id=squad.coach.person_id,
        scopes=scopes,
        from_date=TODAY - timedelta(days=30),
        until_date=TODAY + timedelta(days=30),
        granted_by="x",
    )


@pytest.fixture
def squad(built: Squad, tmp_path: Path) -> Squad:
    """A copy to write into."""
    shutil.copytree(built.home.root, tmp_path / "home")
    home = Home(tmp_path / "home")
    return replace(built, home=home, settings=built.settings.model_copy(update={"home": home.root}))


def test_who_needs_a_look_stands_first_with_reason_and_numbers(built: Squad) -> None:
    """The board's order and words; what is not known is never among the calm."""
    digest = built.digest()
    assert digest is not None and digest.week_start_date == WEEK
    assert digest.title == "1 of 3 runners to look at, 1 not known"
    (ben,), (ida,), (mara,) = digest.to_look_at, digest.not_known, digest.calm
    assert (ben.name, ben.mark) == ("Ben <b>", "■ Back off")
    assert "left knee, 3 May" in ben.reason
    assert "worst pain 6 of 10" in ben.facts
    assert (ida.name, ida.mark) == ("Ida", "○ Not known")
    assert ida.reason == "too little data yet: ask for runs or a log"
    assert "pain not shared" in ida.facts
    assert mara.mark == "✓ OK" and mara.reason == ""
    assert mara.facts[0] == "16.0 km, 14.0 km a week in the four before (+14 %)"
    assert "last data 2 May, 1 day before" in mara.facts
    assert digest.board == "https://board.example.org/squad"


def test_without_the_diary_nothing_follows_from_it_but_who_to_look_at(built: Squad) -> None:
    """Neither a score nor a word, a colour or a rule of pain; the order stays."""
    digest = built.digest(has_diary=False)
    assert digest is not None
    (ben,) = digest.to_look_at
    assert (ben.mark, ben.tone) == ("◈ Look on the board", None)
    text = as_text(digest) + as_html(digest)
    for word in ("Back off", "worst pain", "left knee", "of 10", "pain shared", "Pain while"):
        assert word not in text, word
    assert "Ida" in text and "too little data yet" in text


def test_a_week_gone_by_is_told_as_it_ended(built: Squad) -> None:
    """The week before Ben's pain; grants are those of today. Weeks far away get a sentence."""
    digest = built.digest(week=WEEK - timedelta(days=7))
    assert digest is not None and digest.title.startswith("0 of 3 runners to look at")
    assert digest.period == ("The seven days to Sun 26 Apr 2026; status of Sun 26 Apr 2026")
    far = {WEEK + timedelta(days=7): "still to come", date(2025, 1, 6): "12 weeks back"}
    for week, words in far.items():
        with pytest.raises(UserError, match=words):
            built.digest(week=week)


class Seen(HTMLParser):
    """Tags and attributes of a page, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)


def test_the_page_fetches_nothing_and_reads_no_name_as_markup(built: Squad) -> None:
    """No script, picture, style sheet or form; the only address is the board's."""
    digest = built.digest()
    assert digest is not None
    page = Seen()
    page.feed(as_html(digest))
    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "form", "b", "style"})
    addresses = [value for name, value in page.attributes if name in ("href", "src", "action")]
    assert addresses == ["https://board.example.org/squad"]
    assert "Ben &lt;b&gt;" in as_html(digest) and "Ben <b>" in as_text(digest)
    assert ("content", "light dark") in page.attributes


def test_the_letter_has_both_parts_and_no_name_where_a_locked_screen_shows_it(
    built: Squad,
) -> None:
    """Counts in the subject; an id that makes a second copy known for one."""
    digest = built.digest()
    assert digest is not None
    given = {"to": COACH, "sender": "k@example.org", "person_id": "p1", "written_at": NOW}
    message = as_message(digest, **given)
    assert message["Subject"] == "Kneewise: 1 of 3 runners to look at, 1 not known"
    assert message["Message-ID"] == as_message(digest, **given)["Message-ID"]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert b"\n" not in message.as_bytes().replace(b"\r\n", b"")


def test_reading_a_digest_is_on_record_like_a_page(squad: Squad) -> None:
    """Each runner of it can see that their coach read it; a withdrawn grant closes it."""
    squad.digest()
    keep_reads(squad.home, squad.settings)
    with squad.journal.writing() as connection:
        read = connection.execute("select viewer_id, runner_id, what from journal.audit").fetchall()
    assert {row[0] for row in read} == {squad.coach.person_id}
    assert len({row[1] for row in read}) == 3
    with squad.journal.writing() as connection:
        connection.execute("delete from journal.access_grant")
    assert squad.digest() is None


def test_ones_own_runs_are_no_news(squad: Squad) -> None:
    """A coach who runs here is not in their own digest."""
    runner_id = squad.journal.ensure_runner("Mara").runner_id
    coach = add_person(squad.journal, email=COACH, own_runner_id=runner_id)
    digest = replace(squad, coach=coach).digest()
    assert digest is not None and digest.calm == ()


def test_from_the_shell(squad: Squad, tmp_path: Path) -> None:
    """Printed, or a file that only its owner reads; without accounts it is the owner's view."""
    local = {"KNEEWISE_NOW": NOW.isoformat()}
    there = ["--home", str(squad.home.root), "digest"]
    printed = CliRunner().invoke(shell, there, env=local)
    assert printed.exit_code == 0 and "■ Back off: Ben <b>" in printed.output
    file = tmp_path / "week.html"
    to_file = [*there, "--out", str(file), "--week", "2026-05-01"]
    done = CliRunner().invoke(shell, to_file, env=local)
    assert done.exit_code == 0 and "2026-04-27" in done.output
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert file.stat().st_mode & 0o077 == 0
    for words, sentence in (
        (["--out", str(file)], "exists already"),
        (["--to", COACH], "leave --to out"),
        (["--send"], "leave --send out"),
    ):
        assert sentence in str(CliRunner().invoke(shell, [*there, *words], env=local).exception)
    team = local | {f"KNEEWISE_OIDC_{name}": "x" * 40 for name in ("ISSUER", "CLIENT_ID")}
    asked = CliRunner().invoke(shell, there, env=team)
    assert "Say --to" in str(asked.exception)
    told = CliRunner().invoke(shell, [*there, "--to", COACH, "--json"], env=team)
    assert '"to_look_at"' in told.output and "Ben <b>" in told.output
    stranger = CliRunner().invoke(shell, [*there, "--to", "no@example.org"], env=team)
    assert "Nobody here has that address" in str(stranger.exception)


def opened(squad: Squad, settings: Settings) -> AppTest:
    """Squad, as the coach sees it."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.user = signed_in(COACH)
    home, local = an_empty_home()
    session.bind(home, team_settings(local))
    app.run()
    app.switch_page("squad/screen.py")
    app.session_state["squad-digest"] = True
    session.bind(squad.home, settings)
    return app.run()


def test_a_coach_asks_for_it_on_squad(squad: Squad) -> None:
    """Two switches where a mail server is named, a file in any case; the newest word counts."""
    plain = opened(squad, squad.settings)
    assert not plain.exception and not plain.toggle
    assert "Who needs a look first" in words_of(plain)
    mailed = squad.settings.model_copy(update={"smtp_host": "mail.example.org"})
    app = opened(squad, mailed)
    assert [toggle.label for toggle in app.toggle] == ["Send me this by e-mail on Mondays"]
    app.toggle(key="digest-wish").set_value(True).run()
    assert wishes(squad) == [(squad.coach.person_id, False)]
    app.toggle(key="digest-diary").set_value(True).run()
    assert wishes(squad) == [(squad.coach.person_id, True)]
    again = opened(squad, mailed)
    assert [toggle.value for toggle in again.toggle] == [True, True]
    again.toggle(key="digest-wish").set_value(False).run()
    assert not again.exception and wishes(squad) == []


def wishes(squad: Squad) -> list[tuple[str, bool]]:
    """Who gets it, and whether with the diary."""
    state = digest_state(squad.home, squad.settings)
    return [(wish.person_id, wish.has_diary) for wish in state.wishes]


@pytest.mark.parametrize("leave", [erase_runner, None], ids=["erasing a runner", "a backup"])
def test_wishes_and_what_was_sent_outlive(
    squad: Squad, tmp_path: Path, leave: Callable[..., object] | None
) -> None:
    """They are about who reads, not about a runner: no export holds them, erasing keeps them."""
    person_id = squad.coach.person_id
    save_wish(squad.journal, person_id=person_id, is_wanted=True, has_diary=False, saved_by="x")
    end_attempt(squad.journal, person_id=person_id, week_start_date=WEEK, state="sent", now=NOW)
    if leave is not None:
        runner_id = squad.journal.ensure_runner("Ida").runner_id
        leave(squad.home, squad.settings, runner_id=runner_id)
        there = squad
    else:
        backup(squad.home, squad.settings, tmp_path / "all.zip")
        home = Home(tmp_path / "back")
        settings = squad.settings.model_copy(update={"home": home.root})
        restore(home, settings, tmp_path / "all.zip")
        there = replace(squad, home=home, settings=settings)
    state = digest_state(there.home, there.settings)
    assert wishes(there) == [(person_id, False)]
    assert state.attempts[person_id, WEEK].state == "sent"
