"""Tomorrow's limit in words: the number once, and what it rests on.

Rows are those of `page.next_run`; the same sentence stands on every screen, in `kneewise status`
and in the report. Where the viewer may not see all that the limit rests on, the number is never
called a limit.
"""

from dashboard.rows.others import NextRun
from dashboard.ui import display
from etl.reference.rules import parameter_value

Row = NextRun

SHORT = {
    "care": "a clinician first",
    "knee": "the knee",
    "return": "after a break",
    "spike": "a jump stands",
    "plan": "the plan",
    "usual": "as usual",
    "unknown": "no run in 30 days",
}
"""What binds, in a cell or a line of a list."""

HEADLINES = {
    "care": "Tomorrow: a clinician first",
    "unknown": "How far tomorrow is not known",
}
"""The number's place where there is none."""

CARE = "How far tomorrow: that is for a clinician to say first."
_NO_RUN = (
    "there is no run of known distance in the last 30 days. Keep the first one short and easy."
)
NO_RUN = f"T{_NO_RUN[1:]}"
UNKNOWN = f"How far tomorrow is not known: {_NO_RUN}"
HIDDEN = {
    "pain": "What the knee says is not shared here.",
    "runs": "Runs that may not be shown here are left out.",
}
"""What the number does not rest on, where it is no limit."""

ADULTS = (
    "The limits here come from adults. Up to 18, ask a physiotherapist or a doctor which ones are "
    "yours, and let their word go before what stands here."
)
"""To those who may be under 18."""


def sentence(row: Row, units: str, *, whose: str = "your") -> str:
    """The number and what binds, as Markdown; `whose` is `your` or `their`."""
    words = _SET.get(row["training_reason"]) or (
        f"{_lead(row['training_m'], row['hidden_name'], units)}: {because(row, units, whose=whose)}"
    )
    hidden = HIDDEN.get(row["hidden_name"] or "")
    return f"{words} {hidden}" if hidden else words


def headline(row: Row, units: str) -> str:
    """The number alone, without Markdown: `Tomorrow at most 11.5 km`."""
    words = HEADLINES.get(row["training_reason"]) or _lead(
        row["training_m"], row["hidden_name"], units
    )
    return words.replace("**", "")


def rests_on(row: Row, units: str, *, whose: str = "your") -> str:
    """What the number rests on, as a sentence below it; and what it does not."""
    if row["training_reason"] == "unknown":
        words = NO_RUN
    elif row["training_reason"] == "care":
        words = CARE
    else:
        words = f"That is {because(row, units, whose=whose)}"
    hidden = HIDDEN.get(row["hidden_name"] or "")
    return f"{words} {hidden}" if hidden else words


def plain(row: Row, units: str, *, whose: str = "your") -> str:
    """The same without Markdown."""
    return sentence(row, units, whose=whose).replace("**", "")


def short(training_m: float | None, training_reason: str, hidden: str | None, units: str) -> str:
    """`at most 9.1 km, a jump stands`: for a row of a board or a fact of a digest."""
    reason = SHORT[training_reason]
    if training_m is None:
        return reason
    number = _number(training_m, units)
    if hidden:
        return f"from training alone: {number}, {reason}"
    return f"{'at most ' if training_m else ''}{number}, {reason}"


def because(row: Row, units: str, *, whose: str = "your") -> str:
    """What binds, with the run or week it is counted from."""
    return _BECAUSE[row["training_reason"]](row, units, whose)


def name(row: Row) -> str:
    """What the number is called in a longer sentence: never a limit where it is none."""
    return "your limit" if row["hidden_name"] is None else "what training alone gives"


def _lead(metres: float | None, hidden: str | None, units: str) -> str:
    number = f"**{_number(metres, units)}**"
    if hidden:
        return f"From training alone: {number} tomorrow"
    return f"Tomorrow at most {number}" if metres else f"Tomorrow {number}"


def _number(metres: float | None, units: str) -> str:
    return display.distance_down(metres, units) if metres else "no run"


def _usual(row: Row, units: str, whose: str) -> str:
    longest = display.distance(row["longest_m"], units)
    start = _own_or_usual(row, "spike_small_ratio")
    return f"{start}{whose} longest run of the last 30 days, {longest}{_set_by(row)}."


def _spike(row: Row, units: str, whose: str) -> str:
    former = display.distance(row["former_longest_m"], units)
    is_big = row["jump_level"] == "high"
    start = _own_or_usual(row, "jump_high_ratio" if is_big else "jump_watch_ratio")
    what = "were a big jump" if is_big else "were a jump"
    jump = f"{display.distance(row['jump_m'], units)} of {display.day(row['jump_date'])}"
    return (
        f"{start}{whose} former longest, {former}{_set_by(row)}. The {jump} {what} and are no "
        f"measure until {display.day(row['jump_until_date'])}."
    )


def _knee(row: Row, units: str, whose: str) -> str:
    longest, calm = row["longest_m"], row["calm_longest_m"]
    if not row["is_complaining"]:
        outside = display.distance(longest, units)
        return (
            f"{_beyond('spike_small_ratio')}{whose} longest run of the last 30 days, {outside}; "
            "runs from while the knee complained are no measure."
        )
    is_calm = calm is not None and (longest is None or calm <= longest)
    base = display.distance(calm if is_calm else longest, units)
    since = "from before the knee complained" if is_calm else "of the last 30 days"
    share = (
        f"{display.percent(row['easing_share'])} below"
        if row["easing_share"]
        else "no further than"
    )
    return f"{share} {whose} longest run {since}, {base}."


def _return(row: Row, _units: str, _whose: str) -> str:
    days = display.count(row["break_days"], "day")
    return f"what is left of the first week after {days} without a run."


def _plan(_row: Row, _units: str, whose: str) -> str:
    return f"by {whose} plan, its longest run of the week or what the week has left."


def _own_or_usual(row: Row, parameter: str) -> str:
    return _beyond_ratio(row["own_ratio"] or parameter_value(parameter))


def _set_by(row: Row) -> str:
    return ", as a clinician set it" if row["own_ratio"] else ""


def _beyond(parameter: str) -> str:
    return _beyond_ratio(parameter_value(parameter))


def _beyond_ratio(ratio: float) -> str:
    """`10 % beyond `, or `no further than ` where nothing is added."""
    share = ratio - 1
    return f"{display.percent(share)} beyond " if share > 0 else "no further than "


_SET = {"care": CARE, "unknown": UNKNOWN}
_BECAUSE = {
    "usual": _usual,
    "spike": _spike,
    "knee": _knee,
    "return": _return,
    "plan": _plan,
}
