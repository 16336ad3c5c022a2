"""How the steps of a run were and how it felt: what can be, and of several that tell it the first.

Watches, belts and pods write some values that no body has: noughts of a sensor that slept, a number
of another unit, the sentinel of a field that nobody filled in. Such a value is no value.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from etl.recording import RunningForm
from sql.parameters import numbers_of

NAMES = tuple(field.name for field in fields(RunningForm))
LEFT_OUT = "What the file tells of steps or power cannot be true and was left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The least and the most that a mean over a run can be: `running_form.toml`."""

    ground_contact_least_s: float
    ground_contact_most_s: float
    left_contact_least_share: float
    left_contact_most_share: float
    vertical_oscillation_least_m: float
    vertical_oscillation_most_m: float
    vertical_ratio_least: float
    vertical_ratio_most: float
    power_least_w: float
    power_most_w: float
    form_records_least_share: float


LIMITS = numbers_of(Limits, file="running_form.toml")
_POWER = (LIMITS.power_least_w, LIMITS.power_most_w)
_BETWEEN = {
    "ground_contact_s": (LIMITS.ground_contact_least_s, LIMITS.ground_contact_most_s),
    "left_contact_share": (LIMITS.left_contact_least_share, LIMITS.left_contact_most_share),
    "vertical_oscillation_m": (
        LIMITS.vertical_oscillation_least_m,
        LIMITS.vertical_oscillation_most_m,
    ),
    "vertical_ratio": (LIMITS.vertical_ratio_least, LIMITS.vertical_ratio_most),
    "power_w": _POWER,
    "normalized_power_w": _POWER,
    "feel_score": (0.0, 100.0),
}


def can_be(name: str, value: float | None) -> bool:
    """Whether a body can have this mean; `name` is one of `NAMES`. None cannot be anything."""
    least, most = _BETWEEN[name]
    return value is not None and least <= value <= most


def possible(form: RunningForm) -> RunningForm:
    """Only what can be true of a body; the rest is unknown."""
    told = {name: getattr(form, name) for name in NAMES}
    faults = {name: None for name, value in told.items() if not can_be(name, value)}
    return replace(form, **faults)


def told_first(form: RunningForm, otherwise: RunningForm) -> RunningForm:
    """Each value of the first that tells one that can be; else as the first has it."""
    found = {
        name: getattr(otherwise, name)
        for name in NAMES
        if not can_be(name, getattr(form, name)) and can_be(name, getattr(otherwise, name))
    }
    return replace(form, **found)


def mean_of_records(name: str, values: np.ndarray) -> float | None:
    """The mean of what records tell, NaN where one tells nothing; None where too few do.

    What cannot be is left out of it: pods write noughts while somebody stands.
    """
    least, most = _BETWEEN[name]
    told = values[(values >= least) & (values <= most)]
    if not len(told) or len(told) < LIMITS.form_records_least_share * len(values):
        return None
    return round(float(told.mean()), 6)


def scaled(value: float | None, factor: float) -> float | None:
    """A value in our unit; None where it is none or nought, as of a sensor that was not there."""
    return round(value * factor, 6) if value else None
