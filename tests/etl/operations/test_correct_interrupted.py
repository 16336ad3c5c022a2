"""A correction that is killed once the journal has it is carried out by the next import."""

import sys
from pathlib import Path

import pytest

from etl.home import Home
from etl.journal.store import Journal
from etl.operations import correct
from etl.operations.import_files import import_paths
from etl.settings import Settings
from etl.storage.under_way import has_uncarried
from tests.builders import a_run
from tests.builders.hashes import rows_of
from tests.builders.homes import NOW, a_home
from tests.builders.killing import commits_of_import, killed_at_commit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")

IN_THE_JOURNAL = 2  # the commit of the warehouse is the second


def _correct(home: Home, settings: Settings, field: str, value: str | None) -> None:
    ((activity_id,),) = rows_of(home, "select activity_id from core.activity")
    runner_id = Journal(home, settings).ensure_runner().runner_id
    said = {"runner_id": runner_id, "activity_id": str(activity_id), "field": field}
    if value is None:
        correct.withdraw(home, settings, **said)
    else:
        correct.choose(home, settings, **said, value=value)


def _confirm_rest(home: Home, settings: Settings) -> None:
    runner_id = Journal(home, settings).ensure_runner().runner_id
    correct.confirm_rest(home, settings, runner_id=runner_id, local_date=NOW.date())


class Imported:
    """A home with one run from a folder that lies as it lay."""

    def __init__(self, place: Path) -> None:
        self.home, self.settings = a_home(place / "home")
        self.folder = place / "runs"
        self.folder.mkdir()
        (self.folder / "a.fit").write_bytes(a_run(NOW.date(), km=8))
        self.runner_id = self.bring_in()

    def bring_in(self) -> str:
        """As often as one likes: nothing of it is new."""
        return import_paths(self.home, self.settings, [self.folder]).runner_id

    def shown(self) -> list[tuple[object, ...]]:
        """What the tables say of the run and of its day."""
        return rows_of(
            self.home,
            "select is_excluded, is_treadmill, distance_m, descent_m,"
            " (select count(*) from core.rest_day) from core.activity",
        )


@pytest.fixture
def imported(tmp_path: Path) -> Imported:
    """See `Imported`."""
    return Imported(tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [("is_excluded", "true"), ("is_treadmill", "true"), ("trim", "0-1200")],
)
def test_an_import_without_news_carries_out_a_correction_that_was_killed(
    imported: Imported, tmp_path: Path, field: str, value: str
) -> None:
    """Also one that has the recording read again; and then it is as if it had not been killed."""
    before = imported.shown()
    killed_at_commit(_correct, imported.home, imported.settings, field, value, at=IN_THE_JOURNAL)
    assert imported.shown() == before
    assert has_uncarried(imported.home, imported.runner_id)
    imported.bring_in()
    assert not has_uncarried(imported.home, imported.runner_id)
    (tmp_path / "other").mkdir()
    undisturbed = Imported(tmp_path / "other")
    _correct(undisturbed.home, undisturbed.settings, field, value)
    assert imported.shown() == undisturbed.shown() != before


def test_a_word_taken_back_is_carried_out_likewise(imported: Imported) -> None:
    before = imported.shown()
    _correct(imported.home, imported.settings, "trim", "0-1200")
    trimmed = imported.shown()
    killed_at_commit(_correct, imported.home, imported.settings, "trim", None, at=IN_THE_JOURNAL)
    assert imported.shown() == trimmed != before
    imported.bring_in()
    assert imported.shown() == before


def test_a_day_of_rest_is_carried_out_likewise(imported: Imported) -> None:
    before = imported.shown()
    killed_at_commit(_confirm_rest, imported.home, imported.settings, at=IN_THE_JOURNAL)
    assert imported.shown() == before
    imported.bring_in()
    assert imported.shown()[0][-1] == 1


def test_what_was_killed_before_the_journal_had_it_leaves_all_as_it_was(
    imported: Imported,
) -> None:
    before = imported.shown()
    killed_at_commit(_correct, imported.home, imported.settings, "is_excluded", "true", at=1)
    imported.bring_in()
    assert imported.shown() == before
    assert not has_uncarried(imported.home, imported.runner_id)


def test_an_import_without_news_goes_on_writing_once_where_nothing_was_killed(
    imported: Imported,
) -> None:
    """A correction that came through leaves nothing to do."""
    _correct(imported.home, imported.settings, "is_excluded", "true")
    assert not has_uncarried(imported.home, imported.runner_id)
    paths = [imported.folder]
    imported.bring_in()
    commits = commits_of_import(imported.home, imported.settings, paths, files_a_chunk=10)
    assert commits == 1
