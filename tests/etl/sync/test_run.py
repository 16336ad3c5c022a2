"""What a sync brings, follows and leaves alone."""

from datetime import timedelta
from pathlib import Path

import pytest

from etl.errors import Busy
from etl.journal.store import Journal
from etl.operations.correct import choose
from etl.operations.import_files import import_sources
from etl.operations.rebuild import rebuild
from etl.operations.undo_import import undo_batch
from etl.sync import status as sync_status
from etl.sync.webhook_queue import Event, claim, keep_event, waiting_events
from tests.builders import a_run
from tests.builders.hashes import hash_of, rows_of
from tests.builders.homes import an_upload
from tests.builders.strava import Connection, a_connection, as_made_by, connect
from tests.etl.sync.conftest import NOW
from tests.fake_strava import PRIVATE_WORD, FakeStrava, a_fake_run, a_history

RIDE = {"sport_type": "Ride", "type": "Ride"}


def one_synced(strava: FakeStrava, folder: Path) -> Connection:
    """A runner with one run, of yesterday, which is here."""
    strava.add_athlete(1, runs=[a_fake_run(1, NOW - timedelta(days=1))])
    there = a_connection(folder, strava)
    there.sync_all()
    return there


def just_connected(strava: FakeStrava, folder: Path) -> Connection:
    """The same run, of which nothing has been asked yet."""
    strava.add_athlete(1, runs=[a_fake_run(1, NOW - timedelta(days=1))])
    return a_connection(folder, strava)


def distances(home) -> list[tuple[str, float, str]]:
    """Sport, distance and level of detail of every activity, oldest first."""
    return rows_of(
        home, "select sport, distance_m, detail_level from core.activity order by started_at"
    )


def test_a_history_comes_as_totals_first_and_then_in_detail(strava: FakeStrava, tmp_path: Path):
    """One call for up to 200 totals and the empty page that ends them, one for each recording."""
    strava.add_athlete(1, runs=a_history(30, until=NOW))
    there = a_connection(tmp_path, strava)

    report = there.sync_all()[-1]

    runs = [run for run in there.ledger.activities() if run.facts.has_streams]
    assert strava.count("list") == 2
    assert strava.count("streams") == len(runs) == report.detailed_count
    assert len(distances(there.home)) == 30
    assert not strava.latlng_asked
    assert there.sync().call_count == 0


def test_names_and_places_never_reach_the_disk(strava: FakeStrava, tmp_path: Path):
    """Strava sends them with every answer; nothing of a home holds them."""
    strava.add_athlete(1, runs=a_history(5, until=NOW))
    there = a_connection(tmp_path, strava)
    there.sync_all()
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PRIVATE_WORD.encode() not in held
    assert b"polyline" not in held and b"latlng" not in held


def test_edits_are_followed(strava: FakeStrava, tmp_path: Path):
    """A crop fetches the recording anew, a new name costs nothing, a ride is no run any more."""
    strava.add_athlete(1, runs=[a_fake_run(n, NOW - timedelta(days=n), km=8) for n in (1, 2, 3)])
    there = a_connection(tmp_path, strava)
    there.sync_all()
    strava.edit_activity(1, 1, name="Another name")
    strava.edit_activity(1, 2, km=6)
    strava.edit_activity(1, 3, **RIDE)
    strava.advance(timedelta(days=1))
    before = strava.count("streams")

    there.sync_all()

    assert strava.count("streams") - before == 1
    found = {(sport, round(metres / 100)) for sport, metres, _ in distances(there.home)}
    assert found == {("run", 80), ("run", 60), ("ride", 80)}


def test_what_was_deleted_goes_and_what_was_only_not_seen_stays(strava: FakeStrava, tmp_path: Path):
    """A listing that lacks an activity is a question; only Strava's own no removes it."""
    strava.add_athlete(1, runs=[a_fake_run(n, NOW - timedelta(days=n), km=8) for n in (1, 2)])
    there = a_connection(tmp_path, strava)
    there.sync_all()
    strava.delete_activity(1, 1)
    strava.advance(timedelta(days=1))
    there.sync_all()
    assert [run.source_activity_id for run in there.ledger.activities()] == ["2"]
    assert len(distances(there.home)) == 1
    assert strava.count("detail") == 1
    assert len(list(there.home.samples.glob("*/*"))) == 1


def test_a_run_uploaded_late_is_found(strava: FakeStrava, tmp_path: Path):
    """An event may never come: the nightly look finds recent runs, the renewal all others."""
    there = as_made_by(one_synced, strava, tmp_path)
    strava.add_activity(1, a_fake_run(2, NOW - timedelta(days=9)))
    strava.add_activity(1, a_fake_run(3, NOW - timedelta(days=300)))
    strava.advance(timedelta(days=1))
    there.sync_all()
    assert len(there.ledger.activities()) == 2
    strava.advance(timedelta(days=5))
    there.sync_all()
    assert len(there.ledger.activities()) == 3


def test_an_old_run_deleted_on_strava_goes_within_two_days(strava: FakeStrava, tmp_path: Path):
    """Without a single event: the whole history is listed often enough for Strava's terms."""
    strava.add_athlete(1, runs=[a_fake_run(n, NOW - timedelta(days=60 * n)) for n in (1, 2)])
    there = a_connection(tmp_path, strava)
    there.sync_all()
    strava.advance(timedelta(hours=1))
    strava.delete_activity(1, 2)
    for _ in range(8):
        strava.advance(timedelta(hours=6))
        there.sync_all()
    assert [run.source_activity_id for run in there.ledger.activities()] == ["1"]
    assert len(distances(there.home)) == 1


def test_effort_told_on_strava_stays_no_longer_than_its_own_answer(
    strava: FakeStrava, tmp_path: Path
):
    """Only a single activity's answer tells it: listings renew the run and not the effort."""
    strava.add_athlete(1, runs=[a_fake_run(1, NOW - timedelta(days=1), perceived_exertion=7)])
    there = a_connection(tmp_path, strava)
    keep_event(there.home, Event("strava", "activity", "1", "1"))
    there.sync_all()
    query = "select perceived_exertion_score, detail_level from core.activity"
    strava.advance(timedelta(days=5))
    there.sync_all()
    assert rows_of(there.home, query) == [(7.0, "stream")]
    strava.advance(timedelta(days=2))
    there.sync_all()
    assert rows_of(there.home, query) == [(None, "stream")]


def test_effort_taken_back_on_strava_is_taken_back_here(strava: FakeStrava, tmp_path: Path):
    """What a single activity's answer no longer tells is unknown again."""
    strava.add_athlete(1, runs=[a_fake_run(1, NOW - timedelta(days=1), perceived_exertion=7)])
    there = a_connection(tmp_path, strava)
    for effort in (7, None):
        strava.edit_activity(1, 1, perceived_exertion=effort)
        keep_event(there.home, Event("strava", "activity", "1", "1"))
        there.sync_all()
        [run] = there.ledger.activities()
        assert run.facts.perceived_exertion_score == effort


def test_an_event_that_comes_while_it_is_looked_into_is_a_new_one(
    strava: FakeStrava, tmp_path: Path
):
    """It leaves the queue after its effect, and only if it is still the one that was read."""
    there = as_made_by(just_connected, strava, tmp_path)
    keep_event(there.home, Event("strava", "activity", "1", "1"))
    [read] = waiting_events(there.home)
    keep_event(there.home, Event("strava", "activity", "1", "1", is_withdrawn=True))
    claim(read)
    [waiting] = waiting_events(there.home)
    assert waiting.is_withdrawn
    claim(waiting)
    assert waiting_events(there.home) == []


def test_a_file_that_no_longer_counts_gives_the_lent_run_back(strava: FakeStrava, tmp_path: Path):
    """The runner excludes the file's row: the run is fetched anew, and others are not."""
    starts = [NOW.replace(hour=7, minute=0) - timedelta(days=days) for days in (1, 2)]
    runs = [a_fake_run(n, start, km=10, pace_s=330) for n, start in enumerate(starts, 1)]
    strava.add_athlete(1, runs=runs)
    there = a_connection(tmp_path, strava)
    there.sync_all()
    files = [an_upload(a_run(start.date(), km=10, pace=330), f"{start:%d}") for start in starts]
    import_sources(there.home, there.settings, files, runner=there.runner)
    query = "select activity_id from core.activity order by started_at desc"
    (activity_id,) = rows_of(there.home, query)[0]
    calls = strava.count("streams")
    choose(
        there.home,
        there.settings,
        runner_id=there.runner.runner_id,
        activity_id=activity_id,
        field="is_excluded",
        value="true",
    )
    there.sync_all()
    assert strava.count("streams") == calls + 1
    counted = "select source from core.activity where not is_excluded order by started_at desc"
    assert rows_of(there.home, counted) == [("strava_api",), ("fit",)]


def test_a_renewal_lists_again_and_fetches_six_weeks(strava: FakeStrava, tmp_path: Path):
    """Older runs keep their totals once their details have had their seven days."""
    recent = [a_fake_run(n, NOW - timedelta(days=10 * n)) for n in (1, 2, 3)]
    old = [a_fake_run(n, NOW - timedelta(days=100 * n)) for n in (4, 5)]
    strava.add_athlete(1, runs=old + recent)
    there = a_connection(tmp_path, strava)
    there.sync_all()
    strava.advance(timedelta(days=5, minutes=1))
    before = strava.count("streams")
    there.sync_all()
    assert strava.count("streams") - before == 3
    strava.advance(timedelta(days=2))
    there.sync_all()
    assert [level for _, _, level in distances(there.home)] == ["summary"] * 2 + ["stream"] * 3
    assert len(list(there.home.samples.glob("*/*"))) == 3


def test_a_file_takes_the_place_of_a_lent_run_and_an_undo_gives_it_back(
    strava: FakeStrava, tmp_path: Path
):
    """The runner's own file stays for good; its recording is not fetched again."""
    start = NOW.replace(hour=7, minute=0) - timedelta(days=1)
    strava.add_athlete(1, runs=[a_fake_run(1, start, km=10, pace_s=330)])
    there = a_connection(tmp_path, strava)
    there.sync_all()
    file = a_run(start.date(), km=10, pace=330)
    result = import_sources(there.home, there.settings, [an_upload(file)], runner=there.runner)
    assert rows_of(there.home, "select source, share_class from core.activity") == [
        ("fit", "own_file")
    ]
    assert list(there.home.documents.glob("*/*")) == []
    strava.advance(timedelta(days=1))
    there.sync_all()
    assert strava.count("streams") == 1
    assert len(rows_of(there.home, "from core.activity")) == 1

    undo_batch(there.home, there.settings, result.batch_id)
    there.sync_all()
    assert rows_of(there.home, "select source, detail_level from core.activity") == [
        ("strava_api", "stream")
    ]


def test_two_syncs_never_run_at_once(strava: FakeStrava, tmp_path: Path):
    """The second says so instead of waiting."""
    there = as_made_by(just_connected, strava, tmp_path)
    refused: list[str] = []

    def ask_again(_progress) -> None:
        with pytest.raises(Busy) as error:
            there.sync()
        refused.append(str(error.value))

    there.sync(on_progress=ask_again)
    assert refused and "under way" in refused[0]


def test_a_rebuild_reads_what_is_held_again(strava: FakeStrava, tmp_path: Path):
    """A better formula reaches lent runs too, without a call."""
    strava.add_athlete(1, runs=a_history(8, until=NOW))
    there = a_connection(tmp_path, strava)
    there.sync_all()
    before, calls = hash_of(there.home, schemas=("core",)), len(strava.calls)
    result = rebuild(there.home, there.settings)
    assert hash_of(there.home, schemas=("core",)) == before
    assert not any(change.total for change in result.changed.values())
    assert len(strava.calls) == calls


def test_the_runners_word_on_a_lent_run_wins(strava: FakeStrava, tmp_path: Path):
    """It is read anew at once, and stays when the run is renewed."""
    there = as_made_by(one_synced, strava, tmp_path)
    ((activity_id,),) = rows_of(there.home, "select activity_id from core.activity")
    choose(
        there.home,
        there.settings,
        runner_id=there.runner.runner_id,
        activity_id=activity_id,
        field="sport",
        value="hike",
    )
    assert rows_of(there.home, "select sport, is_run from core.activity") == [("hike", False)]
    strava.edit_activity(1, 1, average_heartrate=150.0)
    strava.advance(timedelta(days=1))
    there.sync_all()
    assert rows_of(there.home, "select sport, is_run from core.activity") == [("hike", False)]


@pytest.mark.parametrize(("scope", "count"), [("activity:read_all", 2), ("activity:read", 1)])
def test_private_runs_need_their_own_permission(
    scope: str, count: int, strava: FakeStrava, tmp_path: Path
):
    """Without it they are simply not there; with it they come like all others."""
    runs = [
        a_fake_run(1, NOW - timedelta(days=1)),
        a_fake_run(2, NOW - timedelta(days=2), visibility="only_me", private=True),
    ]
    strava.add_athlete(1, runs=runs)
    there = a_connection(tmp_path, strava, athletes=())
    runner = Journal(there.home, there.settings).ensure_runner("Mara")
    connected = connect(there.home, there.settings, strava, runner, scopes=["read", scope])
    there.sync_all()
    assert len(there.ledger.activities()) == count
    assert (connected.missing is None) == (count == 2)


@pytest.mark.parametrize(("scope", "count"), [("activity:read_all", 1), ("activity:read", 0)])
def test_a_run_made_private_goes_unless_private_runs_may_be_read(
    scope: str, count: int, strava: FakeStrava, tmp_path: Path
):
    """The event says that it was withdrawn: where only it tells, it is believed."""
    strava.add_athlete(1, runs=[a_fake_run(1, NOW - timedelta(days=1))])
    there = a_connection(tmp_path, strava, athletes=())
    runner = Journal(there.home, there.settings).ensure_runner("Mara")
    connect(there.home, there.settings, strava, runner, scopes=["read", scope])
    there.sync_all()
    strava.edit_activity(1, 1, visibility="only_me", private=True)
    keep_event(there.home, Event("strava", "activity", "1", "1", is_withdrawn=True))
    there.sync_all()
    assert rows_of(there.home, "select count(*) from core.activity") == [(count,)]


def test_how_a_connection_stands(strava: FakeStrava, tmp_path: Path):
    """Between two windows: totals are here, most details are not, and when they will be is said."""
    strava.add_athlete(1, runs=a_history(50, until=NOW, samples=10))
    strava.limits.read = (40, 1000)
    there = a_connection(tmp_path, strava)
    report = there.sync()
    stands = sync_status.stand(
        there.home,
        there.settings,
        runner_id=there.runner.runner_id,
        provider="strava",
        now=strava.now(),
    )
    assert report.resume_at == NOW.replace(minute=15, second=0)
    assert stands.is_listed and stands.counts.wanted_count > 0
    assert stands.complete_at is not None and stands.complete_at > strava.now()
    there.sync_all()
    assert strava.now() <= stands.complete_at
