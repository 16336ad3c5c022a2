"""Pain of other places: the small form, the shell, and who may see it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard import session
from dashboard.access.gateway import Gateway
from dashboard.cli.context import Here
from dashboard.cli.log.entries import log
from dashboard.screens import file_of
from dashboard.ui import display
from etl.errors import UserError
from etl.journal.other_site_entries import SITES, LightProfile, SitePain
from etl.journal.other_sites import choose_light, log_site_pain
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from tests.builders import a_home, a_run
from tests.builders.homes import NOW
from tests.dashboard.cadence.test_access import COACH, grant
from tests.dashboard.conftest import own_rows, words_of


def test_a_sore_calf_is_logged_shown_and_taken_back(open_screen, all_open, tmp_path: Path):
    """Place, side, number; then a line under the knee, and one tap that removes it."""
    app = open_screen(*a_home(tmp_path, [a_run()]), "pain")
    app.button_group(key="site-site").select("calf")
    app.button_group(key="site-side").select("left")
    app.button_group(key="site-score").select(4)
    app.text_input(key="site-note").set_value("*hot*")
    app.button(key="site-send").click().run()
    assert not app.exception
    assert r"Left calf: worst while running 4 · “\*hot\*”" in words_of(app)
    next(each for each in app.button if str(each.key).startswith("site-gone")).click().run()
    assert "Left calf" not in words_of(app)


def test_what_is_half_typed_outlasts_its_fold_and_its_screen_until_it_is_saved(
    open_screen, tmp_path: Path
):
    """Of that runner alone; saved, the form is empty again."""
    here = a_home(tmp_path, [a_run()])
    import_sources(*here, [], runner=Journal(*here).ensure_runner("Other"))
    app = open_screen(*here, "pain")

    def written(*, is_open: bool = True) -> list[tuple[str, object]]:
        app.session_state["pain-also"] = is_open
        app.run()
        assert not app.exception
        fields = [*app.text_input, *app.number_input]
        return [(one.key, one.value) for one in fields if "note" in one.key or "hours" in one.key]

    written()
    app.text_input(key="site-note").set_value("half a").run()
    app.number_input(key="sleep-hours").set_value(6.5).run()
    half = written()
    assert half == [("site-note", "half a"), ("sleep-hours", 6.5)]
    assert written(is_open=False) == []
    assert written() == half
    app.switch_page(file_of("load")).run()
    app.switch_page(file_of("pain")).run()
    assert written() == half
    app.button_group(key="site-site").select("calf")
    app.button_group(key="site-score").select(4)
    app.button(key="site-send").click().run()
    assert [value for _, value in written()] == ["", 6.5]

    names = app.selectbox(key=session.RUNNER_KEY)
    names.select_index(1 - names.index).run()
    assert [value for _, value in written()] == ["", 8.0]


def test_the_shell_keeps_a_place_or_a_knee_never_both(tmp_path: Path):
    """What belongs to a knee is refused of a foot."""
    here = Here(*a_home(tmp_path, [a_run()]))
    told = ["pain", "--site", "foot", "--side", "right", "--during", "2", "--json"]
    assert json.loads(CliRunner().invoke(log, told, obj=here).stdout)["entry_id"]
    row = own_rows((here.home, here.settings), "page.site_pain").row(0, named=True)
    assert (row["site"], row["side"], row["worst_score"]) == ("foot", "right", 2)
    for words in (["--knee", "left"], ["--limping"]):
        done = CliRunner().invoke(log, [*told, *words], obj=here)
        assert isinstance(done.exception, UserError)


@pytest.mark.parametrize(("scope", "count"), [(None, 0), ("training", 0), ("pain", 1)])
def test_pain_elsewhere_needs_the_scope_of_pain(tmp_path: Path, scope: str | None, count: int):
    """A coach who may see runs sees no sore calf."""
    here = a_home(tmp_path)
    journal = Journal(*here)
    runner_id = journal.ensure_runner().runner_id
    log_site_pain(
        journal,
        SitePain(runner_id=runner_id, local_date=NOW.date(), site="calf", pain_during_score=3),
    )
    choose_light(
        journal,
        LightProfile(
            runner_id=runner_id,
            local_date=NOW.date(),
            knee="left",
            profile="tendon_5",
            decided_by="clinician",
        ),
    )
    if scope:
        grant(here, scope)
    for table in ("site_pain", "light_profile"):
        assert Gateway(*here).load(COACH, f"journal.{table}").height == count


def test_every_place_has_its_words():
    """A code without words would stand on the page as code."""
    assert set(display.SITES) == set(SITES)
