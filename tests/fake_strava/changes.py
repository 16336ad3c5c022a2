"""Editing an activity, as its athlete does on Strava."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from tests.fake_strava.athlete.records import FakeActivity

_OWN = {field.name for field in fields(FakeActivity)} - {"id", "changes"}


def edited(activity: FakeActivity, changes: Mapping[str, Any]) -> FakeActivity:
    """`start`, `km`, `pace_s`, `sport_type`, `samples`, `streams`, `zone`; else Strava's keys."""
    own = {key: value for key, value in changes.items() if key in _OWN}
    rest = {key: value for key, value in changes.items() if key not in _OWN}
    return replace(activity, **own, changes={**activity.changes, **rest})
