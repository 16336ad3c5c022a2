"""Strava's API as answers in JSON: it fetches, and knows what each refusal means.

stravalib gives addresses, OAuth and its reading of errors. It has no timeouts, no retries and a
fixed address, so a transport of our own is mounted for those, and its waiting limiter stays off:
the budget is kept elsewhere. Tokens travel in the Authorization header only.
"""

import logging
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

import requests
from pydantic_core import from_json
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

os.environ.setdefault("SILENCE_TOKEN_WARNINGS", "true")  # its advice is about settings unlike ours

from stravalib import exc
from stravalib.protocol import ApiV3

from etl.errors import (
    AccessRevoked,
    AppInactive,
    AppUnknown,
    LimitReached,
    NotThere,
    ScopeMissing,
    SourceError,
    Unreachable,
    UserError,
)
from etl.settings import Settings
from etl.sources.platform import Grant, OnHeaders
from etl.sources.strava_api.mapping import STREAMS

STRAVA = "https://www.strava.com"  # stravalib's own base, replaced by the setting on the way out
SCOPES = ("read", "activity:read_all")
"""What is asked for: the profile's id, and all runs, those only the runner sees among them."""
PAGE_SIZE = 200  # the most that Strava gives at once
_CONNECT_S, _READ_S = 5, 20
_RETRIES = Retry(
    total=2,
    backoff_factor=0.3,
    status_forcelist=(500, 502, 503, 504),
    allowed_methods=("GET",),
    raise_on_status=False,
)


class StravaClient:
    """One application's way to Strava; `on_headers` sees each answer's limits."""

    def __init__(self, settings: Settings, *, on_headers: OnHeaders | None = None) -> None:
        """Raises UserError where no application at Strava is set up."""
        if settings.strava_client_id is None or settings.strava_client_secret is None:
            raise UserError(
                "No application at Strava is set up here: set KNEEWISE_STRAVA_CLIENT_ID and "
                "KNEEWISE_STRAVA_CLIENT_SECRET. Files and the bulk export need none."
            )
        self._client_id = settings.strava_client_id
        self._secret = settings.strava_client_secret.get_secret_value()
        self._base_url = settings.strava_base_url.rstrip("/")
        self._session = requests.Session()
        self._session.mount(STRAVA, _Transport(self._base_url))
        _read_environment(self._session, self._base_url)
        tell = on_headers or (lambda _headers: None)
        self._api = ApiV3(
            requests_session=self._session,
            rate_limiter=lambda headers, _method: tell(headers),
        )
        # It would refresh tokens by itself with whatever else the environment names.
        self._api.client_id = self._api.client_secret = None

    def consent_address(self, *, redirect_uri: str, state: str) -> str:
        """Where the runner is asked for consent, for browsers."""
        address = self._api.authorization_url(
            client_id=int(self._client_id),
            redirect_uri=redirect_uri,
            scope=list(SCOPES),
            state=state,
        )
        return address.replace(STRAVA, self._base_url, 1)

    def exchange(self, code: str) -> Grant:
        """A code of the consent page for tokens. Raises AccessRevoked for a code of no use."""
        with _errors_as_ours(), _as_application(self._api):
            access, athlete = self._api.exchange_code_for_token(
                client_id=int(self._client_id),
                client_secret=self._secret,
                code=code,
                return_athlete=True,
            )
        athlete_id = str(athlete["id"]) if athlete and "id" in athlete else None
        return Grant(**access, athlete_id=athlete_id)

    def refresh(self, refresh_token: str) -> Grant:
        """New tokens for a refresh token, which may end with it. Raises AccessRevoked."""
        with _errors_as_ours(), _as_application(self._api):
            access = self._api.refresh_access_token(
                client_id=int(self._client_id),
                client_secret=self._secret,
                refresh_token=refresh_token,
            )
        self._api.refresh_token = self._api.token_expires = None
        return Grant(**access)

    def revoke(self, token: str) -> None:
        """End the connection at Strava; it says yes to a token that opens nothing any more too."""
        with _errors_as_ours():
            answer = self._session.post(
                f"{STRAVA}/oauth/revoke",
                data={
                    "token": token,
                    "client_id": self._client_id,
                    "client_secret": self._secret,
                },
            )
            if not answer.ok:
                raise Unreachable("Strava did not confirm that the connection ended.")

    def athlete_id(self, access_token: str) -> str:
        """Whose account the token opens."""
        answer = self._get(access_token, "/athlete")
        if not isinstance(answer, dict) or "id" not in answer:
            raise Unreachable("Strava's answer about the athlete names none.")
        return str(answer["id"])

    def summaries(
        self,
        access_token: str,
        *,
        page: int,
        before: datetime | None = None,
        after: datetime | None = None,
    ) -> list[dict[str, Any]]:
        """Up to 200 activities of a page, as Strava sends them; an empty page is the end."""
        span = {
            name: int(instant.timestamp())
            for name, instant in (("before", before), ("after", after))
            if instant is not None
        }
        found = self._get(
            access_token, "/athlete/activities", page=page, per_page=PAGE_SIZE, **span
        )
        if not isinstance(found, list):
            raise Unreachable("Strava's list of activities is not a list.")
        return found

    def activity(self, access_token: str, source_activity_id: str) -> dict[str, Any]:
        """One activity in detail. Raises NotThere where it is gone or no longer ours to see."""
        found = self._get(access_token, f"/activities/{int(source_activity_id)}")
        if not isinstance(found, dict):
            raise Unreachable("Strava's answer about an activity is not one.")
        return found

    def streams(self, access_token: str, source_activity_id: str) -> dict[str, Any]:
        """Its recording without positions, by type. Raises NotThere where it has none."""
        found = self._get(
            access_token,
            f"/activities/{int(source_activity_id)}/streams",
            keys=",".join(STREAMS),
            key_by_type="true",
        )
        if not isinstance(found, dict):
            raise Unreachable("Strava's streams are not in the form that was asked for.")
        return found

    def subscriptions(self) -> list[dict[str, Any]]:
        """The application's webhook subscriptions: none or one.

        Strava takes the secret of this one call in the query, so no query reaches a log.
        """
        with _errors_as_ours(), _as_application(self._api):
            return self._api.get(
                "/push_subscriptions",
                client_id=self._client_id,
                client_secret=self._secret,
            )

    def subscribe(self, *, callback_url: str, verify_token: str) -> int:
        """Ask Strava to send events to an address it can reach; the subscription's id."""
        with _errors_as_ours(), _as_application(self._api):
            made = self._api.post(
                "/push_subscriptions",
                data={
                    "client_id": self._client_id,
                    "client_secret": self._secret,
                    "callback_url": callback_url,
                    "verify_token": verify_token,
                },
            )
        return int(made["id"])

    def unsubscribe(self, subscription_id: int) -> None:
        """End the webhook subscription."""
        with _errors_as_ours(), _as_application(self._api):
            self._api.delete(
                "/push_subscriptions/{id}",
                id=subscription_id,
                data={"client_id": self._client_id, "client_secret": self._secret},
            )

    def _get(self, access_token: str, path: str, **params: Any) -> Any:
        self._api.access_token = access_token
        with _errors_as_ours():
            return self._api.get(path, **params)


class _WithoutQueries(logging.Filter):
    """Addresses in a log end before their query."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(
                arg.partition("?")[0] if isinstance(arg, str) else arg for arg in record.args
            )
        return True


for _name in ("urllib3.connectionpool", "urllib3.util.retry"):
    logging.getLogger(_name).addFilter(_WithoutQueries())


class _Transport(HTTPAdapter):
    """Sends what is meant for Strava to the address that the operator set, and never waits long."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        super().__init__(max_retries=_RETRIES)

    def send(self, request, *args, timeout=None, **kwargs):
        request.url = request.url.replace(STRAVA, self._base_url, 1)
        bounds_s = timeout or (_CONNECT_S, _READ_S)
        response = super().send(request, *args, timeout=bounds_s, **kwargs)
        # stravalib reads each answer twice, once for what it may say of errors.
        response.json = lru_cache(maxsize=1)(partial(_read, response, response.json))
        return response


def _read_environment(session: requests.Session, url: str) -> None:
    """The machine's proxies and certificates, looked up once and not with each call."""
    found = session.merge_environment_settings(url, {}, None, None, None)
    session.proxies, session.verify = found["proxies"], found["verify"]
    session.trust_env = False


def _read(response: requests.Response, otherwise: Callable[[], Any]) -> Any:
    """The answer's JSON, in under half the time that the library's own way takes."""
    try:
        return from_json(response.content)
    except ValueError:
        return otherwise()


@contextmanager
def _as_application(api: ApiV3) -> Generator[None]:
    """Calls of the application itself carry no athlete's token."""
    api.access_token = None
    try:
        yield
    finally:
        api.access_token = None


@contextmanager
def _errors_as_ours() -> Generator[None]:
    """Strava's refusals in our own tree. The cause is cut off: it may quote what was sent."""
    try:
        yield
    except exc.Fault as fault:
        error = _to_error(fault)
    except (requests.exceptions.RequestException, KeyError, TypeError):
        error = Unreachable("Strava does not answer, or not in its own format.")
    else:
        return
    raise error from None


def _to_error(fault: exc.Fault) -> SourceError | UserError:
    status = fault.response.status_code if fault.response is not None else 0
    marks = _marks(fault)
    if isinstance(fault, exc.ApplicationInactive):
        return AppInactive("Strava has switched the application off.")
    if status == 429:
        return LimitReached("Strava's limit is used up.")
    if isinstance(fault, exc.ObjectNotFound):
        return NotThere("Strava knows no such activity.")
    if status in (400, 401) and any(resource == "Application" for resource, _ in marks):
        return AppUnknown(
            "Strava does not know this application: check KNEEWISE_STRAVA_CLIENT_ID and "
            "KNEEWISE_STRAVA_CLIENT_SECRET."
        )
    if any(resource == "PushSubscription" for resource, _ in marks):
        return Unreachable("Strava did not accept the address for its events.")
    if any(field.endswith("_permission") for _, field in marks):
        return ScopeMissing("The connection may not read activities.")
    if status in (400, 401):
        return AccessRevoked("Strava no longer accepts this connection.")
    return Unreachable(f"Strava answered with an error ({status}).")


def _marks(fault: exc.Fault) -> list[tuple[str, str]]:
    """Resource and field of each error in Strava's own words."""
    try:
        errors = fault.response.json().get("errors", []) if fault.response is not None else []
    except (ValueError, AttributeError):
        return []
    return [
        (str(error.get("resource", "")), str(error.get("field", "")))
        for error in errors
        if isinstance(error, dict)
    ]
