"""Rows of subjects with one view; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class NextRun(TypedDict):
    """One row per runner: how far a run tomorrow may go, and what that rests on."""

    runner_id: str
    """Our id of the runner."""
    local_date: date
    """Tomorrow, where the runner is."""
    limit_m: float | None
    """How far at most, metres; null if a clinician has the word, if it is unknown, or if not all of it may be seen here."""
    limit_reason: str
    """What binds: care, knee, return, spike, plan, usual or unknown."""
    hidden_name: str | None
    """What may not be seen here: pain or runs; null if all may be. Then the next two are no limit."""
    training_m: float | None
    """How far by what may be seen here, metres; null if care or unknown."""
    training_reason: str
    """What binds that."""
    former_longest_m: float | None
    """Longest run from before the jump that stands, metres; null if none stands."""
    jump_level: str | None
    """watch or high; null likewise."""
    jump_m: float | None
    """Distance of that jump, metres; null likewise."""
    jump_date: date | None
    """Its day; null likewise."""
    jump_until_date: date | None
    """Last day after which it still stands; null likewise."""
    own_ratio: float | None
    """How many times the longest a clinician lets this runner go; null if the usual counts."""
    longest_m: float | None
    """Longest run of the last 30 days that is a measure of what the knee is used to, metres; null if none."""
    calm_longest_m: float | None
    """While the knee complains: longest run of the 30 days before it began to, metres; null otherwise, or if there is none."""
    is_complaining: bool
    """The knee complains."""
    easing_share: float
    """How much less the knee asks for, 0-1."""
    break_days: int | None
    """Days of the break that the first week back follows; null if there is no such week."""


class RuleOverride(TypedDict):
    """One row per limit that a clinician set for one runner, with what became of it, the newest first. What may be changed is in the rule's file; a change of anything else has no row and no effect."""

    override_id: str
    """Our id of the change."""
    runner_id: str
    """Our id of the runner."""
    rule_id: str
    """The rule."""
    level: str
    """info, watch, high or refer."""
    title: str
    """What the rule looks at."""
    comparison: str
    """above, at_least, below or at_most."""
    unit: str
    """Of both limits."""
    usual_threshold: float
    """The limit of the rule's file."""
    threshold: float | None
    """The limit for this runner; null: the level is off."""
    reason: str | None
    """Why, in the clinician's words; null: not shared with this viewer."""
    from_date: date
    """First day that it counts."""
    until_date: date | None
    """Last day that it counts; null: no end."""
    saved_by: str
    """Who set it."""
    saved_at: datetime
    """When, UTC."""
    ended_by: str | None
    """Who ended it before its time; null: nobody."""
    is_current: bool
    """It counts today."""


class KneeLoadSpeed(TypedDict):
    """One row per installation: what speed does to the knee's impulse over a kilometre, in one study. The knee load has no term for speed, since its steps carry that: quicker running takes fewer steps."""

    slow_mps: float
    """The slower speed of the study, metres a second."""
    fast_mps: float
    """The faster speed."""
    impulse_ratio: float
    """Impulse over a kilometre at the slower over that at the faster."""
    exponent: float
    """Power of speed that it falls by."""
    slower_share: float
    """How much slower an example is."""
    slower_impulse_share: float
    """How much more impulse over a kilometre that brings, by the power."""
