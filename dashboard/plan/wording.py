"""A plan of some weeks in words: its targets, its gates, and why a week looks as it does."""

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.rows.plan import Plan, PlanOutcome, PlanToday, PlanWeek
from dashboard.ui import display

EMPTY = "A plan starts from your usual week: bring in your runs first."
REFERRED = (
    "A warning sign is ticked: the plan pauses, and its numbers are hidden until a clinician has "
    "looked at it."
)
NOT_SHARED = (
    "How the knee took a week is not shared with you. Only the first week is told: which phase "
    "comes after it follows from that."
)
CHOSEN = (
    "Phases, steps of a tenth and gates are experts' advice and our choice (grade D): they say "
    "what is tried next, not what a knee can take."
)
WHY = "Why this week looks as it does"
WEEKS_OF_OVER = "The weeks of your plan"
GREEN_DAY = (
    "A day is green where the knee stayed within its limits before, during and after a run and the "
    "morning after."
)
PICTURE = "The weeks as a picture"
OUTCOME = "Your check-ins since the start"
LAST_PLAN = "Your last plan"
ANOTHER_PLAN = "Start another plan"
CALENDAR_FILE = "Calendar file"
TURNS = {"pause": "Pause", "resume": "Resume"}
END, STOP, FINISHED = "End it", "Stop the plan", "Finished, on a clinician's word"
WHAT_STAYS = "What was run and logged stays. Another plan can be started after it."
GATES = "Gate"
BESIDE_LETTERS = 10  # of a number beside a small row

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


def this_week(plan: Plan, week: PlanWeek, units: str) -> str:
    """How much of this week is left, as a title; where that cannot be said, where it stands."""
    status, target, done = plan["status_name"], week["target_distance_m"], week["distance_m"]
    head = f"week {plan['week_index']} of {plan['week_count']}"
    if status == "paused":
        return f"Your plan is paused in {head}"
    if status != "active" or target is None:
        return finding(plan, week, units)
    most = display.distance_down(target, units)
    if done is None:
        return f"This week asks for at most {most}"
    if done > target:
        return f"Your running went {display.distance(done - target, units)} past this week's {most}"
    return f"{display.distance_down(target - done, units)} of this week's {most} are left"


def week_line(plan: Plan, week: PlanWeek, today: date) -> str:
    """`Week 2 of 7 · Calm · 27 Apr to 3 May`."""
    first = display.short_day(week["week_start_date"], today)
    last = display.short_day(week["week_end_date"], today)
    parts = [f"Week {week['week_index']} of {plan['week_count']}", week["phase_title"]]
    return " · ".join(filter(None, [*parts, f"{first} to {last}"]))


def week_numbers(week: PlanWeek, units: str) -> str:
    """Done, planned and left of each number, a line each, as Markdown."""
    return "  \n".join(
        f"{label}: **{done_of_planned(week, name, units)}**{left(week, name, units)}"
        for name, label in NUMBERS.items()
    )


def done_of_planned(week: PlanWeek, name: str, units: str) -> str:
    """`34.0 of 23.5 km`; both with a dash where they are not known."""
    its = unit(name, units)
    done = amount(week, name, units, kind="done").removesuffix(f" {its}")
    planned = amount(week, name, units)
    return f"{done} of {planned} {its}" if name == "strength_count" else f"{done} of {planned}"


def picture_subtitle(now: PlanWeek) -> str:
    """What the picture of all weeks shows; `now` is the week whose numbers stand beside it."""
    return (
        "A column a week; grey is planned (paler: if every gate before it passes), blue was done. "
        f"On the right: week {now['week_index']}, done of planned."
    )


def beside_row(now: PlanWeek, name: str, units: str) -> str:
    """The same number beside a small row of a chart, on two lines where it is long."""
    words = done_of_planned(now, name, units).removesuffix(" sessions")
    return words if len(words) <= BESIDE_LETTERS else words.replace(" of ", " of<br>")


def left(week: PlanWeek, name: str, units: str) -> str:
    """What is left of a number, or that more was done; nothing where that cannot be said."""
    planned, done = numbers(week, "target")[name], numbers(week, "done")[name]
    if planned is None or done is None:
        return ""
    if done > planned:
        return "" if name == "strength_count" else ", more than planned"
    if name == "longest_run_m" or done == planned:
        return ""
    return f", {changed_amount(name, planned - done, units)} left"


def unit(name: str, units: str) -> str:
    """Of a number of a week, as it is told."""
    return {"fast_s": "min", "strength_count": "sessions"}.get(name, display.distance_unit(units))


def weeks_title(plan: Plan, weeks: Sequence[PlanWeek]) -> str:
    """When a plan under way would end."""
    if plan["status_name"] not in UNDER_WAY:
        return WEEKS_OF_OVER
    return f"The plan ends {display.day(weeks[-1]['week_end_date'])} if every week passes"


def listed_week(week: PlanWeek, units: str, today: date) -> tuple[str, str]:
    """A week on its line of the list: which it is, and what became of it or what it asks for."""
    phase = f" {week['phase_title']}" if week["phase_title"] else ""
    mark = display.GATES[week["gate_name"]]
    start = display.short_day(week["week_start_date"], today)
    target = week["target_distance_m"]
    is_to_come = week["gate_name"] == "to_come" and target is not None
    says = display.distance_down(target, units) if is_to_come else mark.word
    return f"{mark.shape} Week {week['week_index']}{phase}, from {start}", says


def longer(plan: Plan) -> str:
    """Why a plan takes more weeks than it was made for; empty where it does not."""
    if plan["week_count"] <= plan["planned_week_count"]:
        return ""
    return (
        f"Planned for {plan['planned_week_count']} weeks; repeated weeks make it longer, up to "
        f"{plan['most_week_count']}."
    )


def outcome(row: PlanOutcome, title: str) -> str:
    """Whether a questionnaire moved since the start, and whether by what matters to people.

    `title` is its name, escaped.
    """
    knee = f", {row['knee']} knee" if row["knee"] else ""
    turn = {True: "better", False: "worse", None: "no change"}[row["is_better"]]
    limit = (
        "which change matters to people is not known"
        if row["important_score"] is None
        else f"{row['important_score']:g} points matter to people"
        + (": reached" if row["is_important"] else ": not reached")
    )
    return f"{title}{knee}: {row['first_score']:g} → {row['last_score']:g}, {turn}; {limit}."


def calendar_summary(plan: Plan, week: PlanWeek, units: str) -> str:
    """What a week is called in a calendar: nothing of how a knee felt."""
    phase = (week["phase_title"] or "").lower()
    most = display.distance_down(week["target_distance_m"], units)
    return f"Run at most {most} (week {week['week_index']} of {plan['week_count']}, {phase})"


def calendar_text(week: PlanWeek, units: str) -> str:
    """What a week asks for, below that."""
    moves = "It moves if a week before it is repeated." if week["is_projected"] else ""
    return "\n".join(filter(None, [*targets(week, units), week["phase_words"], moves]))


def headings(units: str) -> dict[str, str]:
    """Of the table of weeks: columns of `page.plan_week`, targets among them, to their words."""
    unit = display.distance_unit(units)
    pairs = {
        "distance_m": f"Distance, {unit}",
        "longest_run_m": f"Longest run, {unit}",
        "downhill_m": f"Downhill, {unit}",
        "fast_s": "Fast, min",
        "strength_count": "Strength",
    }
    told = {"week_index": "Week", "week_start_date": "From", "phase_title": "Phase"}
    told |= {"gate_name": "Gate"}
    for name, label in pairs.items():
        told |= {f"target_{name}": f"{label}: planned", name: f"{label}: done"}
    return told | {"green_day_count": "Green days", "known_day_count": "Known days"}


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


def days_words(days: Sequence[str]) -> str:
    """`Tue, Thu and Sat`."""
    *most, last = (day[:3].capitalize() for day in days)
    return f"{', '.join(most)} and {last}" if most else last
