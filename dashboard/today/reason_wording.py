"""The number behind a reason, in words: beside what it is compared with, and what a study found."""

from dashboard.rows.today import TodayReason
from dashboard.ui import display
from dashboard.ui.escape import escaped


def graded(row: TodayReason, units: str) -> str:
    """The number with its grade."""
    return " · ".join([numbers(row, units), f"evidence {row['evidence_grade']}"])


def study_line(row: TodayReason) -> str | None:
    """Beside a jump: how often, in the study, a run like it was followed by an injury."""
    shares = (row["ordinary_share"], row["least_spike_share"], row["most_spike_share"])
    if row["metric"] != "spike_ratio" or row["injury_share"] is None:
        return None
    ordinary, least, most = (f"{1000 * share:.0f}" for share in shares if share is not None)
    return (
        f"In a study of {row['study_runner_count']:,} runners an overuse injury, of any site, "
        f"followed about {ordinary} in 1,000 ordinary runs and about {least} to {most} in 1,000 "
        "that were longer than usual. Seven in eight injuries come without it."
    )


def numbers(row: TodayReason, units: str) -> str:
    """The number behind a reason: a run beside the one it is compared with, or value and limit."""
    parts = [display.day(row["local_date"])]
    if row["knee"]:
        parts.append(f"{display.PAIN_KNEES[row['knee']].shape} {display.knee(row['knee'])}")
    if row["metric"] == "spike_ratio" and row["run_m"] and row["compared_m"]:
        run, longest = (display.distance(row[name], units) for name in ("run_m", "compared_m"))
        parts.append(f"{run} after a longest of {longest}: {display.change(row['value'])}")
    elif row["metric"] == "below_170_share" and row["advised_spm"]:
        below = display.percent(row["value"])
        parts.append(f"{below} below about {display.cadence(row['advised_spm'])} for your height")
    elif row["metric"] == "build_up_ratio" and row["recent_week_m"] and row["earlier_week_m"]:
        now, then = (
            display.distance(row[name], units) for name in ("recent_week_m", "earlier_week_m")
        )
        parts.append(f"{now} a week after {then} a week")
    elif row["unit"] != "yes or no":
        value = display.quantity(row["value"], row["unit"], units)
        parts.append(f"{value}, limit {display.quantity(row['threshold'], row['unit'], units)}")
    if row["episode_day_count"]:
        days = display.count(row["episode_day_count"], "day")
        parts.append(f"logged on {row['episode_logged_count']} of {days}")
    if row["event_text"]:
        parts.append(f"{escaped(row['event_text'])} on {display.day(row['event_date'])}")
    return " · ".join(parts)
