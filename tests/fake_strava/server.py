"""A Strava of our own on loopback: real HTTP, made-up athletes, time and faults at will."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import requests
from starlette.applications import Starlette

from tests.fake_strava import api, control, oauth, webhooks
from tests.fake_strava.athlete.records import Call, FakeActivity, FakeAthlete, Kind
from tests.fake_strava.changes import edited
from tests.fake_strava.faults import Faults
from tests.fake_strava.limits import Limits
from tests.fake_strava.serving import Serving
from tests.fake_strava.state import State
from tests.fake_strava.tokens import READ_SCOPES
from tests.fake_strava.webhooks import Delivery


class FakeStrava:
    """Start it, fill it, point the product's base address at `base_url`.

    The clock is real until `set_time` or `advance`; then it moves only when told to.
    """

    def __init__(self, *, port: int = 0) -> None:
        self._state = State()
        self._serving = Serving(_app(self._state), port=port)

    # Running

    @property
    def base_url(self) -> str:
        return self._serving.base_url

    def start(self) -> Self:
        self._serving.start()
        return self

    def stop(self) -> None:
        """From then on connections are refused, as when Strava is not reachable."""
        self._serving.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def reset(self) -> None:
        """As new, at the same address; quicker than a new server for each test."""
        with self._state.lock:
            fresh = State()
            for name, value in vars(fresh).items():
                if name != "lock":
                    setattr(self._state, name, value)

    def remember(self) -> dict[str, Any]:
        """All that it holds now, to be there again later."""
        with self._state.lock:
            return deepcopy({n: v for n, v in vars(self._state).items() if n != "lock"})

    def put_back(self, remembered: Mapping[str, Any]) -> None:
        """As it was when that was remembered: tokens and calls made since are gone."""
        with self._state.lock:
            vars(self._state).update(deepcopy(dict(remembered)))

    def refresh_token_of(self, athlete_id: int) -> str:
        """The one that works."""
        return self._state.tokens.grants[athlete_id].refresh

    # The app's registration

    @property
    def client_id(self) -> str:
        return self._state.client_id

    @property
    def client_secret(self) -> str:
        return self._state.client_secret

    @property
    def environment(self) -> dict[str, str]:
        """What the product reads to talk to this fake."""
        return {
            "KNEEWISE_STRAVA_BASE_URL": self.base_url,
            "KNEEWISE_STRAVA_CLIENT_ID": self.client_id,
            "KNEEWISE_STRAVA_CLIENT_SECRET": self.client_secret,
        }

    # What was asked of it

    @property
    def calls(self) -> list[Call]:
        return self._state.calls

    def count(self, kind: Kind, athlete_id: int | None = None) -> int:
        """Calls of a kind, of one athlete or of all, whatever their answer was."""
        return sum(
            call.kind == kind and athlete_id in (None, call.athlete_id)
            for call in list(self._state.calls)
        )

    @property
    def latlng_asked(self) -> bool:
        """Whether any request for streams ever named the coordinates."""
        return self._state.latlng_asked

    # Time

    def now(self) -> datetime:
        return self._state.now()

    def set_time(self, to: datetime) -> None:
        self._state.clock.set(to)

    def advance(self, by: timedelta) -> None:
        self._state.clock.advance(by)

    # Athletes and their activities

    def add_athlete(
        self, athlete_id: int, *, runs: Iterable[FakeActivity] = (), **profile: Any
    ) -> None:
        """`profile` are Strava's own keys, e.g. firstname."""
        with self._state.lock:
            self._state.athletes[athlete_id] = FakeAthlete(athlete_id, profile=profile)
            for run in runs:
                self._state.put(athlete_id, run)

    def add_activity(self, athlete_id: int, activity: FakeActivity) -> None:
        with self._state.lock:
            self._state.put(athlete_id, activity)

    def edit_activity(self, athlete_id: int, activity_id: int, **changes: Any) -> None:
        """Strava's own keys, or start, km, pace_s, sport_type, samples, streams, zone."""
        with self._state.lock:
            activities = self._state.athletes[athlete_id].activities
            activities[activity_id] = edited(activities[activity_id], changes)

    def delete_activity(self, athlete_id: int, activity_id: int) -> None:
        with self._state.lock:
            del self._state.athletes[athlete_id].activities[activity_id]

    # Leave to read them

    def grant(self, athlete_id: int, scopes: Iterable[str] = READ_SCOPES) -> dict[str, Any]:
        """The token answer, as if the athlete had authorised the app."""
        with self._state.lock:
            now = self._state.now()
            athlete = self._state.athletes[athlete_id]
            grant = self._state.tokens.grant(athlete.id, tuple(scopes), now)
            return self._state.token_answer(grant, with_athlete=True)

    def authorize(
        self,
        url: str,
        scopes: Iterable[str] | None = None,
        *,
        deny: bool = False,
        athlete_id: int | None = None,
    ) -> str:
        """Do what a person does on the consent page at `url`; the address it redirects to.

        `scopes` are the ticked ones, all that were asked for by default.
        """
        page = requests.get(url, timeout=10)
        page.raise_for_status()
        asked = dict(parse_qsl(urlsplit(url).query))
        ticked = asked.get("scope", "").split(",") if scopes is None else list(scopes)
        chosen = next(iter(self._state.athletes)) if athlete_id is None else athlete_id
        form = {
            **asked,
            "scope": ticked,
            "athlete_id": str(chosen),
            "decision": "cancel" if deny else "authorize",
        }
        accept = f"{self.base_url}/oauth/accept_application"
        answer = requests.post(accept, data=form, allow_redirects=False, timeout=10)
        answer.raise_for_status()
        return answer.headers["Location"]

    def revoke_by_athlete(self, athlete_id: int) -> None:
        """The athlete withdraws in Strava's settings; all tokens end."""
        with self._state.lock:
            self._state.tokens.end(athlete_id)

    # What goes wrong, and how much is allowed

    @property
    def faults(self) -> Faults:
        return self._state.faults

    @property
    def limits(self) -> Limits:
        return self._state.limits

    # Events

    @property
    def callback_url(self) -> str | None:
        """Where events go, once the app has subscribed."""
        return self._state.subscription.callback_url if self._state.subscription else None

    def push(self, event: Mapping[str, Any], *, timeout_s: float = 10.0) -> Delivery:
        """Send an event to the app's callback; its status and the seconds it took."""
        return webhooks.deliver(self._state, event, timeout_s=timeout_s)


def _app(state: State) -> Starlette:
    return Starlette(
        routes=[
            *oauth.routes(state),
            *webhooks.routes(state),
            *control.routes(state),
            *api.routes(state),
        ]
    )
