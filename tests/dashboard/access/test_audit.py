"""Who looked: written once an hour, before the page is shown, chained, and never with the data."""

import json
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard import session
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.read_audit import kinds_of
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.backup.write import backup
from etl.operations.doctor import examine
from etl.operations.erase_runner import erase_runner
from etl.people.access_log import (
    a_read,
    broken_chains,
    first_broken,
    keep_reads,
    note_reads,
    row_count,
)
from etl.people.chain_ends import ends_file, kept_ends
from etl.people.refusals import read_refusals
from etl.reference.views import read_views
from etl.settings import Settings
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

COACH = Viewer(viewer_id="coach", is_owner=False)
SPOOL = "reads.jsonl"
NOON_AFTER = NOW + timedelta(days=1)


@dataclass(frozen=True)
class Watched:
    """A home whose runner granted a coach training and pain."""

    home: Home
    settings: Settings
    runner_id: str

    @property
    def journal(self) -> Journal:
        """Its journal."""
        return Journal(self.home, self.settings)

    def rows(self) -> list[tuple]:
        """(viewer, kind, count) of every kept read, in order."""
        with self.journal.writing() as connection:
            return connection.execute(
                "select viewer_id, what, read_count from journal.audit order by position"
            ).fetchall()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """Built once; each test gets a copy."""
    pains = [{"local_date": date(2026, 5, 2), "knee": "left", "pain_during_score": 7, "note": "ow"}]
    home, settings = a_home(tmp_path_factory.mktemp("watched"), [a_run(km=9)], pains=pains)
    runner = Journal(home, settings).ensure_runner()
    with Journal(home, settings).writing() as connection:
        for scope in ("training", "pain"):
            connection.execute(
                "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope,"
                " granted_by, from_date, saved_at)"
                " values (?, 'coach', ?, ?, 'x', date '2026-01-01', now())",
                [scope, runner.runner_id, scope],
            )
    return Watched(home, settings, runner.runner_id)


@pytest.fixture
def watched(built: Watched, tmp_path: Path) -> Watched:
    """A copy to write into."""
    shutil.copytree(built.home.root, tmp_path / "home")
    return Watched(Home(tmp_path / "home"), built.settings, built.runner_id)


def test_reads_of_others_are_kept_and_those_of_the_owner_are_not(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On disk before the rows are handed over; repeats are counted; a new hour is a new row."""
    gateway = Gateway(watched.home, watched.settings)
    gateway.load(Viewer(), "page.load_week")
    gateway.load(COACH, "page.runner")  # a name to choose from
    assert not (watched.home.root / SPOOL).exists()
    gateway.load(COACH, "page.load_week", runner_id=watched.runner_id)
    gateway.load(COACH, "metric.run")  # of everybody they may see
    noted = [json.loads(line) for line in (watched.home.root / SPOOL).read_text().splitlines()]
    assert {(line["viewer_id"], line["runner_id"]) for line in noted} == {
        ("coach", watched.runner_id)
    }
    gateway.load(COACH, "page.pain_entry", runner_id=watched.runner_id)
    assert "ow" not in (watched.home.root / SPOOL).read_text().replace("row", "")
    assert gateway.notes.keep() == len(watched.rows()) and not (watched.home.root / SPOOL).exists()
    assert {(viewer, what) for viewer, what, _ in watched.rows()} == {
        ("coach", "training"),
        ("coach", "pain"),
    }
    assert sum(count for _, what, count in watched.rows() if what == "training") >= 2
    assert gateway.notes.keep() == 0  # nothing new
    before = len(watched.rows())
    monkeypatch.setattr(Settings, "current_time", lambda _settings: NOW + timedelta(hours=1))
    gateway.load(COACH, "metric.run")
    assert gateway.notes.keep() == 1 and len(watched.rows()) == before + 1
    with watched.journal.writing() as connection:
        assert first_broken(connection) == []


def test_a_read_outlives_a_crash_and_joins_its_chain_once(watched: Watched) -> None:
    """The next process keeps what the last one noted; a line cut in half is left out."""
    Gateway(watched.home, watched.settings).load(COACH, "metric.run")
    spool = watched.home.root / SPOOL
    lines = spool.read_text()
    spool.write_text(lines + lines.splitlines()[0][:20])
    count = keep_reads(watched.home, watched.settings)
    assert count == len(lines.splitlines()) == len(watched.rows())
    spool.write_text(lines)  # killed between the database and the file
    assert keep_reads(watched.home, watched.settings) == 0
    session.bind(watched.home, watched.settings)
    Gateway(watched.home, watched.settings).load(COACH, "metric.run")
    session.keep_reads()  # as the server does at its end
    assert len(watched.rows()) == 2 * count


def chained(watched: Watched) -> None:
    """Four reads of the runner and two of another."""
    other = watched.journal.ensure_runner("Other").runner_id
    note_reads(
        watched.home,
        [
            a_read(viewer_id=f"v{index}", runner_id=who, what="training", read_at=NOW)
            for who, count in ((watched.runner_id, 4), (other, 2), ("erased", 1))
            for index in range(count)
        ],
    )
    assert keep_reads(watched.home, watched.settings) == 6


@pytest.mark.parametrize(
    ("tampering", "position"),
    [
        ("update journal.audit set viewer_id = 'nobody' where position = 2", 2),
        ("update journal.audit set read_at = read_at + interval 1 day where position = 3", 3),
        ("update journal.audit set read_count = 0 where position = 1", 1),
        ("delete from journal.audit where position = 2", 2),
        ("delete from journal.audit where position = 1", 1),
        ("insert into journal.audit select * replace ('x' as audit_id) from journal.audit", 2),
        ("update journal.audit set row_hash = 'x' where position = 2", 2),
    ],
)
def test_the_first_broken_row_is_named(watched: Watched, tampering: str, position: int) -> None:
    """Changed, left out or put in; of one runner's chain, the other's stays sound."""
    chained(watched)
    with watched.journal.writing() as connection:
        assert first_broken(connection) == []
        mine = {"runner_id": watched.runner_id}
        connection.execute(
            "create temp table others as from journal.audit where runner_id <> $runner_id", mine
        )
        connection.execute("delete from journal.audit where runner_id <> $runner_id", mine)
        connection.execute(tampering)
        connection.execute("insert into journal.audit from others")
        (broken,) = first_broken(connection)
    assert (broken.runner_id, broken.position) == (watched.runner_id, position)


@pytest.mark.parametrize(
    ("tampering", "position", "why"),
    [
        ("position = 4", 4, "its end was written anew"),
        ("position >= 2", 4, "rows at its end are missing"),
        ("true", 4, "rows at its end are missing"),
    ],
)
def test_a_chain_that_was_cut_is_named_by_the_end_that_was_kept_apart(
    watched: Watched, tampering: str, position: int, why: str
) -> None:
    """Its last rows or all of it; whoever looks next does not make it sound again."""
    chained(watched)
    with watched.journal.writing() as connection:
        ends = kept_ends(watched.home, watched.settings)
        assert ends is not None and broken_chains(connection, ends) == []
        connection.execute(
            f"delete from journal.audit where {tampering} and runner_id = ?",  # noqa: S608
            [watched.runner_id],
        )
        assert first_broken(connection) == []
    for what in ("pain", "training"):
        read = a_read(viewer_id="v", runner_id=watched.runner_id, what=what, read_at=NOON_AFTER)
        note_reads(watched.home, [read])
        keep_reads(watched.home, watched.settings)
    with watched.journal.reading() as connection:
        ends = kept_ends(watched.home, watched.settings)
        (broken,) = broken_chains(connection, ends)
    assert (broken.runner_id, broken.position) == (watched.runner_id, position)
    assert broken.why == why
    (finding,) = [one for one in examine(watched.home, watched.settings) if one.what == "reads"]
    assert finding.is_wrong


def test_ends_that_were_taken_away_are_on_record(watched: Watched) -> None:
    """They are written anew with the next read, and that is told."""
    chained(watched)
    ends_file(watched.home, watched.settings).unlink()
    note_reads(
        watched.home,
        [a_read(viewer_id="v", runner_id=watched.runner_id, what="pain", read_at=NOON_AFTER)],
    )
    keep_reads(watched.home, watched.settings)
    ends = kept_ends(watched.home, watched.settings)
    assert ends is not None and ends[watched.runner_id][0] == 5
    assert "ends of chains were not there" in read_refusals(watched.home)[-1].what


def test_erasing_a_runner_breaks_nobody_elses_chain(watched: Watched, tmp_path: Path) -> None:
    """Their chain goes whole; a backup holds what was noted before it."""
    chained(watched)
    Gateway(watched.home, watched.settings).load(COACH, "metric.run")
    backup(watched.home, watched.settings, tmp_path / "all.zip")
    assert not (watched.home.root / SPOOL).exists()
    erase_runner(watched.home, watched.settings, runner_id=watched.runner_id)
    with watched.journal.writing() as connection:
        ends = kept_ends(watched.home, watched.settings)
        assert broken_chains(connection, ends) == [] and row_count(connection) == 2
    assert watched.runner_id not in ends_file(watched.home, watched.settings).read_text()


def test_the_kind_of_a_view_follows_from_the_access_rules() -> None:
    """What rests on no runner's data tells of no read."""
    assert kinds_of("metric.run") == {"training"}
    assert kinds_of("page.pain_entry") >= {"pain"}
    assert kinds_of("core.runner") == kinds_of("page.runner") == frozenset()
    about = [view for view in read_views() if "runner_id" in view.grain]
    untold = [view.full_name for view in about if not kinds_of(view.full_name)]
    of_nobody = {"core.runner", "core.shared_scope"}
    assert set(untold) == {view.full_name for view in about if view.needs <= of_nobody}
