"""What a runner of a story would have seen, each evening of the twelve weeks.

A day cannot know what comes after it. So every day of every story becomes a runner of its own, who
has only what was there that evening, moved by whole weeks until that evening is today. All days of
one weekday are worked out at once: seven builds of the views instead of five hundred.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

import polars as pl

from dashboard.rows.today import Today, TodayMeasure, TodayReason
from dashboard.today.advice_wording import plain
from etl.storage.duckdb_files import Connection, open_in_memory
from tests.builders.rows import a_row_of
from tests.sql.plan.starts import a_plan, steps_of
from tests.sql.world import TODAY, World
from tests.stories.story import DAYS, FIRST_DAY, Entry, Plan, Run, Story, place_of

WANTED = (
    "page.today",
    "page.next_run",
    "page.today_reason",
    "page.today_measure",
    "page.plan_today",
    "risk.rule_hit",
    "metric.pain_day",
)
MONDAY = TODAY - timedelta(days=6)


@dataclass(frozen=True, kw_only=True)
class Evening:
    """One day of a story as it was seen that evening. Distances in metres."""

    story: str
    day: date
    run_m: float | None
    scores: dict[str, int | None]
    light: str | None
    light_before: str | None
    status: str
    reason: str
    cap_m: float | None
    week_m: float | None
    measures: tuple[tuple[str, date, date], ...]
    plan: str
    page: Today
    reasons: tuple[TodayReason, ...]
    measure_words: tuple[str, ...]
    hits: frozenset[tuple[str, date]]

    @cached_property
    def measure_codes(self) -> frozenset[str]:
        """What was under way."""
        return frozenset(code for code, _, _ in self.measures)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a snapshot: what stands over it and what stands in it."""

    title: str
    text: Callable[[Evening], str]


def replay(stories: Sequence[Story]) -> dict[str, list[Evening]]:
    """Every evening of every story, by its name."""
    found: list[Evening] = []
    with open_in_memory() as connection:
        world = World(connection).prepare()
        for weekday in range(7):
            days = [FIRST_DAY + timedelta(days=index) for index in range(weekday, DAYS, 7)]
            found += _evenings(world, stories, days)
    found.sort(key=lambda evening: evening.day)
    return {s.name: [each for each in found if each.story == s.name] for s in stories}


def _evenings(world: World, stories: Sequence[Story], days: Sequence[date]) -> list[Evening]:
    """The evenings of days of one weekday."""
    today = MONDAY + timedelta(days=days[0].weekday())
    world.clear()
    world.today(today)
    told = {f"{story.name} {day}": (story, day) for story in stories for day in days}
    _insert(world.connection, "core.runner", (world.a_runner(runner_id) for runner_id in told))
    _insert(
        world.connection,
        "core.activity",
        (
            _activity(world, runner_id, run, shift=today - day)
            for runner_id, (story, day) in told.items()
            for run in story.runs
            if run.local_date <= day
        ),
    )
    _insert(
        world.connection,
        "journal.pain_entry",
        (
            _pain(world, runner_id, entry, seen=day, shift=today - day)
            for runner_id, (story, day) in told.items()
            for entry in story.entries
            if entry.written_date <= day
        ),
    )
    _insert(
        world.connection,
        "journal.assessment",
        (
            _assessment(runner_id, assessed, shift=today - day)
            for runner_id, (story, day) in told.items()
            for assessed in story.assessed_dates
            if assessed <= day
        ),
    )
    plans = [
        _plan(runner_id, story.plan, shift=today - day)
        for runner_id, (story, day) in told.items()
        if story.plan is not None and story.plan.start_date <= day
    ]
    _insert(world.connection, "journal.plan", plans)
    _insert(
        world.connection, "journal.plan_step", (step for row in plans for step in steps_of(row))
    )
    world.build_kept_views(WANTED)
    return [*_read(world.connection, told, today=today)]


def _read(
    connection: Connection, told: dict[str, tuple[Story, date]], *, today: date
) -> Iterable[Evening]:
    pages = {name: _by_runner(connection, f"from {name}") for name in WANTED}
    for runner_id, (story, day) in told.items():
        back = today - day
        page = a_row_of(Today, **pages["page.today"][runner_id][0])
        measures = [
            a_row_of(TodayMeasure, **row) for row in pages["page.today_measure"].get(runner_id, [])
        ]
        reasons = [
            a_row_of(TodayReason, **row) for row in pages["page.today_reason"].get(runner_id, [])
        ]
        lights = {
            row["local_date"] - back: row["light"]
            for row in pages["metric.pain_day"].get(runner_id, [])
        }
        entries = [e for e in story.entries if e.local_date == day and e.written_date <= day]
        yield Evening(
            story=story.name,
            day=day,
            run_m=next((run.distance_m for run in story.runs if run.local_date == day), None),
            scores=entries[-1].seen_on(day) if entries else {},
            light=lights.get(day),
            light_before=lights.get(day - timedelta(days=1)),
            status=page["status"],
            reason=_reason(reasons),
            cap_m=pages["page.next_run"][runner_id][0]["training_m"],
            week_m=next((row["week_m"] for row in measures if row["week_m"]), None),
            measures=tuple(
                (row["measure_code"], row["start_date"] - back, row["until_date"] - back)
                for row in measures
            ),
            page=page,
            reasons=tuple(reasons),
            measure_words=tuple(plain(row, "km") for row in measures),
            plan=_plan_words(pages["page.plan_today"].get(runner_id, [])),
            hits=frozenset(
                (row["rule_id"], row["local_date"] - back)
                for row in pages["risk.rule_hit"].get(runner_id, [])
            ),
        )


def _plan_words(rows: list[dict[str, Any]]) -> str:
    """Week, phase and kilometres of the week, as in `2/6 Calm 24.3`; paused says so instead."""
    return " ".join(
        f"{row['week_index']}/{row['week_count']} {row['phase_title']} "
        + (
            _kilometres(row["target_distance_m"])
            if row["status_name"] == "active"
            else row["status_name"]
        )
        for row in rows
    )


def _reason(reasons: Sequence[TodayReason]) -> str:
    return f"{reasons[0]['rule_id']} {reasons[0]['level']}" if reasons else ""


def _by_runner(connection: Connection, query: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in connection.sql(query).pl().to_dicts():
        found.setdefault(row["runner_id"], []).append(row)
    return found


def _activity(world: World, runner_id: str, run: Run, *, shift: timedelta) -> dict[str, Any]:
    day = run.local_date + shift
    return world.an_activity(
        runner_id=runner_id,
        activity_id=f"{runner_id} {run.local_date}",
        started_at=datetime.combine(day, time(7)),
        local_date=day,
        distance_m=run.distance_m,
        descent_m=run.descent_m,
        ascent_m=run.descent_m,
        moving_s=run.moving_s,
        elapsed_s=run.moving_s,
    )


def _pain(
    world: World, runner_id: str, entry: Entry, *, seen: date, shift: timedelta
) -> dict[str, Any]:
    scores = {f"pain_{name}_score": value for name, value in entry.seen_on(seen).items()}
    return world.a_pain(
        runner_id=runner_id,
        entry_id=f"{runner_id} {entry.local_date}",
        local_date=entry.local_date + shift,
        onset_m=entry.onset_m,
        chips=list(entry.chips),
        red_flags=list(entry.red_flags),
        is_limping=entry.is_limping,
        saved_at=datetime.combine(entry.written_date + shift, time(20)),
        **scores,
    )


def _assessment(runner_id: str, assessed: date, *, shift: timedelta) -> dict[str, Any]:
    return {
        "entry_id": f"{runner_id} {assessed}",
        "runner_id": runner_id,
        "local_date": assessed + shift,
        "assessed_by": "physiotherapist",
        "outcome": "cleared",
        "is_deleted": False,
        "saved_by": "local",
        "saved_at": datetime.combine(assessed + shift, time(20, 30)),
    }


def _plan(runner_id: str, plan: Plan, *, shift: timedelta) -> dict[str, Any]:
    return a_plan(
        plan_id=runner_id,
        runner_id=runner_id,
        start_date=plan.start_date + shift,
        week_count=plan.week_count,
        baseline_7d_m=plan.usual_km * 1000,
        baseline_longest_m=plan.longest_km * 1000,
        saved_at=datetime.combine(plan.start_date + shift, time(6)),
    )


def _insert(connection: Connection, table: str, given: Iterable[dict[str, Any]]) -> None:
    """Many rows at once; one by one they would take longer than the views."""
    frame = pl.DataFrame(list(given), infer_schema_length=None)
    if frame.height:
        connection.execute(f"insert into {table} by name select * from frame")  # noqa: S608  our own names


def _measure(measure: tuple[str, date, date]) -> str:
    code, _, until = measure
    return f"{code}→{until:%d.%m}"


def _kilometres(metres: float | None) -> str:
    return "" if metres is None else f"{metres / 1000:.1f}"


def _scores(evening: Evening) -> str:
    values = evening.scores.values()
    return "".join("-" if value is None else str(value) for value in values)


COLUMNS = (
    Column("day", lambda it: f"{place_of(it.day)} {it.day:%d.%m}"),
    Column("km", lambda it: _kilometres(it.run_m)),
    Column("pain", _scores),
    Column("day before", lambda it: it.light_before or ""),
    Column("today", lambda it: it.light or ""),
    Column("status", lambda it: it.status),
    Column("first reason", lambda it: it.reason),
    Column("cap", lambda it: _kilometres(it.cap_m)),
    Column("week", lambda it: _kilometres(it.week_m)),
    Column("plan", lambda it: it.plan),
    Column("under way", lambda it: " ".join(_measure(each) for each in it.measures)),
)
"""What a snapshot shows; a further one is a further line here."""


def snapshot(story: Story, evenings: Sequence[Evening]) -> str:
    """The story as a table of text, a line a day."""
    table = [[column.title for column in COLUMNS]]
    table += [[column.text(evening) for column in COLUMNS] for evening in evenings]
    widths = [max(len(row[index]) for row in table) for index in range(len(COLUMNS))]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    return "\n".join([f"# {story.about}", "", *lines, ""])
