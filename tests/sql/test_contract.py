"""The repository looks at itself: every view described, every grain unique, every unit known."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from etl.reference.rules import read_parameters, read_rules
from etl.reference.views import View, read_views
from etl.storage.duckdb_files import open_in_memory
from etl.warehouse.checks import read_checks, run_checks
from sql import ROOT
from tests.sql.world import World, daily

VIEWS = {view.full_name: view for view in read_views()}

CONTRACT = {
    "metric.run": """runner_id, session_id, started_at, local_date, distance_m, moving_s, elapsed_s,
        ascent_m, descent_m, speed_mps, cadence_spm, cadence_adjusted_spm, step_length_m, fast_s,
        sprint_s, downhill_m, knee_load, has_stream, is_treadmill""",
    "metric.session_spike": """runner_id, session_id, local_date, distance_m, longest_30d_m,
        spike_ratio, spike_band""",
    "metric.runner_day": """runner_id, local_date, distance_m, moving_s, run_count, ascent_m,
        descent_m, fast_s, knee_load, coverage""",
    "metric.runner_week": """runner_id, week_start_date, distance_m, moving_s, run_count,
        longest_run_m, ascent_m, descent_m, downhill_m, fast_s, knee_load""",
    "metric.weekly_ramp": """runner_id, week_start_date, distance_m, previous_distance_m,
        ramp_ratio, ramp_4w_ratio, ramp_band""",
    "metric.hill_exposure": """runner_id, week_start_date, ascent_m, descent_m, up_2_5_m,
        up_5_10_m, up_10_m, down_2_5_m, down_5_10_m, down_10_15_m, down_15_m,
        downhill_weighted_m, descent_28d_ratio""",
    "metric.speed_exposure": """runner_id, week_start_date, easy_s, moderate_s, fast_s, sprint_s,
        fast_run_count, reference_speed_mps, reference_speed_method""",
    "metric.cadence_trend": """runner_id, week_start_date, run_count, cadence_spm,
        cadence_adjusted_spm, step_length_m, trend_spm_per_week""",
    "metric.pain_day": """runner_id, local_date, knee, pain_before_score, pain_during_score,
        pain_after_score, pain_morning_score, light""",
    "risk.rule_hit": """runner_id, local_date, rule_id, level, value, threshold, unit,
        session_id""",
    "risk.runner_day": "runner_id, local_date, status, reasons",
    "risk.next_run": """runner_id, local_date, as_of_date, limit_m, limit_reason,
        former_longest_m""",
    "metric.recording_health": """runner_id, device, year, run_count, mended_count,
        set_aside_count, altitude_known_share, cadence_known_share""",
    "core.session": "runner_id, session_id, started_at, local_date, distance_m",
}
"""The columns that users and checks rely on."""

SUFFIXES = re.compile(
    r"_(m|s|h|kg|au|mps|spm|bpm|w|c|ratio|share|score|count|at|date|id|ids|days|rank|per_week|index|band"
    r"|j_per_kg|method|quality|slope|intercept|source|kind|class|text|words|name)$"
)
PREFIXES = ("is_", "has_", "pain_", "up_", "down_")
"""Boundaries of bands are part of a name: up_10_m."""


@pytest.mark.parametrize("name", CONTRACT)
def test_the_columns_of_the_contract_stay(name: str):
    """Renaming one breaks what others built on it."""
    promised = [column.strip() for column in CONTRACT[name].split(",")]
    described = [column.name for column in VIEWS[name].columns]
    assert [column for column in promised if column not in described] == []


@pytest.fixture(scope="module")
def described() -> Iterator[World]:
    """All views as a reader of theirs has them."""
    with open_in_memory() as connection:
        world = World(connection).prepare().empty()
        world.build_kept_views()
        yield world


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_every_view_and_column_has_its_comment_in_the_database(described: World, view: View):
    """The header of the file is what a database client sees."""
    comment = described.one(
        "duckdb_views()",
        "comment",
        where=f"schema_name = '{view.schema}' and view_name = '{view.name}'",
    )
    assert comment.startswith(view.description)
    bare = described.connection.execute(
        "select column_name from duckdb_columns() where schema_name = ? and table_name = ?"
        " and comment is null",
        [view.schema, view.name],
    ).fetchall()
    assert bare == []


@pytest.mark.parametrize("name", [name for name in VIEWS if not name.startswith("page.")])
def test_a_number_tells_its_unit_in_its_name(described: World, name: str):
    """Metres, seconds, ratios and the like are suffixes; the few that are not are listed."""
    view = VIEWS[name]
    numbers = described.connection.execute(
        "select column_name from duckdb_columns() where schema_name = ? and table_name = ?"
        " and data_type in ('DOUBLE', 'INTEGER', 'BIGINT')",
        [view.schema, view.name],
    ).fetchall()
    without = {
        "knee_load",
        "knee_load_flat",
        "knee_load_steep",
        "knee_load_low",
        "knee_load_high",
        "usual_knee_load",
        "score",
        "slope",
        "intercept",
        "value",
        "ratio",
        "recent_value",  # of the measure that the row names, unit and all
        "before_value",
        "difference",
        "threshold",
        "year",  # a calendar year is its own unit
    }
    assert [n for (n,) in numbers if not SUFFIXES.search(n) and n not in without] == []


@pytest.fixture
def unbuilt() -> Iterator[World]:
    """Tables of its own, for views as readers have them: those that several read worked out once.

    Asked afresh, each through all below it, a hundred views take a minute and gigabytes.
    """
    with open_in_memory() as connection:
        yield World(connection).prepare().empty()


def test_every_view_answers_on_an_empty_database(unbuilt: World):
    """Nothing yet is no error."""
    unbuilt.build_kept_views()
    for name in VIEWS:
        assert unbuilt.connection.execute(f"select * from {name}").fetchall() is not None  # noqa: S608  our own names


def test_the_checks_find_nothing_in_a_sound_history(unbuilt: World):
    """Every check runs, grains among them, on a runner with runs and pain."""
    unbuilt.activities(daily(date(2024, 5, 6), [8, 0, 8, 0, 8, 0, 10] * 8), min=60)
    unbuilt.pain("day | before | during\n2024-06-27 | 0 | 4\n2024-06-28 | 0 | 4")
    unbuilt.build_kept_views()
    results = run_checks(unbuilt.connection)
    assert {result.name for result in results} == {check.name for check in read_checks()}
    assert [result for result in results if result.row_count] == []
    assert {f"grain_{name.replace('.', '_')}" for name in VIEWS} <= {r.name for r in results}


@pytest.mark.parametrize(
    ("name", "break_it"),
    [
        ("no_negative", "update core.activity set distance_m = -1"),
        ("not_in_future", "update core.activity set local_date = '2025-01-01'"),
        ("duplicate_of_counted", "update core.activity set duplicate_of = 'gone'"),
        ("exposure_has_activity", "delete from core.activity"),
        ("no_negative_exposure", "update core.exposure set flat_m = -1"),
        ("downhill_bands_sum", "update core.exposure set downhill_m = 700"),
        ("downhill_weight_range", "update core.exposure set downhill_weighted_m = 5000"),
        ("plausible_speed", "update core.activity set moving_s = 600"),
        ("plausible_cadence", "update core.activity set cadence_spm = 80"),
        ("session_in_order", "update core.activity set elapsed_s = -10"),
        ("descent_in_run", "update core.descent set loss_m = 1"),
        (
            "zones_within_run",
            "update core.speed_band set moving_s = 9000, distance_m = 27000",
        ),
    ],
)
def test_a_check_finds_what_it_is_for(world: World, name: str, break_it: str):
    """Each check can fail."""
    world.activities("day | km\n2024-06-10 | 10")
    world.exposure(
        """
        activity_id | down_2_5_m | downhill_m | downhill_weighted_m
        a01         | 500        | 500        | 600
        """
    )
    world.speed_band("activity_id | moving_s | distance_m\na01 | 2000 | 6000")
    world.descent("activity_id | length_m\na01 | 300")
    world.best_effort(
        "activity_id | effort | distance_m | duration_s\na01 | grade_adjusted_1200_s | 4000 | 1200"
    )
    assert found(world, name) == 0
    world.connection.execute(break_it)
    assert found(world, name) > 0


def found(world: World, name: str) -> int:
    """Rows that one check finds."""
    check = next(check for check in read_checks() if check.name == name)
    return len(world.connection.execute(check.sql).fetchall())


@pytest.mark.parametrize("rule", read_rules(), ids=lambda rule: rule.rule_id)
def test_every_rule_is_complete_and_keeps_to_the_words_allowed(world: World, rule):
    """No cause, no promise, no risk in per cent; the number looked at exists."""
    texts = " ".join(
        [rule.title, rule.what_to_do, rule.why, rule.evidence_text]
        + [f"{level.text} {level.what_to_do}" for level in rule.levels]
    ).lower()
    for word in (
        "will cause",
        "safe",
        "injury risk",
        "optimal",
        "because of your training",
        "acwr",
    ):
        assert word not in texts
    assert f"'{rule.metric}'" in VIEWS["risk.signal"].sql or rule.metric in VIEWS["risk.signal"].sql
    assert rule.next_review_on > date(2026, 11, 1)
    assert rule.source and rule.authored_by


def test_every_number_in_a_view_is_a_parameter_somebody_described():
    """And every parameter is used by a view, the exposure or the analysis."""
    code = "".join(
        path.read_text("utf-8")
        for folder in ("sql", "etl", "dashboard")
        for path in (Path(str(ROOT)).parent / folder).rglob("*")
        if path.suffix in {".sql", ".py"} or path.parent.name in {"rules", "questionnaires"}
        if path.is_file()
    )
    words = set(re.findall(r"\w+", code))
    unused = [p.name for p in read_parameters() if p.name not in words]
    known_for_people = {name for name in unused if name.endswith(("_low", "_high"))}
    assert set(unused) - known_for_people == set()
