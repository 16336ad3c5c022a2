"""How the steps of one run were, in words: what a watch, belt or pod tells of them."""

from dashboard.rows.runs import RunForm
from dashboard.runs.source_wording import FIELDS
from dashboard.ui import display

STEPS, HOW_KNOWN = "How the steps were", "How is this known?"
ABOUT = (
    "As the device tells it, and comparable with other runs of the same device only. It says how "
    "the run was, not whether that is good for a knee: in studies of runners over time, how "
    "somebody runs was generally no risk factor for an injury."
)
FEELINGS = ((12.5, "very weak"), (37.5, "weak"), (62.5, "normal"), (87.5, "strong"))
"""Up to which `feel_score` a word holds; watches ask in five steps from 0 to 100."""
BEST_FEELING = "very strong"


def contact_words(seconds: float) -> str:
    """`249 ms a step`."""
    return f"{seconds * 1000:.0f} ms a step"


def balance_words(left_share: float) -> str:
    """`left 50.9 %, right 49.1 %`."""
    return f"left {display.percent(left_share, 1)}, right {display.percent(1 - left_share, 1)}"


def feel_words(score: float) -> str:
    """`strong`, in the steps that watches ask in."""
    return next((words for until, words in FEELINGS if score < until), BEST_FEELING)


def _power_words(row: RunForm) -> str | None:
    if row["power_w"] is None:
        return None
    hard = row["normalized_power_w"]
    more = "" if hard is None else f", {hard:.0f} W with hard stretches weighing more"
    return f"{row['power_w']:.0f} W{more}"


def step_words(row: RunForm) -> dict[str, str]:
    """What is told of the run's steps, by kind of number as `page.run_field` has it."""
    contact, balance = row["ground_contact_s"], row["left_contact_share"]
    way, ratio, feel = row["vertical_oscillation_m"], row["vertical_ratio"], row["feel_score"]
    told = {
        "contact": None if contact is None else contact_words(contact),
        "balance": None if balance is None else balance_words(balance),
        "oscillation": None if way is None else f"{way * 100:.1f} cm a step",
        "vertical_ratio": None if ratio is None else display.percent(ratio, 1),
        "power": _power_words(row),
        "feel": None if feel is None else feel_words(feel),
    }
    return {name: words for name, words in told.items() if words is not None}


def step_line(name: str, words: str, where: str) -> str:
    """`**Power:** 268 W · FIT`, in Markdown; the place is escaped already."""
    return f"- **{FIELDS[name]}:** {words} :gray[· {where}]"
