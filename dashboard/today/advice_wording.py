"""What is under way for a runner's running, each in a calm sentence with its last day.

Rows are those of `page.today_measure`; the same words stand on Today and in `kneewise status`.
"""

from collections.abc import Callable
from typing import Any

from dashboard.rows.today import SwapRun, TodayMeasure
from dashboard.ui import display
from etl.reference.rules import parameter_value

Row = TodayMeasure
IF_GREEN = "if every day until then is green"
TURNS = "run {run} min, walk {walk} min"


def sentence(row: Row, units: str) -> str:
    """One row in words, as Markdown; `units` km or miles."""
    return _SENTENCES[row["measure_code"]](row, units)


def plain(row: Row, units: str) -> str:
    """The same for a terminal."""
    return sentence(row, units).replace("**", "")


def as_json(row: Row, units: str) -> dict[str, Any]:
    """One row for `kneewise status --json`: its columns and its words."""
    return {name: value for name, value in row.items() if name != "runner_id"} | {
        "words": plain(row, units)
    }


def run_against(row: SwapRun, units: str) -> str:
    """A run of `page.swap_run`: what it had of that which is left out. A note, no reproach."""
    parts = []
    if row["descent_m"] is not None:
        parts.append(f"{display.height(row['descent_m'], units)} of descent")
    if row["fast_s"] is not None:
        parts.append(display.count(round(row["fast_s"] / 60), "fast minute"))
    return f"{row['local_date']:%A}'s run had {' and '.join(parts)}."


def _pause(row: Row, units: str) -> str:
    return (
        f"**No running** until {display.day(row['until_date'])}, unless a clinician says "
        "otherwise: the knee was red twice within a week."
    )


def _easing(row: Row, units: str) -> str:
    if row["week_m"] is None:
        how_much = f"{display.percent(row['share'])} less than your usual week"
    else:
        how_much = (
            f"{display.distance_down(row['week_m'], units)} in all over seven days, "
            f"{display.percent(row['share'])} below {display.distance(row['usual_week_m'], units)}"
        )
    return (
        f"**Less for now:** {how_much}, since {_day(row['start_date'])}. "
        f"Until {display.day(row['until_date'])} {IF_GREEN}."
    )


def _rebuild(row: Row, units: str) -> str:
    week = (
        ""
        if row["week_m"] is None
        else f": {display.distance_down(row['week_m'], units)} this week"
    )
    return (
        f"**Back up slowly:** at most 10 % more each week, since {_day(row['start_date'])}{week}. "
        f"Until {display.day(row['until_date'])}."
    )


def _keep_running(row: Row, units: str) -> str:
    until = f"Until {display.day(row['until_date'])}."
    if row["run_m"] is None:
        return f"**Keep running, in smaller parts:** shorter, flatter and more often. {until}"
    each = display.distance_down(row["run_m"], units)
    usual = display.distance(row["usual_run_m"], units)
    runs = display.count(row["run_count"], "run")
    return (
        f"**Keep running, in smaller parts:** for example {runs} a week of {each}, flat, instead "
        f"of {row['usual_run_count']} of {usual}. {until}"
    )


def _swap(row: Row, units: str) -> str:
    return (
        f"**Flat and easy for now:** without downhill and fast running{_easy_pace(row, units)}, "
        f"since {_day(row['start_date'])} ({_SWAPPED[row['because_name']]}). Downhill is back "
        f"after {display.day(row['until_date'])} {IF_GREEN}, fast running a week later."
    )


def _easy_pace(row: Row, units: str) -> str:
    if row["easy_from_mps"] is None:
        return ""
    slowest, fastest = (
        display.pace(row[name], units) for name in ("easy_from_mps", "easy_until_mps")
    )
    least, most = (
        f"{100 * parameter_value(name):.0f}"
        for name in ("swap_slower_least_share", "swap_slower_most_share")
    )
    return f", at {fastest} to {slowest} ({least} to {most} % slower than your usual)"


def _speed_later(row: Row, units: str) -> str:
    return (
        "**Downhill is back, fast running waits:** one at a time. "
        f"Until {display.day(row['until_date'])} {IF_GREEN}."
    )


def _run_walk(row: Row, units: str) -> str:
    turns = TURNS.format(
        run=f"{parameter_value('run_walk_run_min'):g}",
        walk=f"{parameter_value('run_walk_walk_min'):g}",
    )
    return (
        f"**Run and walk in turns:** {turns}, shorter and more often; pain came on "
        f"{display.distance(row['run_m'], units)} earlier over four logged runs. "
        f"Until {display.day(row['until_date'])}."
    )


def _return(row: Row, units: str) -> str:
    until = f"Until {display.day(row['until_date'])}."
    if row["week_m"] is None:
        return f"**Back after a break:** keep the first week short. {until}"
    return (
        f"**Back after a break:** {display.distance_down(row['week_m'], units)} in the first week, "
        f"{display.percent(row['share'])} of your usual "
        f"{display.distance(row['usual_week_m'], units)}. {until}"
    )


def _cadence_step(row: Row, units: str) -> str:
    return (
        f"**Cadence step:** run {row['run_count']} of {row['usual_run_count']} at "
        f"{row['target_spm']:.0f} steps/min, since {_day(row['start_date'])}. "
        f"It ends by itself after {display.day(row['until_date'])}."
    )


def _day(value: Any) -> str:
    return display.day(value)


_SWAPPED = {"easing": "the knee complained", "hill_pain": "pain came with the hills"}
_SENTENCES: dict[str, Callable[[Row, str], str]] = {
    "pause": _pause,
    "easing": _easing,
    "rebuild": _rebuild,
    "keep_running": _keep_running,
    "swap": _swap,
    "speed_later": _speed_later,
    "run_walk": _run_walk,
    "return": _return,
    "cadence_step": _cadence_step,
}
