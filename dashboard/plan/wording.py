"""A plan of some weeks in words: its targets, its gates, and why a week looks as it does."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.rows.first_visit import TrainingHabit
from dashboard.rows.plan import Plan, PlanToday, PlanWeek
from dashboard.ui import display

UNDER_WAY = ("waiting", "active", "paused", "referred")
ENDS = {
    "done": "Done: its last week passed, {done_date}. That says how the knee took these weeks; "
    "keep what helped.",
    "finished": "Finished on a clinician's word, {finish_date}.",
    "stopped": "Stopped, {stop_date}.",
    "overdue": "{most_week_count} weeks have gone by and its gates still hold it: have the knee "
    "assessed before another plan.",
}
"""What became of a plan that is over: its status to words."""

REASONS = {
    "red": "Your knee says *Back off* today.",
    "amber": "Your knee says *Ease back* today.",
    "easing": "Your knee complained of late, and a week without that has not passed yet.",
    "pain": "Your knee hurt within the last four weeks.",
    "load": "Your running jumped of late.",
    "none": "Nothing in your runs or your diary asks for a plan today. One can be started all the "
    "same, if a clinician advised it or you come back from something.",
}
"""Why a plan is offered: code of `page.plan_start` to words."""

NUMBERS = {
    "distance_m": "Distance",
    "longest_run_m": "Longest run",
    "downhill_m": "Downhill",
    "fast_s": "Fast",
    "strength_count": "Strength",
}
"""The numbers of a week, in the order they are told."""

HOLDS = "the week is repeated"
_TURNS = {
    "passed": "{former} passed",
    "held": "{former} had too few green days, so it is repeated",
    "stepped_back": "{former} had a red day, so it goes back to the start of the phase before",
    "not_known": "Too little is known of {former}, so it is repeated",
    "paused": "{former} was paused, so it is repeated",
    "to_come": "If {former} passes",
    "running": "If {former} passes",
}
_RUNNING_TURNS = {
    "few_green": "As it stands, {former} is repeated",
    "red": "As it stands, {former} goes back to the start of the phase before",
}


def numbers(week: PlanWeek, kind: str) -> Mapping[str, float | None]:
    """By the names of `NUMBERS`: a week's `target`, the plan's `own`, or what is `done`."""
    if kind == "target":
        return {
            "distance_m": week["target_distance_m"],
            "longest_run_m": week["target_longest_run_m"],
            "downhill_m": week["target_downhill_m"],
            "fast_s": week["target_fast_s"],
            "strength_count": week["target_strength_count"],
        }
    if kind == "own":
        return {
            "distance_m": week["own_distance_m"],
            "longest_run_m": week["own_longest_run_m"],
            "downhill_m": week["own_downhill_m"],
            "fast_s": week["own_fast_s"],
            "strength_count": week["own_strength_count"],
        }
    return {
        "distance_m": week["distance_m"],
        "longest_run_m": week["longest_run_m"],
        "downhill_m": week["downhill_m"],
        "fast_s": week["fast_s"],
        "strength_count": week["strength_count"],
    }


def amount(week: PlanWeek, name: str, units: str, *, kind: str = "target") -> str:
    """One number of a week: its `target`, the plan's `own`, or (`done`) what was done."""
    value = numbers(week, kind)[name]
    return changed_amount(name, value, units, is_limit=kind != "done")


def changed_amount(name: str, value: float | None, units: str, *, is_limit: bool = True) -> str:
    """A number of a week, by the name of what it is."""
    if value is None:
        return display.UNKNOWN
    if name == "strength_count":
        return f"{value:.0f}"
    if name == "fast_s":
        return f"{display.to_minutes(value):.0f} min"
    return display.distance_down(value, units) if is_limit else display.distance(value, units)


def targets(week: PlanWeek, units: str) -> list[str]:
    """What a week asks for, a sentence each; what is not known is left out."""
    said = []
    if week["target_distance_m"] is not None:
        said.append(f"At most {amount(week, 'distance_m', units)} in the week.")
    if week["target_longest_run_m"] is not None:
        said.append(f"No run longer than {amount(week, 'longest_run_m', units)}.")
    if week["target_downhill_m"] is not None:
        said.append(f"Downhill at most {amount(week, 'downhill_m', units)}.")
    if week["target_fast_s"] is not None:
        fast = f"Fast running at most {amount(week, 'fast_s', units)}."
        said.append(fast if week["target_fast_s"] else "Nothing fast.")
    if week["target_strength_count"] is not None:
        said.append(f"Strength: {display.count(week['target_strength_count'], 'session')}.")
    return said


def line(today: PlanToday, units: str) -> str:
    """One row of `page.plan_today` as a line."""
    weeks = f"week {today['week_index']} of {today['week_count']}"
    if today["status_name"] == "waiting":
        return f"{weeks} begins {display.day(today['start_date'])}"
    if today["status_name"] == "paused":
        return f"{weeks}, paused"
    phase = f", {today['phase_title'].lower()}" if today["phase_title"] else ""
    if today["target_distance_m"] is None:
        return f"{weeks}{phase}"
    unit = display.distance_unit(units)
    done = display.distance(today["distance_m"], units).removesuffix(f" {unit}")
    parts = [
        f"{weeks}{phase}: {done} of {display.distance_down(today['target_distance_m'], units)}",
        f"strength {today['strength_count']} of {today['target_strength_count']}",
    ]
    return ", ".join(parts)


def finding(plan: Plan, week: PlanWeek, units: str) -> str:
    """Where a plan stands, as a title."""
    head = f"Week {plan['week_index']} of {plan['week_count']}"
    if plan["status_name"] not in UNDER_WAY:
        return ended(plan)
    if plan["status_name"] == "waiting":
        return f"The plan begins {display.day(plan['start_date'])}"
    if plan["status_name"] == "referred":
        return f"{head}: the plan pauses until a clinician has seen the knee"
    phase = f", {week['phase_title'].lower()}" if week["phase_title"] else ""
    if week["target_distance_m"] is None:
        return f"{head}{phase}"
    done, target = week["distance_m"], week["target_distance_m"]
    beyond = ", more than planned" if (done or 0) > target else ""
    run = f"{display.distance(done, units)} of {display.distance_down(target, units)}"
    return f"{head}{phase}: {run}{beyond}"


def ended(plan: Plan) -> str:
    """What became of a plan that is over."""
    days = {
        "done_date": display.day(plan["done_date"]),
        "finish_date": display.day(plan["finish_date"]),
        "stop_date": display.day(plan["stop_date"]),
    }
    return ENDS[plan["status_name"]].format(**days, most_week_count=plan["most_week_count"])


def gate(week: PlanWeek) -> str:
    """What the gate of a week said, with its counts, or what it waits for."""
    known, least = week["known_day_count"], week["gate_least_day_count"]
    share = display.percent(week["gate_green_share"])
    counts = "" if known is None else f"{week['green_day_count']} of {known} known days green"
    wanted = f"{display.count(least, 'known day')}, {share} of them green"
    is_running = week["gate_name"] == "running"
    if week["gate_name"] == "running" and week["gate_reason_name"] == "red":
        return "A red day: as it stands, back to the start of the phase before."
    words = {
        "green": f"{counts}: passed.",
        "few_green": f"{counts}, {share} are needed: "
        + (f"as it stands, {HOLDS}." if is_running else f"{HOLDS}."),
        "red": "A red day: back to the start of the phase before.",
        "few_known": f"{counts}: not known yet, {least} known days are needed, so {HOLDS}. A day "
        "is known with all four scores.",
        "not_shared": "How the knee took it is not shared with you: what follows is not told.",
        "refer": f"A warning sign was ticked: the plan pauses, and {HOLDS}.",
        "stopped": "The plan ended in this week.",
        "paused": f"Paused: {HOLDS}.",
        "open": f"{counts} so far; it takes {wanted}." if counts else f"It takes {wanted}.",
    }
    return words.get(week["gate_reason_name"] or "", f"It takes {wanted}.")


def because(week: PlanWeek, former: PlanWeek | None, plan: Plan, units: str) -> str:
    """Why a week asks for what it does: what the one before came to, and the phase."""
    if week["phase_title"] is None:
        return gate({**week, "gate_reason_name": "not_shared"})
    if former is None:
        start = display.distance(plan["baseline_7d_m"], units)
        share = display.percent(plan["easing_share"])
        turn = f"The start: {share} less than your week of {start}."
    else:
        name = f"week {former['week_index']}"
        reason = former["gate_reason_name"] or ""
        is_running = former["gate_name"] == "running"
        text = _RUNNING_TURNS.get(reason) if is_running else None
        turn = (text or _TURNS[former["gate_name"]]).format(former=name)
        turn = f"{turn[0].upper()}{turn[1:]}."
    own = " One of its numbers is somebody's own." if week["is_changed"] else ""
    return f"{turn} {week['phase_title']}: {week['phase_words']}{own}"


def spread(steps: Sequence[Any]) -> str:
    """The phases of a proposal: `Calm 1–2 · Rebuild 3 · …`."""
    parts: list[tuple[str, int, int]] = []
    for index, phase in enumerate(steps, start=1):
        if parts and parts[-1][0] == phase.title:
            parts[-1] = (phase.title, parts[-1][1], index)
        else:
            parts.append((phase.title, index, index))
    return " · ".join(
        f"{title} {first}" + (f"–{last}" if last > first else "") for title, first, last in parts
    )


def days_words(days: Sequence[str]) -> str:
    """`Tue, Thu and Sat`."""
    *most, last = (day[:3].capitalize() for day in days)
    return f"{', '.join(most)} and {last}" if most else last


def said(habit: TrainingHabit, units: str) -> str:
    """What a runner said of their usual running, as a sentence; empty for nothing of it."""
    parts = []
    if habit["running_days"]:
        parts.append(f"you run on {days_words(habit['running_days'])}")
    if habit["longest_lately_m"] is not None:
        parts.append(f"your longest run is {display.distance(habit['longest_lately_m'], units)}")
    return (
        f"As you said on {display.day(habit['local_date'])}: {', '.join(parts)}." if parts else ""
    )
