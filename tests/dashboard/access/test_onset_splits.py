"""Of a run's splits, a copy without its page has those around the place where it began to hurt."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from dashboard.access.gateway import Gateway, Viewer
from dashboard.access.policy import needed_tables
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.people.accounts import add_person
from etl.people.grants import give
from etl.warehouse.tables import Warehouse
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

OWNER = Viewer()
DAY = NOW.date() - timedelta(days=2)


@pytest.fixture
def hilly(tmp_path: Path) -> Journal:
    """Two hilly runs, the second in two recordings."""
    whole = a_run(DAY - timedelta(days=1), km=10, hill_m=30, hill_count=4)
    first = a_run(DAY, km=3, at="06:00", hill_m=30, hill_count=2)
    second = a_run(DAY, km=6, at="06:25", hill_m=30, hill_count=3)
    home, settings = a_home(tmp_path / "home", [whole, first, second], runner_name="Mara")
    return Journal(home, settings)


def hurts(journal: Journal, days_before: int, onset_m: float) -> PainEntry:
    """Pain that began somewhere in the run of a day."""
    mara = journal.ensure_runner("Mara").runner_id
    day = DAY - timedelta(days=days_before)
    entry = PainEntry(runner_id=mara, local_date=day, knee="left", onset_m=onset_m)
    journal.log_pain(entry)
    return entry


def grade_by_all_splits(gateway: Gateway, days_before: int, onset_m: float) -> float | None:
    """The mean grade over 100 m before and after, of the whole run as it was recorded."""
    rows = gateway.query(
        OWNER,
        f"""
        with piece as (
            select split.*, sum(split.distance_m) over (
                order by activity.started_at, split.split_index
            ) as end_m
            from core.split as split
            inner join core.activity as activity on activity.activity_id = split.activity_id
            where activity.local_date = '{DAY - timedelta(days=days_before)}'
        )
        select round(sum(altitude_change_m) / sum(distance_m), 6) as grade from piece
        where end_m > {onset_m} - 100 and end_m - distance_m < {onset_m} + 100
        """,  # noqa: S608  our own numbers
    )
    return rows["grade"][0]


@pytest.mark.parametrize("onset_m", [20.0, 1_500.0, 4_450.0, 9_990.0])
def test_the_grade_of_the_place_is_that_of_all_splits(hilly: Journal, onset_m: float) -> None:
    """At the start, on the way and at the end, of one run and of one in two recordings."""
    gateway = Gateway(hilly.home, hilly.settings)
    for days_before, metres in ((1, onset_m), (0, min(onset_m, 8_990.0))):
        hurts(hilly, days_before, metres)
        expected = grade_by_all_splits(gateway, days_before, metres)
        day = DAY - timedelta(days=days_before)
        found = gateway.load(OWNER, "metric.run_pain", local_date=day)
        assert found["onset_grade_ratio"].to_list() == [expected]
        assert expected


def test_a_copy_holds_few_splits_and_none_where_nobody_wrote_where_it_began(
    hilly: Journal,
) -> None:
    """Those within 100 m of two places; before, between and behind them one each."""
    gateway = Gateway(hilly.home, hilly.settings)
    assert gateway.load(OWNER, "core.onset_split").is_empty()
    hurts(hilly, 1, 2_025.0)
    hurts(hilly, 1, 6_025.0)
    found = gateway.load(OWNER, "core.onset_split")
    assert found["distance_m"].sum() == pytest.approx(10_000, abs=50)
    assert found.height == 2 * 5 + 3
    assert found["altitude_change_m"].null_count() == 3
    assert "core.split" not in needed_tables("page.today")


def test_who_sees_the_runs_or_the_pain_alone_sees_no_place(hilly: Journal) -> None:
    """It tells of both."""
    entry = hurts(hilly, 1, 2_025.0)
    seen = {}
    for scopes in (["training"], ["pain"], ["clinical"], ["training", "pain"]):
        person = add_person(hilly, email=f"{'-'.join(scopes)}@example.org", roles=["clinician"])
        give(
            hilly,
            runner_id=entry.runner_id,
            viewer_id=person.person_id,
            scopes=scopes,
            from_date=NOW.date(),
            until_date=None,
            granted_by="mara",
        )
        viewer = Viewer(viewer_id=person.person_id, is_owner=False)
        rows = Gateway(hilly.home, hilly.settings).load(viewer, "core.onset_split")
        seen[tuple(scopes)] = rows.height
    assert seen == {("training",): 0, ("pain",): 0, ("clinical",): 0, ("training", "pain"): 7}


def test_a_place_that_was_deleted_or_moved_is_told_no_more(hilly: Journal) -> None:
    """Whoever reads the rows would see from them where it was."""
    gateway = Gateway(hilly.home, hilly.settings)
    entry = hurts(hilly, 1, 2_025.0)
    (entry_id,) = gateway.load(OWNER, "journal.pain_entry")["entry_id"].unique()
    before = gateway.load(OWNER, "core.onset_split")
    hilly.log_pain(
        PainEntry(
            runner_id=entry.runner_id,
            local_date=entry.local_date,
            knee="left",
            entry_id=entry_id,
            onset_m=6_025.0,
        )
    )
    moved = gateway.load(OWNER, "core.onset_split")
    assert moved["split_index"].to_list() != before["split_index"].to_list()
    assert moved.height == before.height
    hilly.delete_pain(entry_id)
    assert gateway.load(OWNER, "core.onset_split").is_empty()


def test_a_part_whose_altitude_is_not_believed_keeps_its_length(hilly: Journal) -> None:
    """The place is told by the distance from the start of the whole run."""
    hurts(hilly, 0, 4_450.0)
    gateway = Gateway(hilly.home, hilly.settings)
    believed = gateway.load(OWNER, "metric.run_pain")["onset_grade_ratio"].to_list()
    with Warehouse(hilly.home, hilly.settings).writing() as connection:
        connection.execute(
            "update core.activity set altitude_doubt = 'rough' where activity_id ="
            " (select activity_id from core.activity where local_date = $day"
            " order by started_at limit 1)",
            {"day": DAY},
        )
    gateway = Gateway(hilly.home, hilly.settings)
    splits = gateway.load(OWNER, "core.onset_split")
    unbelieved = splits.group_by("activity_id").agg(pl.col("altitude_change_m").count())
    assert sorted(unbelieved["altitude_change_m"].to_list())[0] == 0
    assert splits["distance_m"].sum() == pytest.approx(9_000, abs=50)
    assert gateway.load(OWNER, "metric.run_pain")["onset_grade_ratio"].to_list() == believed
