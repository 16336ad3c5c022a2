"""What the door keeps between two reads, and when it lets go of it."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import polars as pl
import psutil
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from dashboard.access import board_rows
from dashboard.access import gateway as door
from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.snapshot import Answers, empty_caches, shares_of_memory
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.erase_runner import erase_runner
from etl.operations.import_files import import_sources
from etl.people.grants import give, withdraw
from etl.settings import Settings
from etl.storage.duckdb_files import machine_memory_bytes
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW, a_copy_of

OWNER = Viewer()
COACH = Viewer(viewer_id="coach", is_owner=False)
TODAY = NOW.date()
GB, MB = 1_000_000_000, 1_000_000
NAMES = ("Ada", "Ben", "Cleo", "Dan")


@pytest.fixture
def here(tmp_path: Path) -> tuple[Home, Settings]:
    """Four runners with two runs each, who share training and pain with the coach."""
    return a_copy_of(_four_runners, tmp_path)


def _four_runners(folder: Path) -> tuple[Home, Settings]:
    home, settings = a_home(folder)
    journal = Journal(home, settings)
    for back, name in enumerate(NAMES, 1):
        runner = journal.ensure_runner(name)
        runs = [an_upload(a_run(TODAY - timedelta(days=back + gap), km=8)) for gap in (0, 9)]
        import_sources(home, settings, runs, runner=runner)
        _share(journal, runner.runner_id)
    return home, settings


def _share(journal: Journal, runner_id: str) -> None:
    give(
        journal,
        runner_id=runner_id,
        viewer_id="coach",
        scopes=["training", "pain"],
        from_date=TODAY,
        until_date=None,
        granted_by="runner",
    )


def _hurt(here: tuple[Home, Settings], runner_id: str, score: int, back: int = 0) -> None:
    Journal(*here).log_pain(
        PainEntry(
            runner_id=runner_id,
            local_date=TODAY - timedelta(days=back),
            knee="left",
            pain_during_score=score,
        )
    )


def _ids(gateway: Gateway) -> Mapping[str, str]:
    return dict(gateway.load(OWNER, "page.runner").select("display_name", "runner_id").rows())


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The runners of each slice that is built, in order."""
    seen: list[set[str]] = []
    build = door.build_slice

    def counted(home, settings, viewer, runner_ids, **how):
        seen.append(set(runner_ids))
        return build(home, settings, viewer, runner_ids, **how)

    for module in (door, board_rows):
        monkeypatch.setattr(module, "build_slice", counted)
    return seen


def test_the_log_of_one_makes_nobody_elses_pages_anew(
    here: tuple[Home, Settings], built: list[set[str]]
) -> None:
    """The same rows are handed out again; the one who logged sees the entry at once."""
    gateway = Gateway(*here)
    ids = _ids(gateway)
    of_ada = gateway.load(OWNER, "metric.pain_day", runner_id=ids["Ada"])
    of_ben = gateway.load(OWNER, "metric.pain_day", runner_id=ids["Ben"])

    del built[:]
    _hurt(here, ids["Ben"], 4)

    assert gateway.load(OWNER, "metric.pain_day", runner_id=ids["Ada"]).equals(of_ada)
    assert built == []
    assert of_ben.is_empty()
    assert gateway.load(OWNER, "metric.pain_day", runner_id=ids["Ben"]).height == 1


def test_logs_between_two_looks_make_no_other_rows_of_a_board_anew(
    here: tuple[Home, Settings], built: list[set[str]]
) -> None:
    """However often others read in between, and each time what is no more is forgotten."""
    gateway = Gateway(*here)
    ids = _ids(gateway)
    for viewer in (COACH, OWNER):
        gateway.load(viewer, "page.squad")
    del built[:]
    for name in ("Ada", "Ben", "Ada"):
        _hurt(here, ids[name], 3)
        gateway.forget_changed()

    gateway.load(COACH, "page.squad")

    assert built == [{ids["Ada"], ids["Ben"]}]


def test_a_board_is_ready_before_somebody_looks_again(
    here: tuple[Home, Settings], built: list[set[str]]
) -> None:
    """Worked out when somebody wrote, for who looked lately; the look finds the new row."""
    gateway = Gateway(*here)
    ids = _ids(gateway)
    gateway.prepare_boards()
    del built[:]
    gateway.load(COACH, "page.squad")
    _hurt(here, ids["Ben"], 6)

    gateway.prepare_boards()
    board = gateway.load(COACH, "page.squad")

    assert built == [set(ids.values()), {ids["Ben"]}]
    assert dict(board.select("display_name", "worst_7d_score").rows())["Ben"] == 6


def test_a_board_made_ready_for_somebody_is_no_read_of_theirs(
    here: tuple[Home, Settings], built: list[set[str]]
) -> None:
    """As at the start of the server: nobody has seen anything yet."""
    gateway = Gateway(*here)
    gateway.prepare_boards([COACH])
    assert gateway.notes.keep() == 0
    del built[:]
    assert gateway.load(COACH, "page.squad").height == len(NAMES)
    assert built == []
    assert gateway.notes.keep() > 0


def test_a_run_of_one_makes_one_row_of_the_board_anew(
    here: tuple[Home, Settings], built: list[set[str]]
) -> None:
    """Whose rows are worked out again is counted where slices are built."""
    gateway = Gateway(*here)
    ids = _ids(gateway)
    del built[:]

    gateway.load(COACH, "page.squad")
    assert built == [set(ids.values())]
    ben = Journal(*here).runner(ids["Ben"])
    import_sources(*here, [an_upload(a_run(TODAY, km=9, at="06:00"))], runner=ben)
    board = gateway.load(COACH, "page.squad")

    assert built[1:] == [{ids["Ben"]}]
    last = dict(board.select("display_name", "last_run_date").rows())
    assert last["Ben"] == TODAY
    assert gateway.load(COACH, "page.squad").equals(board)
    assert len(built) == 2


@effort(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from([0, 2, 5, 9, "share", "withdraw"])),
        min_size=1,
        max_size=4,
    )
)
def test_a_board_made_piece_by_piece_is_the_board_made_at_once(
    here: tuple[Home, Settings], changes: list[tuple[str, int | str]]
) -> None:
    """Rows, order and ranks, whoever logs, shares or withdraws in between."""
    gateway = Gateway(*here)
    ids = _ids(gateway)
    for name, change in changes:
        gateway.load(COACH, "page.squad")
        if change == "share":
            _share(Journal(*here), ids[name])
        elif change == "withdraw":
            withdraw(Journal(*here), runner_id=ids[name], viewer_id="coach")
        else:
            _hurt(here, ids[name], int(change))

    pieced = gateway.load(COACH, "page.squad")
    at_once = Gateway(*here).query(COACH, "from page.squad")
    assert pieced.rows() == at_once.rows()
    assert pieced.columns == at_once.columns


def test_nothing_of_a_grant_that_is_withdrawn_or_a_runner_who_is_erased_is_kept(
    here: tuple[Home, Settings],
) -> None:
    """Not even in memory: the next read of anybody, or a look in the background, forgets it."""
    gateway = Gateway(*here)
    ids = _ids(gateway)
    gateway.load(COACH, "page.squad")
    gateway.notes.keep()  # an erasing lets reads join their chains, which are rows of everybody
    for name in ("Ada", "Ben", "Cleo"):
        gateway.load(COACH, "metric.run", runner_id=ids[name])
    gateway.load(COACH, "page.squad")

    withdraw(Journal(*here), runner_id=ids["Ben"], viewer_id="coach")
    erase_runner(*here, runner_id=ids["Cleo"])
    gateway.forget_changed()

    for kept in (gateway._slices, gateway._read):
        assert {key.runner_id for key in kept if key.viewer == COACH} == {ids["Ada"]}
    assert gateway.load(COACH, "page.squad")["display_name"].to_list() == ["Ada", "Dan"]


def test_no_more_is_kept_than_memory_is_set_aside_for(here: tuple[Home, Settings]) -> None:
    """The slice of the last read stays, whatever its size."""
    home, settings = here
    gateway = Gateway(home, settings.model_copy(update={"slice_memory_mb": 1}))
    ids = _ids(gateway)
    for runner_id in ids.values():
        gateway.load(OWNER, "metric.run", runner_id=runner_id)
        assert [key.runner_id for key in gateway._slices if key.runner_id] == [runner_id]


def test_what_was_asked_in_sql_counts_towards_what_is_kept(here: tuple[Home, Settings]) -> None:
    """With all of its views, of which DuckDB counts nothing; it took no room at all before."""
    gateway = Gateway(*here)
    ids = _ids(gateway)
    gateway.query(OWNER, "select count(*) from duckdb_views()", runner_id=ids["Ada"])
    (piece,) = (piece for key, piece in gateway._slices.items() if key.runner_id == ids["Ada"])
    assert gateway._slices.currsize >= piece.size_bytes > 15 * MB


def test_what_was_read_before_is_known_without_its_slice(
    here: tuple[Home, Settings], built: list[set[str]]
) -> None:
    """The rows went for want of memory; the answer stays, and more can be asked."""
    home, settings = here
    gateway = Gateway(home, settings.model_copy(update={"slice_memory_mb": 1}))
    ids = _ids(gateway)
    runs = gateway.load(OWNER, "metric.run", runner_id=ids["Ada"])
    gateway.load(OWNER, "metric.run", runner_id=ids["Ben"])

    del built[:]
    assert gateway.load(OWNER, "metric.run", runner_id=ids["Ada"]).equals(runs)
    assert built == []
    assert gateway.load(OWNER, "metric.runner_day", runner_id=ids["Ada"]).height > 0
    assert built == [{ids["Ada"]}]
    assert gateway.load(OWNER, "metric.run", runner_id=ids["Ada"]).equals(runs)
    assert len(built) == 1


@pytest.mark.parametrize(
    ("machine", "kept", "asked_mb"),
    [(GB // 2, 100 * MB, 250), (2 * GB, 200 * MB, 1000), (64 * GB, 1000 * MB, 2048)],
)
def test_a_tenth_of_the_machine_is_kept_and_half_of_it_asked_for_at_most(
    machine: int, kept: int, asked_mb: int
) -> None:
    """A clinic's small server, and no more than a large one has a use for."""
    assert shares_of_memory(machine) == (kept, asked_mb)


def test_the_machines_memory_is_what_this_process_may_have() -> None:
    """Less in a container; DuckDB tells it in a tenth of a gigabyte."""
    assert 0 < machine_memory_bytes() <= psutil.virtual_memory().total * 1.01


def test_answers_are_bounded_as_snapshots_are(tmp_path: Path) -> None:
    """By their rows: a thousand pages of small ones are kept, and few of large ones."""
    settings = Settings(home=tmp_path, slice_memory_mb=4)
    slices, answers = empty_caches(settings)
    assert slices.maxsize + answers.maxsize == 4 * MB
    for number in range(20):
        frame = pl.DataFrame({"n": range(40_000)})
        told = Answers({}, version=number)
        for _ in range(2):  # what is read again takes no more
            told.add(("view",), frame)
        assert 320_000 < told.size_bytes < 400_000
        answers[number] = told
    assert list(answers) == [17, 18, 19]
