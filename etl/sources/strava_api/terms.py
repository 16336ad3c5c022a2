"""The numbers of `terms.toml`: how long rows stay, what a sync may use, when it renews."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What Strava allows and how a sync keeps to it; shares are 0-1 of a limit."""

    share_class: str
    kept_for: timedelta
    list_after: timedelta
    renew_after: timedelta
    streams_for: timedelta
    reconcile_after: timedelta
    reconcile_days: timedelta
    short_window: timedelta
    short_reads: int
    daily_reads: int
    ceilings: dict[str, float]
    most_events: int
    state_valid: timedelta
    refresh_before: timedelta


def _read() -> Terms:
    table = tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))
    renewal, limits, connecting = table["renewal"], table["limits"], table["connecting"]
    return Terms(
        share_class=table["share_class"],
        kept_for=timedelta(days=table["kept_for_days"]),
        list_after=timedelta(hours=renewal["list_after_hours"]),
        renew_after=timedelta(days=renewal["after_days"]),
        streams_for=timedelta(days=renewal["streams_for_days"]),
        reconcile_after=timedelta(hours=renewal["reconcile_after_hours"]),
        reconcile_days=timedelta(days=renewal["reconcile_days"]),
        short_window=timedelta(seconds=limits["short_window_s"]),
        short_reads=limits["short_reads"],
        daily_reads=limits["daily_reads"],
        ceilings=table["ceilings"],
        most_events=table["queue"]["most_events"],
        state_valid=timedelta(seconds=connecting["state_valid_s"]),
        refresh_before=timedelta(seconds=connecting["refresh_before_s"]),
    )


TERMS = _read()
