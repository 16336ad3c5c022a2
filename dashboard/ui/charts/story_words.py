"""What the story of twelve weeks says of itself: its finding, with a subject."""

from datetime import date
from typing import Any

import polars as pl

from dashboard.ui import display

PAST, LIMIT = "past it", "limit of its day"
NAMED = {
    "cadence": "cadence step",
    "plan": "plan phase",
    "speed": "more fast runs",
}
"""What stands above the runs: kind of `page.story_event` to its word."""
LITTLE_ALTITUDE, DESCENT_UNKNOWN = "too little altitude", "descent not known"
FOLLOWED = "followed by pain"
CAUTION = "What came before pain is not shown to have caused it."
WEEKDAY_DAYS = 6  # so long a weekday alone says which
TOLD_AS_RATIO_FROM = 1.1  # below, one digit after the point says nothing
HILLY_DAYS = 42  # most descent of six weeks, as the rule has it
_OF_SEVEN_DAYS = {
    "hill": "the most descent in six weeks",
    "speed": "more fast running than usual",
}


def title(
    runs: pl.DataFrame, pain: pl.DataFrame, events: pl.DataFrame, *, units: str, today: date
) -> str:
    """The newest thing that pain followed; else what went past its limit; else that nothing did."""
    joined = events.drop_nulls("pain_date").sort("pain_date", "local_date")
    if not joined.is_empty():
        return _followed_words(joined, runs, today)
    past = runs.filter("is_past").drop_nulls("distance_m")
    if not past.is_empty():
        last = past.row(-1, named=True)
        run = run_of(last["local_date"], last["distance_m"], today=today, units=units)
        return f"{run[:1].upper()}{run[1:]} went past what the 30 days before allow"
    if runs.is_empty():
        calm = "No run is here of these twelve weeks"
    elif runs["spike_ratio"].is_null().all():
        calm = "No run of these twelve weeks can be compared with the 30 days before it"
    else:
        calm = "No run went past what the 30 days before it allow"
    return f"{calm}; {_pain_words(pain)}"


def descent_axis(unit: str) -> str:
    """Above the bars of descent."""
    return f"{unit} down a week"


def jump_words(run: dict[str, Any], units: str) -> str:
    """A row of `page.story_run` in the chart: `18.2 km: 42 % over your longest`."""
    over = display.percent(run["spike_ratio"] - 1)
    return f"{display.distance(run['distance_m'], units)}: {over} over your longest"


def descent_words(week: dict[str, Any], units: str) -> str:
    """A row of `page.hills_week` in the chart: `424 m: 2.1 × your most of six weeks`."""
    lost, ratio = display.height(week["descent_m"], units), week["descent_6w_ratio"]
    if ratio < TOLD_AS_RATIO_FROM:
        return f"{lost}: your most in six weeks"
    return f"{lost}: {ratio:.1f} × your most of six weeks"


def subtitle(pain: pl.DataFrame) -> str:
    """What is seen, and with pain in it what that does not show."""
    has_pain = (pain["worst_score"] > 0).any()
    return CAUTION if has_pain else "One bar a run; below, descent a week and pain a day."


def run_of(day: date, metres: float | None, *, today: date, units: str) -> str:
    """`Saturday's 18.2 km`, or `the 18.2 km of 4 Apr`; without a distance the run alone."""
    what = "run" if metres is None else display.distance(metres, units)
    return possessive(day, what, today=today)


def possessive(day: date, what: str, *, today: date) -> str:
    """`Saturday's long run`, or `the long run of 4 Apr`."""
    ago = (today - day).days
    if ago == 0:
        return f"today's {what}"
    if 0 < ago <= WEEKDAY_DAYS:
        return f"{day:%A}'s {what}"
    return f"the {what} of {display.short_day(day, today)}"


def _followed_words(joined: pl.DataFrame, runs: pl.DataFrame, today: date) -> str:
    last = joined.row(-1, named=True)
    same = joined.filter(pl.col("local_date") == last["local_date"])
    kinds = set(same["event_kind"])
    subject = f"{display.knee_subject(last['pain_knee'])} pain followed"
    if "jump" in kinds:
        hilly = ", hilly" if "hill" in kinds and _is_hilliest(runs, last["local_date"]) else ""
        return f"{subject} {possessive(last['local_date'], f'long{hilly} run', today=today)}"
    what = next(words for kind, words in _OF_SEVEN_DAYS.items() if kind in kinds)
    return f"{subject} {what}, up to {display.short_day(last['local_date'], today)}"


def _is_hilliest(runs: pl.DataFrame, day: date) -> bool:
    """No run of the six weeks up to that day lost more height than one of that day."""
    lately = runs.filter(
        (pl.col("local_date") <= day) & ((day - pl.col("local_date")).dt.total_days() < HILLY_DAYS)
    ).drop_nulls("descent_m")
    return not lately.is_empty() and lately.sort("descent_m")["local_date"][-1] == day


def _pain_words(pain: pl.DataFrame) -> str:
    if pain.is_empty():
        return "nothing is logged about pain"
    count = pain.filter(pl.col("worst_score") > 0)["local_date"].n_unique()
    if count == 0:
        return "pain was logged on no day"
    return f"pain was logged on {display.count(count, 'day')}"
