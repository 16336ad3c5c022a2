"""Recordings trimmed, split, or with their ride back in: each word can be taken back."""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from etl.analysis.parts import part_id
from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.operations.correct import choose, withdraw
from etl.operations.cut import Cutting
from etl.operations.erase_runner import erase_runner
from etl.operations.export_runner import export_runner
from etl.operations.import_files import import_sources
from etl.operations.rebuild import rebuild
from etl.operations.restore_runner import import_export
from etl.operations.undo_import import undo_batch
from etl.settings import Settings
from etl.warehouse.tables import Warehouse
from tests.builders import a_drive_home, a_home, a_run, an_upload
from tests.builders.hashes import hash_of, rows_of
from tests.builders.homes import a_copy_of, a_new_home
from tests.etl.sources.fit_bytes import fit_file, session

_COUNTED = (
    "select round(distance_m), round(moving_s) from core.activity"
    " where is_run and not is_excluded and duplicate_of is null order by started_at"
)
RUN = a_run(km=10, pace=330)
"""55 minutes of 5:30 a kilometre."""

Place = tuple[Home, Settings]


def cutting(place: Place, activity_id: str | None = None) -> Cutting:
    """The only runner's recording of that id, else the only one there is."""
    home, settings = place
    runner_id = Journal(home, settings).runners()[0].runner_id
    activity_id = activity_id or first_id(home)
    return Cutting(home=home, settings=settings, runner_id=runner_id, activity_id=activity_id)


def first_id(home: Home) -> str:
    """The activity that began first."""
    return str(rows_of(home, "select activity_id from core.activity order by started_at")[0][0])


def counted(place: Place) -> list[tuple[float, float]]:
    """Metres and seconds of each activity that counts, in order."""
    return rows_of(place[0], _COUNTED)


def take_back(place: Place, field: str, activity_id: str | None = None) -> None:
    """As the runner does it."""
    there = cutting(place, activity_id)
    ids = {"runner_id": there.runner_id, "activity_id": there.activity_id}
    withdraw(*place, **ids, field=field)


def rows_hash(place: Place) -> str:
    """Of every row that is stored of runs: nothing else can differ where these are the same."""
    return hash_of(place[0], schemas=("core",))


def streams(home: Home) -> set[str]:
    """Activities of which a stream lies here."""
    return {path.stem for path in home.samples.glob("*/*.parquet")}


def test_a_trim_keeps_its_part_and_can_be_taken_back(tmp_path: Path) -> None:
    """The first half of an even run is half of it; undone, every row is what it was."""
    place = a_home(tmp_path, [RUN])
    before = rows_hash(place)
    cutting(place).trim(from_s=0, until_s=1650)
    assert counted(place) == [(5000, 1650)]
    assert rows_of(place[0], "select note from core.activity") == [
        ("Cut by its runner: 0:00 to 27:30, 5.00 of 10.00 km.",)
    ]
    take_back(place, "trim")
    assert rows_hash(place) == before


def test_a_trim_of_what_is_left_is_counted_from_there(tmp_path: Path) -> None:
    """The clock is that of the run's page, which begins with what is left."""
    place = a_home(tmp_path, [RUN])
    cutting(place).trim(from_s=330, until_s=None)
    cutting(place).trim(from_s=330, until_s=1320)
    assert counted(place) == [(3000, 990)]
    began = rows_of(place[0], "select started_at::time::varchar from core.activity")
    assert began == [("07:11:00",)]


def test_a_cut_is_carried_into_the_tables_once(tmp_path: Path) -> None:
    """Whoever reads a recording again loads it with all that its runner has said."""
    place = a_home(tmp_path, [RUN])
    with patch.object(Warehouse, "load", autospec=True, side_effect=Warehouse.load) as load:
        cutting(place).trim(from_s=0, until_s=1650)
    assert load.call_count == 1
    assert counted(place) == [(5000, 1650)]


@pytest.mark.parametrize(
    ("from_s", "until_s", "words"),
    [
        (0, 4000, "1:06:40 lies outside: the recording is 55:00 long."),
        (4000, None, "1:06:40 lies outside"),
        (600, 600, "That leaves nothing: the end has to come after the start."),
    ],
)
def test_a_trim_that_cannot_be_is_refused_in_one_sentence(
    tmp_path: Path, from_s: int, until_s: int | None, words: str
) -> None:
    """Nothing is saved then."""
    place = a_home(tmp_path, [RUN])
    with pytest.raises(UserError, match=words):
        cutting(place).trim(from_s=from_s, until_s=until_s)
    assert Journal(*place).choices(cutting(place).runner_id).activity.is_empty()


def test_a_trim_that_keeps_only_the_ride_is_refused(tmp_path: Path) -> None:
    """Nothing of it would count."""
    place = a_home(tmp_path, [a_drive_home()])
    with pytest.raises(UserError, match="leaves nothing that counts"):
        cutting(place).trim(from_s=3000, until_s=None)


def test_totals_alone_cannot_be_cut(tmp_path: Path) -> None:
    """Nobody knows how far the first half hour was."""
    place = a_home(tmp_path, [fit_file(session(elapsed_s=3600, timer_s=3600, distance_m=10_000))])
    with pytest.raises(UserError, match="totals only"):
        cutting(place).split(at_s=600)


def test_a_split_gives_two_activities_that_add_up(tmp_path: Path) -> None:
    """Also where no record lies at the cut and the watch's total is not what its records say."""
    place = a_home(tmp_path, [a_run(km=10, pace=330, hill_m=40, hill_count=2)])
    before, ((metres, seconds),) = rows_hash(place), counted(place)
    whole = first_id(place[0])
    second = cutting(place).split(at_s=1100)
    parts = counted(place)
    assert [row[1] for row in parts] == [1100, seconds - 1100]
    assert sum(row[0] for row in parts) == pytest.approx(metres, abs=1)
    rows = "select activity_id, part_of, part_from_s from core.activity order by started_at"
    assert rows_of(place[0], rows) == [(whole, None, None), (second, whole, 1100)]
    assert streams(place[0]) == {whole, second}
    cutting(place, second).undo_split()
    assert rows_hash(place) == before
    assert streams(place[0]) == {whole}


def test_a_split_in_a_long_pause_makes_two_runs(tmp_path: Path) -> None:
    """A later part begins where it moves: the two are an hour apart, as they were run."""
    place = a_home(tmp_path, [a_run(km=10, pace=330, pauses=((1650, 3600),))])
    assert rows_of(place[0], "select count(*) from core.session") == [(1,)]
    cutting(place).split(at_s=1700)
    runs = rows_of(place[0], "select distance_m from core.session")
    # The one step across the stop is in neither.
    assert [metres for (metres,) in runs] == [pytest.approx(5000, abs=4)] * 2


def test_each_part_has_its_own_words(tmp_path: Path) -> None:
    """Split twice, the last one trimmed, the middle one a walk, the first left out."""
    place = a_home(tmp_path, [RUN])
    second = cutting(place).split(at_s=990)
    third = cutting(place, second).split(at_s=990)
    cutting(place, third).trim(from_s=330, until_s=None)
    for activity_id, field, value in (
        (second, "sport", "walk"),
        (first_id(place[0]), "is_excluded", "true"),
    ):
        ids = {"runner_id": cutting(place).runner_id, "activity_id": activity_id}
        choose(*place, **ids, field=field, value=value)
    assert counted(place) == [(3000, 990)]
    rebuilt = hash_of(place[0])
    rebuild(*place)
    assert hash_of(place[0]) == rebuilt
    cutting(place, third).undo_split()
    assert counted(place) == []  # the walk holds what came after it again


def test_what_was_cut_off_stays_off_when_the_rest_is_split(tmp_path: Path) -> None:
    """And the split can be taken back without the trim, or the trim without the split."""
    place = a_home(tmp_path, [RUN])
    cutting(place).trim(from_s=330, until_s=2310)
    cutting(place).split(at_s=660)
    assert counted(place) == [(2000, 660), (4000, 1320)]
    cutting(place).undo_split()
    assert counted(place) == [(6000, 1980)]


def test_both_parts_count_beside_a_copy_of_the_whole(tmp_path: Path) -> None:
    """Another watch's recording is linked to one of them, and never one of them to the other."""
    place = a_home(tmp_path, [RUN, a_run(km=10.05, pace=330)])
    linked = "select activity_id, duplicate_of from core.activity where duplicate_of is not null"
    ((copy, kept),) = rows_of(place[0], linked)
    # A part whose id comes after the copy's would be linked by way of it.
    at_s = next(second for second in range(600, 2400) if part_id(kept, second) > copy)
    second = cutting(place, kept).split(at_s=at_s)
    assert second > copy
    assert [seconds for _metres, seconds in counted(place)] == [
        at_s,
        pytest.approx(3300 - at_s, abs=20),
    ]
    assert [name for name, _kept in rows_of(place[0], linked)] == [copy]


def test_a_ride_can_be_brought_back(tmp_path: Path) -> None:
    """It counts as it was recorded, unasked, and goes again when the word is taken back."""
    place = a_home(tmp_path, [a_drive_home()])
    before = rows_hash(place)
    offered = "select run_part, round(run_part_until_s), round(run_part_m) from core.activity"
    assert rows_of(place[0], offered) == [("first", 2871, 8700)]
    assert counted(place) == [(8700, 2871)]
    ids = {"runner_id": cutting(place).runner_id, "activity_id": first_id(place[0])}
    choose(*place, **ids, field="keeps_ride", value="true")
    assert counted(place) == [(34_800, 4671)]
    take_back(place, "keeps_ride")
    assert rows_hash(place) == before


def test_nothing_is_taken_back_that_was_not_said(tmp_path: Path) -> None:
    """A sentence instead of an empty version in the journal."""
    place = a_home(tmp_path, [RUN])
    with pytest.raises(UserError, match="nothing was taken back"):
        take_back(place, "trim")


def _cut(folder: Path) -> Place:
    """The run trimmed, and split."""
    place = a_home(folder, [RUN])
    cutting(place).trim(from_s=0, until_s=1980)
    cutting(place).split(at_s=660)
    return place


def _rebuilt(place: Place, _folder: Path) -> Place:
    rebuild(*place)
    return place


def _restored(place: Place, folder: Path) -> Place:
    backup(*place, folder / "all.zip")
    there = Home(folder / "restored")
    restore(there, place[1], folder / "all.zip")
    return there, place[1]


def _taken_along(place: Place, folder: Path) -> Place:
    return _exported_to(place, folder, a_new_home(folder / "other"))


def _taken_where_the_run_is(place: Place, folder: Path) -> Place:
    """Into a copy of the home from before anything was said."""
    former, _ = a_home(folder / "former", [RUN])
    return _exported_to(place, folder, former)


def _exported_to(place: Place, folder: Path, there: Home) -> Place:
    home, settings = place
    runner_id = Journal(home, settings).runners()[0].runner_id
    export_runner(home, settings, folder / "one.zip", runner_id=runner_id, tables={})
    import_export(there, settings, folder / "one.zip")
    return there, settings


def _imported_again(place: Place, _folder: Path) -> Place:
    """The only import taken back, the same file brought in once more."""
    home, settings = place
    runner = Journal(home, settings).runners()[0]
    ((batch_id,),) = _batches(place)
    assert undo_batch(home, settings, batch_id) == 1
    assert rows_of(home, "from core.activity") == []
    assert streams(home) == set()
    import_sources(home, settings, [an_upload(RUN)], runner=runner)
    return home, settings


def _batches(place: Place) -> list[tuple[str]]:
    with Journal(*place).writing() as connection:
        return connection.execute("select batch_id from journal.import_batch").fetchall()


@pytest.mark.parametrize(
    "way", [_rebuilt, _restored, _taken_along, _taken_where_the_run_is, _imported_again]
)
def test_words_survive(tmp_path: Path, way: Callable[[Place, Path], Place]) -> None:
    """Trimmed and split, after each way on which everything is computed anew."""
    place = a_copy_of(_cut, tmp_path / "home")
    expected, wanted = rows_hash(place), counted(place)
    assert wanted == [(2000, 660), (4000, 1320)]
    there = way(place, tmp_path)
    assert counted(there) == wanted
    assert rows_hash(there) == expected


def test_a_word_said_while_everything_is_computed_anew_holds(tmp_path: Path) -> None:
    """The new warehouse is looked at once more before it takes the old one's place."""
    place = a_home(tmp_path, [RUN])
    said = []

    def say(step: str) -> None:
        if step == "warehouse read" and not said:
            said.append(step)
            cutting(place).trim(from_s=0, until_s=1650)

    rebuild(*place, on_step=say)
    assert said
    assert counted(place) == [(5000, 1650)]


def test_an_erased_runner_leaves_no_part_behind(tmp_path: Path) -> None:
    """Streams of what was cut go with all others."""
    place = a_home(tmp_path, [RUN])
    cutting(place).split(at_s=600)
    erase_runner(*place, runner_id=cutting(place).runner_id)
    assert streams(place[0]) == set()
    assert rows_of(place[0], "from core.activity") == []
