"""What is said of a connection: one sentence for each way it can stand, for pages and the shell."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.ui import display
from etl.sync.platforms import terms_of

TROUBLES = {
    "unreachable": (
        "Strava does not answer at present: it is tried again by itself{when}, what is here stays "
        "until its seven days are over, and there is nothing you need to do."
    ),
    "limit": (
        "The calls that Strava allows are used up for now: what is left comes by itself{when}, and "
        "there is nothing you need to do."
    ),
    "app_inactive": (
        "Strava has switched this installation's application off, as it does when its owner's "
        "subscription ends: it is tried again by itself{when}, nothing is lost until it expires, "
        "files keep working, and only the operator can renew the subscription."
    ),
    "app_unknown": (
        "Strava does not know this installation's application: it is tried again by itself{when}, "
        "files keep working, and only the operator can correct its client id and secret."
    ),
    "scope_missing": (
        "Strava no longer lets your activities be read: what is here goes after seven days at the "
        "latest, and only you can change that, by connecting again with the box about activities "
        "left ticked."
    ),
    "wrong_key": (
        "The stored connection does not open with the key of this installation: what is here goes "
        "after seven days at the latest, and only you can change that, by connecting again."
    ),
    "revoked": (
        "The connection was ended at Strava, so all that came through it has gone from here by "
        "itself; files, their runs and pain stay, and only you can connect again."
    ),
}
"""Each way a connection can fail: what happens next by itself, and what only the runner can do."""

OWN_TROUBLES = {
    "unreachable": (
        "{title} does not answer at present: it is tried again by itself{when}, and there is "
        "nothing you need to do."
    ),
    "limit": (
        "The calls that {title} allows are used up for now: what is left comes by itself{when}, "
        "and there is nothing you need to do."
    ),
    "key_expired": (
        "{title} no longer takes your key: all that came stays, and new runs come once you connect "
        "again with a new key."
    ),
    "wrong_key": (
        "The stored key does not open with the key of this installation: all that came stays, and "
        "new runs come once you connect again."
    ),
}
"""Likewise of platforms whose files are the runner's own: nothing of these goes."""

ASKS_AGAIN = ("scope_missing", "wrong_key")
"""States of an account that only a new connection puts right."""

RESULTS = {
    "connected": "Strava is connected. Your runs come in by themselves, the newest first.",
    "connected_in_part": (
        "Strava is connected, without the runs that only you see there: if you have some, your "
        "weeks look shorter here than they were. Connect again and leave that box ticked to add "
        "them."
    ),
    "refused": "Strava was not allowed to share anything, so nothing is connected.",
    "restart": (
        "That visit to Strava did not begin here or took longer than ten minutes, so nothing is "
        "connected. Press the button below to begin again."
    ),
    "scope_missing": (
        "The box that lets your activities be read was not ticked, so nothing is connected. Begin "
        "again and leave it ticked."
    ),
    "other_runner": "That Strava account is connected to another runner here. Nothing has changed.",
    "other_account": (
        "Another Strava account is connected to this runner. Disconnect it first; the runs that "
        "came through it go."
    ),
    "unreachable": (
        "Strava did not answer, so nothing is connected yet. Try again in a few minutes."
    ),
    "app_inactive": (
        "Strava has switched this installation's application off, as it does when its owner's "
        "subscription ends, so nothing is connected. Only the operator can renew it; files keep "
        "working."
    ),
    "app_unknown": (
        "Strava does not know this installation's application, so nothing is connected. Only the "
        "operator can correct its client id and secret; files keep working."
    ),
    "failed": "Nothing is connected: something here did not work. Try again in a few minutes.",
}
"""What came of a visit to Strava, by the code that its way back carries."""


def trouble_sentence(name: str, *, when: str | None = None) -> str:
    """The sentence of a trouble; `when` says when it is tried again, as in `at about 14:15`."""
    sentence = TROUBLES.get(name, TROUBLES["unreachable"])
    return sentence.format(when=f" {when}" if when else "")


def own_trouble_sentence(name: str, *, title: str, when: str | None = None) -> str:
    """Likewise for a platform, by its `title`, whose files are the runner's own."""
    sentence = OWN_TROUBLES.get(name, OWN_TROUBLES["unreachable"])
    return sentence.format(title=title, when=f" {when}" if when else "")


def when_words(instant: datetime, time_zone: str, now: datetime) -> str:
    """`today at about 14:15`, `tomorrow at about 09:00`, or `on Thu 3 Dec 2026`, where it is so."""
    zone = ZoneInfo(time_zone)
    local = _up_to_minutes(instant.astimezone(zone))
    days = (local.date() - now.astimezone(zone).date()).days
    if days > 1:
        return f"on {display.day(local.date())}"
    return f"{'tomorrow' if days == 1 else 'today'} at about {local:%H:%M}"


def ago_words(instant: datetime, time_zone: str, now: datetime) -> str:
    """When something was, in the runner's zone: `just now`, `today at 14:15`, a day and time."""
    if timedelta() <= now - instant < timedelta(minutes=2):
        return "just now"
    zone = ZoneInfo(time_zone)
    local = instant.astimezone(zone)
    days = (now.astimezone(zone).date() - local.date()).days
    if days > 1:
        return f"on {display.day(local.date())} at {local:%H:%M}"
    return f"{'yesterday' if days == 1 else 'today'} at {local:%H:%M}"


def receipt_words(receipt: Mapping[str, Any]) -> str:
    """What went when a connection ended, and whether Strava knows; counts only."""
    terms = terms_of(receipt["provider"])
    if not terms.is_lent:
        told = "has confirmed it" if receipt["is_confirmed"] else "is told as soon as it answers"
        return f"Disconnected. All files that {terms.title} brought stay; it {told}."
    went = display.count(receipt["activity_count"], "activity", "activities")
    documents = display.count(receipt["document_count"], "stored document")
    if receipt["reason"] == "revoked":
        return f"{TROUBLES['revoked']} Gone: {went} and {documents}."
    told = (
        "Strava confirmed that the connection has ended."
        if receipt["is_confirmed"]
        else "Strava has not confirmed it yet; it is told as soon as it answers. You can also "
        "remove the connection in Strava's settings, under My apps."
    )
    return f"Disconnected. Gone: {went} and {documents}. Files, their runs and pain stay. {told}"


def _up_to_minutes(local: datetime) -> datetime:
    """The next whole minute: a time that is promised is never too early."""
    whole = local.replace(second=0, microsecond=0)
    return whole if whole == local else whole + timedelta(minutes=1)
