"""Squad: the board of a coach."""

from datetime import timedelta
from pathlib import Path

from etl.importing import import_sources
from etl.journal import Journal, PainEntry
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW
from tests.dashboard.conftest import words_of

TODAY = NOW.date()


def test_the_board_ranks_filters_and_opens_a_runner(open_screen, tmp_path: Path):
    """Ben's knee hurts, so he stands first; Ida has no data and is not called OK."""
    home, settings = a_home(
        tmp_path,
        [a_run(TODAY - timedelta(days=back), km=8) for back in (1, 4, 8, 12, 16, 20, 24, 28)],
        runner_name="=Mara<b>",
    )
    journal = Journal(home, settings)
    ben = journal.ensure_runner("Ben")
    import_sources(home, settings, [an_upload(a_run(km=8))], runner=ben)
    journal.log_pain(
        PainEntry(runner_id=ben.runner_id, local_date=TODAY, knee="left", pain_during_score=6)
    )
    ida = journal.ensure_runner("Ida")
    import_sources(home, settings, [], runner=ida)

    app = open_screen(home, settings, "squad")

    assert not app.exception
    board = app.dataframe[0].value
    assert list(board["Runner"]) == ["Ben", "Ida", "=Mara<b>"]
    assert list(board["Status"]) == ["■ Back off", "○ Not known", "✓ OK"]
    assert board["Why"].iloc[1].startswith("too little data yet")
    assert "1 of 3 runners to look at, 1 not known" in words_of(app)

    app.button_group(key="squad-needs").select("unknown").run()
    assert list(app.dataframe[0].value["Runner"]) == ["Ida"]


def test_an_empty_home_says_what_stands_here(open_screen, tmp_path: Path):
    """One sentence and one button."""
    app = open_screen(*a_home(tmp_path), "squad")
    assert "those who need a look first" in words_of(app)
