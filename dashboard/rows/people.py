"""Rows of `sql/views/3_page/people`; written by `make rows`."""

# ruff: noqa: E501  a meaning stands on one line, as in its header

from datetime import date, datetime
from typing import TypedDict


class Audit(TypedDict):
    """One row per record of somebody reading a runner's data, the newest first."""

    audit_id: str
    """Our id of the record."""
    runner_id: str
    """Our id of the runner."""
    viewer_id: str
    """The person who looked, or the token by which files were sent."""
    what: str
    """Kind of data that was read: training, pain or clinical; or what was done: limit_set, limit_ended, files_brought."""
    read_at: datetime
    """When the reading began, UTC."""
    read_count: int
    """How many tables were read in that hour, those of one screen counted one by one."""


class Grant(TypedDict):
    """One row per grant of a runner: who may see what until when; the newest given first."""

    grant_id: str
    """Our id of the grant."""
    runner_id: str
    """Our id of the runner."""
    viewer_id: str
    """The person or the group that may look."""
    scope: str
    """training, pain or clinical."""
    consent_version: str | None
    """Version of the words agreed to; null if none were shown."""
    from_date: date
    """First day."""
    until_date: date | None
    """Last day; null: no end."""
    state: str
    """active, later (not yet begun), ended or withdrawn."""


class Runner(TypedDict):
    """One row per runner whose data may be seen: name and the settings that decide how it is shown."""

    runner_id: str
    """Our id of the runner."""
    display_name: str
    """Name as shown on every screen."""
    birth_year: int | None
    """Year of birth; null if not told."""
    height_cm: float | None
    """Height in centimetres; null if not told."""
    time_zone: str
    """IANA time zone that decides what a day is."""
    week_start: str
    """First day of the week, monday or sunday."""
    units: str
    """km or miles, for display only."""
