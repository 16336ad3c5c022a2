"""The application's one subscription to Strava's events: made, shown, ended."""

import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from etl.errors import AccessRevoked, Unreachable, UserError
from etl.settings import Settings
from etl.sources.strava_api.terms import TERMS

if TYPE_CHECKING:
    from etl.sources.strava_api.client import StravaClient

PATH = "/strava/webhook"
VERIFY_TOKEN, SUBSCRIPTION_ID = "verify_token", "subscription_id"  # names of notes


class Notes(Protocol):
    """Where facts about the application are kept: the ledger of a home."""

    def note(self, provider: str, name: str) -> str | None:
        """One of them."""
        ...

    def set_note(self, provider: str, name: str, value: str | None) -> None:
        """Keep or drop one."""
        ...


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as Strava tells of it."""

    subscription_id: int
    callback_url: str


def create(notes: Notes, settings: Settings) -> Subscription:
    """Ask Strava to post events to this server, which must be running to prove that it is ours.

    Raises UserError where Strava could not reach the address, or posts to another one already.
    """
    callback_url = callback_address(settings)
    client = _client(settings)
    for known in _known(client):
        if known.callback_url != callback_url:
            raise UserError(
                f"Strava posts events to {known.callback_url} already, and knows one address only: "
                "run kneewise webhook delete first."
            )
        notes.set_note(TERMS.provider, SUBSCRIPTION_ID, str(known.subscription_id))
        return known
    verify_token = secrets.token_urlsafe(24)
    # Strava asks for it before it answers.
    notes.set_note(TERMS.provider, VERIFY_TOKEN, verify_token)
    try:
        made = client.subscribe(callback_url=callback_url, verify_token=verify_token)
    except (AccessRevoked, Unreachable):
        notes.set_note(TERMS.provider, VERIFY_TOKEN, None)
        raise UserError(
            f"Strava did not get an answer from {callback_url}: kneewise serve must be running, "
            "and that address must lead to it."
        ) from None
    notes.set_note(TERMS.provider, SUBSCRIPTION_ID, str(made))
    return Subscription(made, callback_url)


def show(settings: Settings) -> list[Subscription]:
    """The subscription, where there is one."""
    return _known(_client(settings))


def delete(notes: Notes, settings: Settings) -> int:
    """End the subscription; return how many there were. Runs still come, by the nightly look."""
    client = _client(settings)
    known = _known(client)
    for subscription in known:
        client.unsubscribe(subscription.subscription_id)
    for name in (SUBSCRIPTION_ID, VERIFY_TOKEN):
        notes.set_note(TERMS.provider, name, None)
    return len(known)


def callback_address(settings: Settings) -> str:
    """Where Strava is to post events. Raises UserError for an address that it cannot reach."""
    if settings.public_url is None:
        raise UserError(
            "Strava needs an address at which it reaches this server: set KNEEWISE_PUBLIC_URL."
        )
    address = settings.public_url.rstrip("/")
    is_trial = _is_loopback(settings.strava_base_url)
    if not is_trial and (urlsplit(address).scheme != "https" or _is_loopback(address)):
        raise UserError(
            "Strava posts events to public https addresses only: KNEEWISE_PUBLIC_URL is another."
        )
    return address + PATH


def _client(settings: Settings) -> "StravaClient":
    # A second to load: the server's routes want the names above only.
    from etl.sources.strava_api.client import StravaClient  # noqa: PLC0415

    return StravaClient(settings)


def _known(client: "StravaClient") -> list[Subscription]:
    return [_to_subscription(answer) for answer in client.subscriptions()]


def _to_subscription(answer: dict[str, Any]) -> Subscription:
    return Subscription(int(answer["id"]), str(answer.get("callback_url", "")))


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
