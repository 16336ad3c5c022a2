"""Names of every kind on the board: plain text, one short line, never read as anything else."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.access.gateway import Gateway
from dashboard.squad.charts import draw_squad_weeks
from dashboard.ui.escape import escaped
from dashboard.ui.plain_names import plain_name
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from tests.builders import a_home
from tests.dashboard.conftest import words_of
from tests.dashboard.squad.builders import OWNER, with_table

HOSTILE = {
    "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>",
    "**Ann** [x](http://x.org) `y` :smile:": "**Ann** [x](http://x.org) `y` :smile:",
    "$x^2$ &lt;b&gt;": "$x^2$ &lt;b&gt;",
    "=HYPERLINK(1)": "=HYPERLINK(1)",
    "Ann\u202egnp.exe\u2066": "Anngnp.exe",
    "Ann\n# Head\n===": "Ann # Head ===",
    "\u200b": "No name",
    "میترا ر\u200cض": "میترا ر\u200cض",
    "L" * 10_000: "L" * 39 + "…",
    "%{y} {0}": "%{y} {0}",
}


@pytest.mark.parametrize(("name", "shown"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_a_name_is_one_short_line_of_what_was_typed(name: str, shown: str) -> None:
    """Marks that turn the direction of the text or are not seen are left out."""
    assert plain_name(name) == shown
    assert len(plain_name(name)) <= 40


def test_the_board_shows_names_as_plain_text(open_screen, tmp_path: Path) -> None:
    """In cells, heading, link, chart and CSV."""
    home, settings = a_home(tmp_path)
    journal = Journal(home, settings)
    for number, name in enumerate(HOSTILE):
        runner = journal.ensure_runner(f"runner {number}")
        import_sources(home, settings, [], runner=runner)
        with journal.writing() as connection:  # as names were kept before they were checked
            connection.execute(
                "update journal.runner set display_name = ? where runner_id = ?",
                [name, runner.runner_id],
            )
        import_sources(home, settings, [], runner=replace(runner, display_name=name))
    gateway = Gateway(home, settings)
    ids = gateway.load(OWNER, "page.squad")["runner_id"].to_list()
    app = with_table(open_screen(home, settings, "squad"))
    assert not app.exception
    board = app.dataframe[0].value
    assert sorted(board["Runner"]) == sorted(HOSTILE.values())
    assert list(board.columns[:8]) == [
        "Runner", "Status", "Why", "Pain", "12 weeks", "7 days", "Tomorrow", "Longest jump",
    ]  # fmt: skip

    for runner_id, shown in zip(ids, board["Runner"], strict=True):
        app.session_state["squad-chosen"] = (runner_id,)
        app.run()
        assert not app.exception
        assert f"#### {escaped(shown)}" in words_of(app)
        links = [link.proto.label for link in app.get("page_link")]
        assert f"{escaped(shown)}: twelve weeks" in links
        assert max(map(len, links)) < 120
        assert "<img src" not in words_of(app).replace(r"\<img", "")

    weeks = gateway.load(OWNER, "page.squad_week")
    figure = draw_squad_weeks(weeks, {ids[0]: "<b>a</b> & %{y}"}, units="km", title="x")
    assert "&lt;b&gt;a&lt;/b&gt; &amp; %{y}" in [one.text for one in figure.layout.annotations]
    assert "&lt;b&gt;a&lt;/b&gt; &amp; %{y}" in figure.data[0].customdata[0][0]
    assert "<b>" not in figure.data[0].hovertemplate
