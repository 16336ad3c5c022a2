"""Marks of what was seen on the board: whose they are, and when there is something new to see."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.squad.triage.marks import marks_of, with_marks
from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal, PainEntry
from etl.journal.triage_marks import SquadMark, save_marks
from etl.people.grants import withdraw
from etl.settings import Settings
from tests.builders import a_home
from tests.builders.homes import NOW
from tests.dashboard.squad.builders import OWNER, a_squad, granted, names_to_ids, with_table

TODAY = NOW.date()
MARA = {
    "runner_id": "mara",
    "need_rank": 1,
    "need": "amber",
    "unknown_reason": None,
    "reason_rule_id": "pain_during",
    "reason_level": "watch",
    "reason_knee": "left",
    "reason_session_id": None,
    "reason_date": date(2026, 5, 1),
    "last_run_date": date(2026, 5, 1),
    "last_log_date": date(2026, 5, 1),
}
BEN = MARA | {"runner_id": "ben", "need_rank": 2}
SCHEMA = {
    name: pl.Date if name.endswith("_date") else pl.Int32 if name == "need_rank" else pl.String
    for name in MARA
}


@pytest.mark.parametrize(
    ("change", "is_seen"),
    [
        ({}, True),
        ({"need": "red"}, False),
        ({"reason_rule_id": "limping"}, False),
        ({"reason_level": "high"}, False),
        ({"reason_knee": "right"}, False),
        ({"reason_session_id": "r7"}, False),
        ({"reason_date": date(2026, 5, 8)}, True),  # the same for a week
        ({"reason_date": date(2026, 5, 9)}, False),
        ({"need": "ok"}, False),
        ({"need": "unknown", "unknown_reason": "stale"}, False),
    ],
)
def test_a_mark_holds_until_there_is_something_new(change: dict, is_seen: bool) -> None:
    """What was seen of Mara, beside what stands there later; Ben was never marked."""
    before = pl.DataFrame([MARA, BEN], schema=SCHEMA)
    (mark, _) = marks_of(
        before,
        days={"mara": TODAY, "ben": TODAY},
        scopes=dict.fromkeys(("mara", "ben"), frozenset({"training", "own"})),
    )
    assert (mark.reason, mark.scopes) == ("pain_during", ("training",))
    later = pl.DataFrame([MARA | change, BEN | change], schema=SCHEMA)

    told = with_marks(later, _as_view(mark), today=date(2026, 5, 9))

    seen = dict(told.select("runner_id", "seen_date").rows())
    assert seen == {"mara": TODAY if is_seen else None, "ben": None}
    assert told["runner_id"].to_list() == (["ben", "mara"] if is_seen else ["mara", "ben"])


def _as_view(mark: SquadMark) -> pl.DataFrame:
    """The row of `page.squad_mark`."""
    row = {
        "runner_id": mark.runner_id,
        "seen_date": mark.local_date,
        "seen_need": mark.need,
        "seen_reason": mark.reason,
        "seen_level": mark.level,
        "seen_knee": mark.knee,
        "seen_session_id": mark.session_id,
        "same_until_date": (mark.reason_date or mark.local_date) + timedelta(days=7),
    }
    return pl.DataFrame([row], schema_overrides={"seen_session_id": pl.String})


@pytest.fixture(scope="module")
def squad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Settings]:
    """Ben's knee hurts, Mara runs, Ida has no data."""
    return a_squad(tmp_path_factory.mktemp("squad"))


def test_a_coach_marks_and_each_sees_their_own_marks(open_screen, squad) -> None:
    """Seen goes on to the next row; a sharper score brings the runner back; others see no mark."""
    home, settings = squad
    ids = names_to_ids(squad)
    app = with_table(open_screen(home, settings, "squad"))
    app.session_state["squad-chosen"] = (ids["Ben"],)
    app.run()
    app.button(key="squad-seen").click().run()

    assert not app.exception
    assert app.session_state["squad-chosen"] == (ids["Ida"],)
    table = app.dataframe[0].value
    assert dict(zip(table["Runner"], table["Seen"], strict=True)) == {
        "Ben": "3 May", "Ida": "", "Mara": "",
    }  # fmt: skip
    app.checkbox(key="squad-unseen").check().run()
    assert list(app.dataframe[0].value["Runner"]) == ["Ida", "Mara"]

    coach = granted(squad, ids["Ben"], "training", "pain")
    assert Gateway(*squad).load(coach, "page.squad_mark").is_empty()
    assert Gateway(*squad).load(OWNER, "page.squad_mark").height == 1

    app.session_state["squad-chosen"] = tuple(ids.values())
    app.checkbox(key="squad-unseen").uncheck().run()
    app.button(key="squad-seen-all").click().run()
    assert set(app.dataframe[0].value["Seen"]) == {"3 May"}
    app.session_state["squad-chosen"] = (ids["Ida"],)
    app.run()
    app.button(key="squad-unsee").click().run()
    Journal(*squad).log_pain(
        PainEntry(runner_id=ids["Ben"], local_date=TODAY, knee="right", pain_during_score=9)
    )
    app.run()
    table = app.dataframe[0].value
    assert dict(zip(table["Runner"], table["Seen"], strict=True)) == {
        "Ben": "", "Ida": "", "Mara": "3 May",
    }  # fmt: skip


def test_a_mark_goes_with_all_that_was_shared_when_it_was_made(squad) -> None:
    """Without pain, what was seen of pain is gone; without training, all of it."""
    journal = Journal(*squad)
    mara = next(one.runner_id for one in journal.runners() if one.display_name == "Mara")
    coach = granted(squad, mara, "training", "pain", viewer_id="two")
    mark = SquadMark(
        runner_id=mara, local_date=TODAY, need="ok", scopes=("training", "pain"), reason="limping"
    )
    save_marks(journal, [mark], saved_by="two")
    gateway = Gateway(*squad)
    assert gateway.load(coach, "page.squad_mark")["runner_id"].to_list() == [mara]
    withdraw(journal, runner_id=mara, viewer_id="two")
    assert gateway.load(coach, "page.squad_mark").is_empty()
    granted(squad, mara, "training", viewer_id="two")
    assert gateway.load(coach, "page.squad_mark").is_empty()
    save_marks(journal, [SquadMark(runner_id=mara, local_date=TODAY, need="ok",
                                   scopes=("training",))], saved_by="two")  # fmt: skip
    assert gateway.load(coach, "page.squad_mark").height == 1
    assert gateway.load(Viewer(viewer_id="x", is_owner=False), "page.squad_mark").is_empty()


def test_a_day_to_come_is_refused(tmp_path: Path) -> None:
    """All marks or none."""
    home, settings = a_home(tmp_path)
    mark = SquadMark(runner_id="r", local_date=date(2030, 1, 1), need="ok", scopes=())
    with pytest.raises(UserError, match="has not come"):
        save_marks(Journal(home, settings), [mark])
