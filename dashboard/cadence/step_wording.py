"""The cadence step in words: where it stands, what a start asks, and what became of it."""

from dashboard.rows.cadence import CadencePlan, CadenceStart, CadenceToday
from dashboard.ui import display
from etl.journal.cadence_plan import REFUSALS
from etl.reference.rules import parameter_value

UNIT = "steps/min"
UNDER_WAY = ("active", "paused")
ENDS = {
    "done": "Done: held, and as quick as the aim.",
    "acclimated_stop": "Held. That is as far as this goes.",
    "stopped": "Stopped.",
    "lapsed": "Ended by itself: {weeks} old, its beginning says little about today.",
}
"""What became of a plan that is over: its status to words."""

TURNS = {
    "reset": "Runs in a row fell short, so the count began anew.",
    "revert_half_step": "Knee, calf or Achilles tendon complained: half a step back.",
    "next_step": "The step before is held; this is the next.",
}
"""What the last event did to a plan under way, where it did more than count."""

PAIN_NAMES = {"knee_pain": "knee worse next morning", "calf_pain": "calf or Achilles pain"}
EVENTS = {"start": "Start", "run": "Run", **PAIN_NAMES}
HELD, NOT_HELD = "held", "not held"
TO_HOLD, COUNTS_FROM, PAIN_BACK = "to hold", "counts from here", "pain: half a step back"

PAUSE, RESUME, STOP = "Pause", "Resume", "Stop"
CALF, CALF_SCORE = "Calf or Achilles pain", "Worst today, 0 none to 10 worst"
SAVE, NO_SCORE = "Save", "Choose a number first."
HOW_IT_GOES, WHAT_IT_ASKS = "How this step goes", "What a step asks"
START, START_ANOTHER = "Start a cadence step", "Start another cadence step"
RUNS_OF_IT, NO_RUN_OF_IT = "How its runs went", "No run of it has counted or fallen short yet."
STARTED = "Started. Your next run counts."
HALF_BACK = (
    "Runs count by themselves. If the knee is worse the morning after, or the calf starts to hurt, "
    "it goes back by half."
)
DAY, WHAT, HELD_COLUMN, COUNTED = "Day", "What", "Held", "Counted so far"
CADENCE_COLUMN, TO_HOLD_COLUMN = "Cadence, steps/min", "To hold, steps/min"


def today_line(plan: CadenceToday, units: str) -> str:
    """One line for Today while a plan is under way."""
    until = f"until {display.day(plan['until_date'])} at the latest"
    return f"Cadence step: {progress(plan)}, at {_pace(plan, units)}, {until}"


def diary_label(plan: CadencePlan) -> str:
    """The line that unfolds a plan's runs; of one that is over what became of it."""
    return RUNS_OF_IT if plan["status_name"] in UNDER_WAY else finding(plan)


def finding(plan: CadencePlan) -> str:
    """Where the newest plan stands, as a chart's title."""
    if plan["status_name"] in UNDER_WAY:
        return f"Cadence step: {progress(plan)}"
    day = f", {display.day(plan['finished_date'])}" if plan["finished_date"] else ""
    spm = f"{plan['baseline_spm']:.0f} → {plan['target_spm']:.0f} {UNIT}"
    weeks = display.count(int(parameter_value("cadence_step_most_weeks")), "week")
    end = ENDS[plan["status_name"]].format(weeks=weeks)
    return f"Your last cadence step, {spm}{day}. {end}"


def ladder(plan: CadencePlan) -> str:
    """A rung a run: filled where it counted."""
    counted = plan["counted_run_count"]
    return "●" * counted + "○" * (plan["wanted_run_count"] - counted)


def where_it_stands(plan: CadencePlan) -> str:
    """The ladder, the run, and what the last event did, in Markdown."""
    return f"{ladder(plan)} **{progress(plan)}** {TURNS.get(plan['state_name'], '')}".strip()


def next_step(start: CadenceStart, target_spm: float, units: str) -> str:
    """What can be done next, in one line of Markdown."""
    return (
        f"**Next step:** From **{start['baseline_spm']:.0f}** to **{target_spm:.0f} {UNIT}** at "
        f"{_pace(start, units)}, held for {display.count(start['wanted_run_count'], 'run')}."
    )


def no_step(start: CadenceStart) -> str:
    """The same line where a start has to wait."""
    return f"**Next step:** {refusal(start)}"


def refusal(start: CadenceStart) -> str:
    """Why a plan cannot start today, and from when it can."""
    words = [REFUSALS[start["refusal_code"] or "no_line"]]
    if start["refusal_code"] == "few_runs":
        words.append(f"So far: {start['judged_run_count']} of {start['wanted_judged_count']}.")
    if start["refused_date"] is not None:
        words.append(f"That run was on {display.day(start['refused_date'])}.")
    if start["open_from_date"] is not None:
        words.append(f"You can start from **{display.day(start['open_from_date'])}**.")
    return " ".join(words)


def start_basis(start: CadenceStart, baseline_spm: float, target_spm: float) -> str:
    """What a start would freeze, and where it would end."""
    return (
        f"{display.change(target_spm / baseline_spm)}: {baseline_spm:.0f} is the median of your "
        f"last {start['wanted_judged_count']} runs with "
        f"{display.duration(start['judged_flat_s'])} of flat, steady running. "
        f"{_aim(start, target_spm)}"
    )


def progress(plan: CadencePlan | CadenceToday) -> str:
    """`run 2 of 6 at 172 steps/min`, and that it is paused."""
    counted, wanted = plan["counted_run_count"], plan["wanted_run_count"]
    runs = f"run {counted} of {wanted} at {plan['target_spm']:.0f} {UNIT}"
    return f"{runs}, paused" if plan["status_name"] == "paused" else runs


def rules(plan: CadencePlan, units: str) -> str:
    """When a run counts, and when the count begins anew."""
    return (
        f"A run counts with {display.duration(plan['judged_flat_s'])} of flat, steady running "
        f"and at least {plan['held_from_spm']:.1f} {UNIT} at {_pace(plan, units)}; "
        f"{plan['miss_limit_count']} misses in a row begin the count anew "
        f"(now {plan['missed_run_count']})."
    )


def frozen(plan: CadencePlan, time_zone: str) -> str:
    """What was written down at its start."""
    start = display.local(plan["started_at"], time_zone).date()
    aim = _aim(plan, plan["target_spm"])
    return f"Began {display.day(start)} at {plan['baseline_spm']:.0f} {UNIT}. {aim}"


def _aim(row: CadencePlan | CadenceStart, target_spm: float) -> str:
    """Where this step ends, and whether another one is meant to follow it."""
    target, advised = f"{target_spm:.0f}", f"{row['advised_spm']:.0f}"
    aim, is_fitted = f"{row['aim_spm']:.0f}", row["is_height_known"]
    whose = f"{aim}, which is {advised} fitted to your height" if is_fitted else advised
    height = "" if is_fitted else f" With your height, on Data, {advised} is fitted to it."
    if target_spm >= row["aim_spm"]:
        return f"It ends with {target} held; as that is past {whose}, no step follows.{height}"
    most = display.percent(row["most_share"])
    return (
        f"It ends with {target} held. Further steps may follow towards {whose}, at most {most} "
        f"above the beginning.{height}"
    )


def _pace(row: CadencePlan | CadenceStart | CadenceToday, units: str) -> str:
    return display.pace(row["reference_speed_mps"], units)


def step_subtitle(unit: str, pace: str) -> str:
    """What the chart of a plan shows."""
    return (
        f"{unit.capitalize()} of each run with enough flat running, brought to {pace}; the dashed "
        "line is the cadence to hold"
    )


def run_name(held: str) -> str:
    """Of a run in the legend."""
    return f"run, {held}"


def run_hover(unit: str, held: str) -> str:
    """Over a run."""
    return (
        f"%{{customdata[0]}}<br>%{{y:.0f}} {unit}, to hold %{{customdata[1]:.0f}}: {held}"
        "<extra></extra>"
    )


PAIN_HOVER = "%{customdata[0]}<br>%{customdata[1]}: half a step back<extra></extra>"
