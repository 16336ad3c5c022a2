"""A squad of three for tests of the board, and whoever looks at it."""

from datetime import timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.access.gateway import Gateway, Viewer
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.operations.import_files import import_sources
from etl.people.grants import give
from etl.settings import Settings
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW, a_copy_of

TODAY = NOW.date()
OWNER = Viewer()


def a_squad(folder: Path, *, first_name: str = "Mara") -> tuple[Home, Settings]:
    """Ben's knee hurts, the first one runs calmly, Ida has no data."""
    return a_copy_of(_made, folder, first_name)


def _made(folder: Path, first_name: str) -> tuple[Home, Settings]:
    runs = [a_run(TODAY - timedelta(days=back), km=8) for back in range(1, 32, 4)]
    home, settings = a_home(folder, runs, runner_name=first_name)
    journal = Journal(home, settings)
    ben = journal.ensure_runner("Ben")
    import_sources(home, settings, [an_upload(a_run(km=8))], runner=ben)
    journal.log_pain(
        PainEntry(runner_id=ben.runner_id, local_date=TODAY, knee="left", pain_during_score=6)
    )
    import_sources(home, settings, [], runner=journal.ensure_runner("Ida"))
    return home, settings


def granted(
    squad: tuple[Home, Settings], runner_id: str, *scopes: str, viewer_id: str = "coach"
) -> Viewer:
    """Somebody to whom a runner grants these scopes from today on."""
    give(
        Journal(*squad),
        runner_id=runner_id,
        viewer_id=viewer_id,
        scopes=scopes,
        from_date=TODAY,
        until_date=None,
        granted_by="runner",
    )
    return Viewer(viewer_id=viewer_id, is_owner=False)


def with_table(app: AppTest) -> AppTest:
    """The board with its table unfolded, which is its first data frame."""
    app.session_state["squad-table"] = True
    return app.run()


def names_to_ids(squad: tuple[Home, Settings]) -> dict[str, str]:
    """By name: who is on the board."""
    rows = Gateway(*squad).load(OWNER, "page.runner")
    return dict(rows.select("display_name", "runner_id").rows())
