"""Plans for tests of views: a start as the journal has it, and weeks of lights as letters."""

from datetime import date, timedelta
from typing import Any

from etl.reference.clinic.plan_templates import our_plans
from tests.sql.world import World

START = date(2024, 5, 6)
"""A Monday, eight weeks before the test world's Sunday."""

_SAVED = {"saved_by": "local", "saved_at": "2024-05-05 12:00:00"}
_SCORES = {"G": (0, 0, 0, 0), "A": (0, 3, 0, 0), "R": (0, 6, 0, 0), "P": (0, 0, None, None)}
"""Green, amber, red, and green so far with answers missing."""

_PLAN: dict[str, Any] = {
    "plan_id": "plan",
    "runner_id": "mara",
    "start_date": START,
    "week_count": 6,
    "template_id": "return_to_normal",
    "template_title": "Back",
    "started_status": "amber",
    "started_light": "amber",
    "reason_name": "amber",
    "easing_share": 0.1,
    "baseline_7d_m": 30_000.0,
    "baseline_longest_m": 10_000.0,
    "baseline_downhill_m": 6_000.0,
    "baseline_fast_s": 1_200.0,
    "strength_session_count": 3,
    "formula_version": 2,
} | _SAVED


def plan(world: World, **values: Any) -> None:
    """A plan of 6 weeks from 30 km a week, longest run 10 km, 6 km downhill, 20 fast minutes."""
    row = a_plan(**values)
    world.insert("journal.plan", [row])
    world.insert("journal.plan_step", steps_of(row))


def a_plan(**values: Any) -> dict[str, Any]:
    """The row of a plan."""
    return _PLAN | values


def steps_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of what each of its weeks asks for."""
    return [
        {
            "plan_id": row["plan_id"],
            "runner_id": row["runner_id"],
            "step_index": index,
            "phase_id": phase.id,
            "phase_title": phase.title,
            "words": phase.words,
            "distance_share": phase.distance_share,
            "is_eased": phase.is_eased,
            "longest_ratio": phase.longest_ratio,
            "downhill_share": phase.downhill_share,
            "fast_share": phase.fast_share,
            "strength_session_count": phase.strength_sessions,
            "gate_green_share": phase.gate_green_share,
            "gate_least_day_count": phase.gate_least_days,
            "saved_at": row["saved_at"],
        }
        for index, phase in enumerate(our_plans()[0].steps(row["week_count"]), start=1)
    ]


def lights(world: World, *weeks: str, knee: str = "right", runner_id: str = "mara") -> None:
    """A letter a day from each week's Tuesday on: G, A, R, P, or a dot for a day without a log."""
    for index, week in enumerate(weeks):
        for offset, letter in enumerate(week, start=1):
            if letter != ".":
                day = START + timedelta(days=7 * index + offset)
                scores = " | ".join("-" if s is None else str(s) for s in _SCORES[letter])
                table = f"day | knee | before | during | after | morning\n{day} | {knee} | {scores}"
                world.pain(table, runner_id=runner_id)


def plan_of_another(world: World, name: str, *weeks: str, **values: Any) -> None:
    """A runner of that name with a plan of that name and these weeks: many cases in one reading."""
    world.runner(runner_id=name, display_name=name)
    plan(world, plan_id=name, runner_id=name, **values)
    lights(world, *weeks, runner_id=name)


def shapes(world: World) -> dict[str, list[str]]:
    """By plan, each week as `phase gate`, or `phase gate (why)` where something is to be said."""
    rows = world.connection.execute(
        "select plan_id, phase_name, gate_name, gate_reason_name from metric.plan_week"
        " order by plan_id, week_index"
    ).fetchall()
    found: dict[str, list[str]] = {}
    for plan_id, phase, gate, why in rows:
        found.setdefault(plan_id, []).append(f"{phase} {gate}" + (f" ({why})" if why else ""))
    return found


def change(world: World, week_index: int, target: str, value: float, **values: Any) -> None:
    """Another number for a week of the plan, a runner's unless it says otherwise."""
    row = {
        "entry_id": f"plan-{week_index}-{target}",
        "plan_id": "plan",
        "runner_id": "mara",
        "week_index": week_index,
        "target_name": target,
        "value": value,
        "decided_by": "runner",
        "is_deleted": False,
    }
    world.insert("journal.plan_change", [row | _SAVED | values])


def act(world: World, action: str, day: date) -> None:
    """Something done with the plan on a day."""
    row = {"plan_id": "plan", "runner_id": "mara", "action": action, "local_date": day}
    at = f"{day} 06:00:00"
    ids = {"action_id": f"{action} {day}", "acted_at": at, "saved_by": "local", "saved_at": at}
    world.insert("journal.plan_action", [row | ids])


def shape(world: World) -> list[str]:
    """The same of the one plan there is."""
    (weeks,) = shapes(world).values()
    return weeks


def targets(world: World, column: str) -> list[float | None]:
    """One target of every week, in order."""
    rows = world.connection.execute(
        f"select {column} from metric.plan_week order by week_index"  # noqa: S608  our own names
    ).fetchall()
    return [value for (value,) in rows]
