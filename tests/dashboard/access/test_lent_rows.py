"""What a platform lent for its runner's own eyes changes nothing that anybody else sees."""

import shutil
import zipfile
from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.data.export import VIEWS, take_out
from dashboard.patient.report.contents import to_contents
from dashboard.session import Person
from dashboard.squad.digest.rendering import as_text
from dashboard.squad.digest.request import make_digest
from dashboard.ui.plain_values import as_flat
from etl.errors import AccessDenied
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.import_files import import_sources
from etl.reference.views import read_views
from etl.settings import Settings
from etl.sources.strava_api.terms import TERMS
from etl.storage.samples import samples_path
from etl.sync import run as sync_run
from sql import ROOT
from tests.builders import a_run, an_upload
from tests.builders.strava import connect, settings_for
from tests.fake_strava import FakeActivity, FakeStrava, a_fake_run

NOW = datetime(2026, 5, 3, 7, 2, tzinfo=UTC)
OWNER = Viewer()
COACH = Viewer(viewer_id="coach", is_owner=False)
RUNNER = Viewer(viewer_id="runner", is_owner=False)
SCOPES = {"coach": ("training", "pain"), "runner": ("training", "pain", "clinical", "own")}
TELLS_OF_HIDDEN = {
    "core.withheld",
    "page.data_withheld",
    "page.digest",
    "page.next_run",
    "page.patient_gap",
    "page.squad",
    "page.squad_runner",
    "page.squad_week",
    "risk.next_run",
}
OF_THE_SQUAD = {"page.squad_runner", "page.squad_week"}
OF_THE_LIMIT = ("limit_m", "limit_reason", "limit_hidden_name", "hidden_name")
TELLING_COLUMNS = ("hidden_run_count", "unknown_reason", *OF_THE_LIMIT)
"""What else tells of them, in rows that are otherwise as if there were none."""
OWN_DAYS = range(1, 46, 4)  # days before today with a file of the runner's own
LENT_DAYS = range(2, 46, 7)  # days before today with a run that only the API brought
BOTH_DAY = 13  # a day on which the file and the API bring the same run


@dataclass(frozen=True)
class Lent:
    """A home into which an API lent runs, its door, and the door of the home as it was before."""

    home: Home
    settings: Settings
    runner_id: str
    gateway: Gateway
    gateway_before: Gateway

    def gateway_with(self, **changes: object) -> Gateway:
        """Another door of the home, with some settings otherwise."""
        return Gateway(self.home, self.settings.model_copy(update=changes))


@pytest.fixture(scope="module")
def lent(tmp_path_factory: pytest.TempPathFactory) -> Generator[Lent]:
    """Six weeks of files and pain, two grants, and runs that only the API brought."""
    folder = tmp_path_factory.mktemp("lent")
    home, before = Home(folder / "home"), Home(folder / "before")
    with FakeStrava() as strava:
        strava.set_time(NOW)
        settings = settings_for(strava, home, now=NOW)
        runner = Journal(home, settings).ensure_runner("Runner 1")
        import_own_files(home, settings)
        log_pain(home, settings)
        grant(home, settings)
        shutil.copytree(home.root, before.root)
        strava.add_athlete(1, runs=[*lent_runs(), a_lent_ride(), the_same_run()])
        connect(home, settings, strava, runner)
        sync_to_the_end(home, settings, strava)
        gateway_before = Gateway(before, settings.model_copy(update={"home": before.root}))
        yield Lent(home, settings, runner.runner_id, Gateway(home, settings), gateway_before)


def import_own_files(home: Home, settings: Settings) -> None:
    """Runs of the runner's own watch, hills among them."""
    runner = Journal(home, settings).ensure_runner()
    files = [
        an_upload(
            a_run(day_before(back), km=6 + back % 7, hill_m=20.0 * (back % 3), hill_count=4),
            f"{back}.fit",
        )
        for back in OWN_DAYS
    ]
    import_sources(home, settings, files, runner=runner)


def log_pain(home: Home, settings: Settings) -> None:
    """A knee that hurts on days with and without a run."""
    journal = Journal(home, settings)
    runner = journal.ensure_runner()
    for back in (2, 5, 7, 13, 20):
        journal.log_pain(
            PainEntry(
                runner_id=runner.runner_id,
                local_date=day_before(back),
                knee="left",
                pain_during_score=back % 5,
            )
        )


def grant(home: Home, settings: Settings) -> None:
    """A coach may see training and pain; the runner, signed in, all of their own."""
    journal = Journal(home, settings)
    runner = journal.ensure_runner()
    with journal.writing() as connection:
        connection.executemany(
            "insert into journal.access_grant (grant_id, viewer_id, runner_id, scope, granted_by,"
            " from_date, until_date, saved_at)"
            " values (?, ?, ?, ?, 'runner', date '2026-01-01', null, now())",
            [
                (f"{viewer_id} {scope}", viewer_id, runner.runner_id, scope)
                for viewer_id, scopes in SCOPES.items()
                for scope in scopes
            ],
        )


def day_before(back: int) -> date:
    """The calendar day so many days before today."""
    return (NOW - timedelta(days=back)).date()


def lent_runs() -> list[FakeActivity]:
    """Longer and faster than those of the files, so that they would show wherever they leaked."""
    start = NOW.replace(hour=16, minute=0)
    return [
        a_fake_run(100 + back, start - timedelta(days=back), 19, 280, samples=120)
        for back in LENT_DAYS
    ]


def a_lent_ride() -> FakeActivity:
    """No run, and hidden as well."""
    return a_fake_run(200, NOW - timedelta(days=6), 40, 150, "Ride", samples=60)


def the_same_run() -> FakeActivity:
    """What the file of that day holds; the lent row gives way to it."""
    start = datetime(2026, 4, 20, 7, 0, tzinfo=UTC)
    assert start.date() == day_before(BOTH_DAY)
    return a_fake_run(300, start, 6 + BOTH_DAY % 7, 330, samples=60)


def sync_to_the_end(home: Home, settings: Settings, strava: FakeStrava) -> None:
    """All of it is within one window's limits."""
    report = sync_run.sync(home, settings, now=strava.now)
    assert report.resume_at is None and report.troubles == {}


def lent_ids(gateway: Gateway) -> list[str]:
    """Our ids of the lent activities that the owner sees."""
    frame = gateway.load(OWNER, "core.activity", share_class=TERMS.share_class)
    return sorted(frame["activity_id"].to_list())


def names() -> list[str]:
    """Every view, and every table that a slice may hold."""
    tables = [path.name.removesuffix(".sql") for path in (ROOT / "access").iterdir()]
    return [view.full_name for view in read_views()] + [name for name in tables if "." in name]


def rows_of(frame: pl.DataFrame) -> list[str]:
    """Rows as text, in an order of their own: a view may leave equals in any order."""
    return sorted(map(repr, frame.rows()))


def test_the_owner_sees_what_was_lent(lent: Lent) -> None:
    """Runs and the ride, in every view that tells of runs; the run of both is the file's."""
    gateway, before = lent.gateway, lent.gateway_before
    assert len(lent_ids(gateway)) == len(LENT_DAYS) + 1
    assert gateway.load(OWNER, "metric.run").height == len(OWN_DAYS) + len(LENT_DAYS)
    changed = {
        name
        for name in names()
        if rows_of(gateway.load(OWNER, name)) != rows_of(before.load(OWNER, name))
    }
    assert {"core.activity", "core.split", "metric.run", "metric.runner_week"} <= changed
    assert len(changed) > 30  # so that the next test says something
    assert gateway.load(OWNER, "page.data_withheld").is_empty()


def test_every_view_is_to_others_as_if_nothing_had_been_lent(lent: Lent) -> None:
    """Row for row: sums, ramps, spikes, references, duplicates, days without a hole."""
    gateway, before = lent.gateway, lent.gateway_before
    checked = [name for name in names() if name not in TELLS_OF_HIDDEN - OF_THE_SQUAD]
    seen, former = (
        {name: door.load(COACH, name).drop(TELLING_COLUMNS, strict=False) for name in checked}
        for door in (gateway, before)
    )
    differing = {
        name: (frame.height, former[name].height)
        for name, frame in seen.items()
        if frame.columns != former[name].columns or rows_of(frame) != rows_of(former[name])
    }
    assert differing == {}
    assert seen["metric.run"].height == len(OWN_DAYS)
    assert not seen["metric.pain_day"].is_empty()


def test_others_are_told_how_many_runs_are_hidden_and_why(lent: Lent) -> None:
    """So that nobody takes a gap for rest; rides are no runs."""
    found = lent.gateway.load(COACH, "page.data_withheld").rows(named=True)
    told = {"runner_id": lent.runner_id, "share_class": "strava_api", "run_count": len(LENT_DAYS)}
    assert found == [told]
    assert lent.gateway_before.load(COACH, "page.data_withheld").is_empty()


def test_others_who_were_granted_nothing_are_not_even_told_that(lent: Lent) -> None:
    """How many runs somebody has is training too."""
    nobody = Viewer(viewer_id="nobody", is_owner=False)
    about_runners = [
        view.full_name
        for view in read_views()
        if "runner_id" in {column.name for column in view.columns}
    ]
    assert "page.data_withheld" in about_runners
    for name in [*about_runners, "core.activity", "core.withheld"]:
        assert lent.gateway.load(nobody, name).is_empty(), name


def test_a_runner_who_signs_in_sees_what_was_lent_for_them(lent: Lent) -> None:
    """Their own eyes are the ones that it was lent for."""
    gateway = lent.gateway
    found = gateway.load(RUNNER, "core.activity", share_class=TERMS.share_class)
    assert sorted(found["activity_id"].to_list()) == lent_ids(gateway)
    assert gateway.load(RUNNER, "page.data_withheld").is_empty()


def test_with_the_platforms_leave_a_grant_covers_what_was_lent(lent: Lent) -> None:
    """The operator says that there is one; a coach then sees what the owner sees of training."""
    gateway = lent.gateway_with(strava_api_shareable=True)
    for name in ("core.activity", "core.split", "metric.run", "metric.runner_week"):
        assert rows_of(gateway.load(COACH, name)) == rows_of(gateway.load(OWNER, name)), name
    assert gateway.load(COACH, "page.data_withheld").is_empty()


@pytest.mark.parametrize(
    ("viewer", "is_shareable"),
    [(OWNER, False), (RUNNER, False), (COACH, True)],
    ids=["owner", "runner", "coach, with leave"],
)
def test_after_its_time_nobody_sees_it_although_nothing_was_purged(
    lent: Lent, viewer: Viewer, is_shareable: bool
) -> None:
    """The door looks at the clock, not at whether a sync has run since."""
    late = lent.gateway_with(now=NOW + TERMS.kept_for, strava_api_shareable=is_shareable)
    left = late.load(viewer, "core.activity")
    assert set(left["share_class"]) == {"own_file"} and left.height == len(OWN_DAYS)
    assert late.load(viewer, "page.data_withheld").is_empty()
    for activity_id in lent_ids(lent.gateway):
        assert refusal(late, activity_id, viewer) == "There is no such run."


def test_a_door_that_stays_open_shuts_for_a_run_whose_time_ends(
    lent: Lent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slice that was built a second before is not read a second after."""
    gateway = lent.gateway_with()
    moment = NOW + TERMS.kept_for
    monkeypatch.setattr(Settings, "current_time", lambda _settings: moment)
    moment -= timedelta(seconds=1)
    assert lent_ids(gateway)
    moment += timedelta(seconds=1)
    assert lent_ids(gateway) == []


def test_the_stream_of_a_lent_run_is_its_runners_alone(lent: Lent) -> None:
    """To others there is no such run: the words are those for one that never was."""
    gateway = lent.gateway
    runs = gateway.load(OWNER, "core.activity", share_class=TERMS.share_class, is_run=True)
    for activity_id in runs["activity_id"]:
        assert samples_path(lent.home, activity_id).is_file()
        assert gateway.samples(OWNER, activity_id) is not None
        assert refusal(gateway, activity_id) == refusal(gateway, "a-run-that-never-was")


def refusal(gateway: Gateway, activity_id: str, viewer: Viewer = COACH) -> str:
    """The words in which a stream is refused."""
    with pytest.raises(AccessDenied) as denied:
        gateway.samples(viewer, activity_id)
    return str(denied.value)


def test_a_lent_run_is_found_by_no_question_of_others(lent: Lent) -> None:
    """Neither by its id in any view, nor by SQL of their own."""
    gateway = lent.gateway
    ids = lent_ids(gateway)
    for view in read_views():
        columns = {column.name for column in view.columns}
        if "activity_id" in columns:
            found = gateway.load(COACH, view.full_name, activity_id=ids)
            assert found.is_empty(), view.full_name
        if "session_id" in columns:
            found = gateway.load(COACH, view.full_name, session_id=ids)
            assert found.is_empty(), view.full_name
    sql = "select count(*) as hidden from core.activity where share_class <> 'own_file'"
    assert gateway.query(COACH, sql)["hidden"].to_list() == [0]


def test_patient_and_squad_tell_of_hidden_runs_and_of_nothing_in_them(lent: Lent) -> None:
    """A count of its own; all else is as if nothing had been lent."""
    gap, squad, digest = (
        [
            door.load(COACH, name, runner_id=lent.runner_id)
            for door in (lent.gateway, lent.gateway_before)
        ]
        for name in ("page.patient_gap", "page.squad", "page.digest")
    )
    kept = pl.col("gap") != "hidden_run"
    assert gap[0].filter(kept).equals(gap[1].filter(kept))
    assert gap[0].filter(~kept)["gap_count"].to_list() == [len(LENT_DAYS)]
    telling = ("hidden_run_count", *OF_THE_LIMIT[:3])
    assert squad[0].drop(telling).equals(squad[1].drop(telling))
    assert squad[0]["hidden_run_count"].to_list() == [len(LENT_DAYS)]
    # Why nothing was known before the first file is told with the count: hidden, or no data.
    known = [frame.filter(pl.col("data_age_days").is_not_null()) for frame in digest]
    assert known[0].drop(telling).equals(known[1].drop(telling))
    assert set(digest[0]["hidden_run_count"]) == {len(LENT_DAYS)}


def test_who_may_not_see_some_runs_is_told_what_the_others_give_and_no_limit(lent: Lent) -> None:
    """The number is that of a home where nothing was lent, without the name; owners have theirs."""
    columns = ["limit_m", "limit_reason", "hidden_name", "training_m", "training_reason"]
    told, before = (
        door.load(COACH, "page.next_run").select(columns).row(0)
        for door in (lent.gateway, lent.gateway_before)
    )
    assert told == (None, "unknown", "runs", *before[3:])
    assert before[0] == before[3] is not None
    for viewer in (OWNER, RUNNER):
        own = lent.gateway.load(viewer, "page.next_run").row(0, named=True)
        assert own["hidden_name"] is None and own["limit_m"] == own["training_m"]


def test_only_views_that_are_named_here_look_at_what_is_hidden() -> None:
    """A new one has to say what it tells of hidden runs, in the test above."""
    by_name = {view.full_name: view for view in read_views()}
    telling = {"core.withheld"}
    while more := {name for name, view in by_name.items() if view.needs & telling} - telling:
        telling |= more
    assert telling == TELLS_OF_HIDDEN


@pytest.mark.parametrize("viewer", [OWNER, RUNNER, COACH], ids=["owner", "runner", "coach"])
def test_what_leaves_the_home_is_as_if_nothing_had_been_lent(lent: Lent, viewer: Viewer) -> None:
    """Digest and report, word for word but for the sentences that say how many runs are hidden."""
    for has_diary in (True, False):
        told, before = (
            make_digest(door, viewer, has_diary=has_diary)
            for door in (lent.gateway, lent.gateway_before)
        )
        assert told is not None and before is not None
        lines = [line for line in as_text(told).splitlines() if "Hidden runs" not in line]
        hidden = f"; {len(LENT_DAYS)} runs hidden: lent by a platform for the runner alone"
        text = "\n".join(lines)
        assert hidden in text
        # What the runs that may be shown give is no limit, and is not called one.
        assert ("from training alone: " in text) == has_diary
        alike = text.replace(hidden, "").replace("from training alone: ", "at most ")
        assert squeezed(alike) == squeezed(as_text(before))
    report, report_before = (
        contents_of(door, viewer, lent.runner_id) for door in (lent.gateway, lent.gateway_before)
    )
    differing = {part for part in report if report[part] != report_before[part]}
    assert differing <= {"gaps", "limit"}
    assert report["limit"].startswith("From training alone: ")
    assert report_before["limit"].startswith("Tomorrow at most ")
    told_gaps = [line for line in report["gaps"]["lines"] if "Runs not shown" not in line]
    assert told_gaps == report_before["gaps"]["lines"] != report["gaps"]["lines"]


def squeezed(text: str) -> list[str]:
    """Lines that say something."""
    return [line for line in text.splitlines() if line.strip()]


def contents_of(gateway: Gateway, viewer: Viewer, runner_id: str) -> dict[str, Any]:
    """What a report would hold."""
    lasting = replace(viewer, sees_lent=False)

    def load(view: str) -> pl.DataFrame:
        return gateway.load(lasting, view, runner_id=runner_id)

    person = Person(**load("page.runner").row(0, named=True))
    return to_contents(load, person, today=NOW.date(), weeks=12, paper="a4")


def test_what_was_lent_leaves_with_no_export(lent: Lent, tmp_path: Path) -> None:
    """Its owner's own file: the numbers of the files alone, and a sentence that says so."""
    file = tmp_path / "out.zip"
    taken = take_out(lent.gateway, OWNER, file, runner_id=lent.runner_id)
    with zipfile.ZipFile(file) as archive:
        tables = {name: archive.read(f"tables/{name}.csv").decode() for name in VIEWS}
        words = archive.read("README.txt").decode()
    before = {
        name: as_flat(lent.gateway_before.load(OWNER, name, runner_id=lent.runner_id)).write_csv()
        for name in VIEWS
    }
    assert {name: sorted(text.splitlines()) for name, text in tables.items()} == {
        name: sorted(text.splitlines()) for name, text in before.items()
    }
    assert taken.lent_count == len(LENT_DAYS)
    assert "may be kept for a few days" in words
