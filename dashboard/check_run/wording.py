"""A run that is checked before it is run, in words: the answer first, then at most four lines.

Lines are Markdown; `whose` is `your` or `their`.
"""

from collections.abc import Iterator

from dashboard.check_run.answer import DOWNHILL, Answer, Compared
from dashboard.limit import wording as limit_wording
from dashboard.pain.red_flags.wording import HOLDS
from dashboard.ui import display
from etl.analysis.route import RouteMeasure

TITLE = "Check a run before you run it"
PROMISE = (
    "Held against tomorrow's limit and the last six weeks. Nothing is kept, and a route's places "
    "are forgotten as soon as it is measured."
)
MORE = "Fast minutes, or a route"
FAST = "Fast minutes, if any"
DROP = "or drop a route: GPX, TCX or FIT"
ANOTHER = "Another run"
ALL_NUMBERS = "All numbers"
NOT_SHARED = "**Not shared with you:** their training, so there is nothing to check a run against."
NO_RUNS = "There is no run in the last six weeks to compare it with."

HILLS_UNKNOWN = {
    "no_altitude": "Hills unknown: the file has no altitude.",
    "sparse": "Hills unknown: the file's points lie too far apart. Its way may be longer, too.",
    "doubted": "Hills unknown: the file's altitude goes up and down as hills do not.",
}
"""Why, by `hills_reason` of a route."""

MEASURES = {
    "distance": "Distance",
    "ascent": "Up",
    "descent": "Down",
    "down_2_5": "At 2 to 5 % down",
    "down_5_10": "At 5 to 10 % down",
    "down_10_15": "At 10 to 15 % down",
    "down_15": "Steeper than 15 % down",
    "fast": "Fast",
    "steps": "Steps",
}
"""Measures of `page.check_run`, in its order."""

_LEAST_BAND_M = 100.0  # less of a way is no stretch to speak of
_WORTH_A_TIME = 1.05  # below, `1.0 ×` would be said of more than the highest
_ROUGHLY_STEPS = 100


def lines(answer: Answer, units: str, *, whose: str = "your") -> list[str]:
    """The answer, with what it rests on; then what the run holds, against the last six weeks."""
    return [first_line(answer, units, whose=whose), *_more(answer, units, whose=whose)]


def plain_lines(answer: Answer, units: str, *, whose: str = "your") -> list[str]:
    """The same for a shell."""
    return [_plain(line) for line in lines(answer, units, whose=whose)]


def first_line(answer: Answer, units: str, *, whose: str = "your") -> str:
    """Within or past tomorrow's limit, and the limit's own sentence."""
    if answer.verdict == "not_shared":
        return NOT_SHARED
    if answer.basis.hold_name:
        return HOLDS[answer.basis.hold_name]
    row = answer.basis.next_run
    if row is None:
        return limit_wording.UNKNOWN
    limit = limit_wording.sentence(row, units, whose=whose)
    verdict = _verdict(answer, units)
    return f"{verdict} {limit}" if verdict else limit


def distance_label(unit: str) -> str:
    """Of the field."""
    return f"Distance, {unit} (kept nowhere)"


def route_words(route: RouteMeasure, units: str) -> str:
    """`**Route:** 14.2 km`"""
    return f"**Route:** {display.distance(route.distance_m, units)}"


def plan_offer(longest_m: float, units: str) -> str:
    """What a button says that fills in the distance."""
    return f"Take the plan's longest run: {display.distance_down(longest_m, units)}"


def table(answer: Answer, units: str) -> list[dict[str, str]]:
    """Each measure a row: this run, the highest and the usual of six weeks."""
    return [
        {
            "What": MEASURES[one.measure],
            "This run": amount(one.measure, one.value, units),
            "Highest of six weeks": amount(one.measure, one.most_value, units),
            "Usual": amount(one.measure, one.usual_value, units),
        }
        for one in answer.compared.values()
    ]


def amount(measure: str, value: float | None, units: str) -> str:
    """`12.0 km`, `380 m`, `10 min` or `11,200`; a dash where unknown."""
    if value is None:
        return display.UNKNOWN
    if measure == "fast":
        return f"{display.to_minutes(value):.0f} min"
    if measure == "steps":
        return f"{round(value / _ROUGHLY_STEPS) * _ROUGHLY_STEPS:,}"
    if measure in ("ascent", "descent"):
        return display.height(value, units)
    return display.distance(value, units)


def _verdict(answer: Answer, units: str) -> str:
    row, verdict = answer.basis.next_run, answer.verdict
    if row is None or verdict in ("care", "unknown"):
        return ""
    is_limit = row["hidden_name"] is None
    name = "tomorrow's limit" if is_limit else "what training alone gives"
    if verdict in ("downhill", "fast") and answer.left_out:
        what = "Downhill running" if verdict == "downhill" else "Fast running"
        until = display.day(answer.left_out["until_date"])
        return f"**:orange[▲] Not for tomorrow.** {what} is left out until {until}."
    if verdict == "within":
        return f"**✓ Within {name}{_condition(answer)}.**"
    over = _over(answer, units)
    return f"**:orange[▲] Past {name}{over}.**"


def _condition(answer: Answer) -> str:
    """`, if flat and easy`: what the run would have to be, where it does not say so itself."""
    if answer.left_out is None:
        return ""
    is_swap = answer.left_out["measure_code"] == "swap"
    unknown = {
        "flat": is_swap and answer.run.values["descent"] is None,
        "easy": answer.run.fast_s is None,
    }
    words = " and ".join(word for word, is_unknown in unknown.items() if is_unknown)
    return f", if {words}" if words else ""


def _over(answer: Answer, units: str) -> str:
    """` by 0.6 km`; nothing where there is no distance to measure it by, or hardly any."""
    if not answer.limit_m:
        return ""
    over_m = answer.run.distance_m - answer.limit_m
    return f" by {display.distance(over_m, units)}" if over_m >= 50 else ", just"


def _more(answer: Answer, units: str, *, whose: str) -> Iterator[str]:
    is_compared = answer.is_compared and answer.run_count > 0
    yield _distance(answer, units, whose=whose if is_compared else "")
    yield from _hills(answer, units, whose=whose if is_compared else "")
    fast = answer.compared["fast"]
    if fast.value:
        said = f"{amount('fast', fast.value, units)} fast"
        yield _said(said, fast, units, whose=whose if is_compared else "")
    if answer.is_compared and not answer.run_count:
        yield NO_RUNS


def _distance(answer: Answer, units: str, *, whose: str) -> str:
    distance, steps = answer.compared["distance"], answer.compared["steps"]
    said = amount("distance", distance.value, units)
    if steps.value is not None:
        said += f", about {amount('steps', steps.value, units)} steps"
    return _said(said, distance, units, whose=whose)


def _hills(answer: Answer, units: str, *, whose: str) -> Iterator[str]:
    """Climb and descent, and the steepest stretch that goes beyond what six weeks held."""
    route, descent = answer.run.route, answer.compared["descent"]
    if route is None:
        return
    if route.hills is None:
        yield HILLS_UNKNOWN[route.hills_reason or "no_altitude"]
        return
    up = amount("ascent", route.hills.ascent_m, units)
    down = amount("descent", descent.value, units)
    yield _said(f"{up} up, {down} down", descent, units, whose=whose, unit=" down")
    for name in reversed(DOWNHILL):
        band = answer.compared[name]
        if whose and (band.value or 0) >= _LEAST_BAND_M and _is_beyond(band):
            where = f"{MEASURES[name][0].lower()}{MEASURES[name][1:]}"
            yield _said(f"{amount(name, band.value, units)} {where}", band, units, whose=whose)
            return


def _said(what: str, one: Compared, units: str, *, whose: str, unit: str = "") -> str:
    """`**380 m down:** 1.8 × your highest of six weeks (211 m, usually 90 m).`"""
    if not whose or (not one.value and one.most_value is not None):
        return f"**{what}.**"
    if one.most_value is None:
        return f"**{what}:** not known of {whose} runs of six weeks."
    if not one.most_value:
        return f"**{what}:** none in {whose} last six weeks.{_known(one, whose)}"
    most = amount(one.measure, one.most_value, units)
    usual = (
        f", usually {amount(one.measure, one.usual_value, units)}"
        if one.usual_value is not None
        else ""
    )
    return f"**{what}:** {_against(one, whose)} ({most}{unit}{usual}).{_known(one, whose)}"


def _against(one: Compared, whose: str) -> str:
    highest = f"{whose} highest of six weeks"
    ratio = one.most_ratio or 0.0
    if ratio >= _WORTH_A_TIME:
        return f"{ratio:.1f} × {highest}"
    return f"just above {highest}" if ratio > 1 else f"within {highest}"


def _is_beyond(one: Compared) -> bool:
    return one.most_value is not None and (one.value or 0.0) > one.most_value


def _known(one: Compared, whose: str) -> str:
    """Where not all runs tell it, how many do."""
    if one.known_count == one.run_count:
        return ""
    return f" Known of {one.known_count} of {whose} {one.run_count} runs."


def _plain(line: str) -> str:
    return line.replace(":orange[▲] ", "").replace("✓ ", "").replace("**", "").replace("*", "")
