"""Strava as a platform: lent rows, written anew as they change, behind the five parts of all."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from etl.settings import Settings
from etl.sources.common.facts import Facts
from etl.sources.platform import Grant, OnHeaders, Page
from etl.sources.strava_api.facts import to_facts
from etl.sources.strava_api.terms import TERMS

if TYPE_CHECKING:
    from etl.sources.strava_api.client import StravaClient

_READ = ("activity:read", "activity:read_all")


class StravaApi:
    """The athlete's own connection, with the application that the operator has set up."""

    terms = TERMS

    def __init__(self, settings: Settings, *, on_headers: OnHeaders | None = None) -> None:
        self._settings, self._on_headers = settings, on_headers

    @property
    def is_set_up(self) -> bool:
        """An application at Strava is named in the settings."""
        return self._settings.has_strava

    @cached_property
    def client(self) -> "StravaClient":
        """The way to Strava. Raises UserError where no application is set up."""
        from etl.sources.strava_api.client import StravaClient  # noqa: PLC0415  a second to load

        return StravaClient(self._settings, on_headers=self._on_headers)

    # The five parts

    def connect(self, secret: str, *, is_renewal: bool = False) -> Grant:
        """A code of the consent page, or a refresh token, for tokens."""
        return self.client.refresh(secret) if is_renewal else self.client.exchange(secret)

    def list_since(
        self, token: str, *, page: int, after: datetime | None, before: datetime | None
    ) -> Page:
        """Up to 200 activities. Strava may leave a page short: only an empty one is the last."""
        found = self.client.summaries(token, page=page, before=before, after=after)
        known = [to_facts(answer) for answer in found if isinstance(answer, dict)]
        facts = tuple(one for one in known if one is not None)
        return Page(facts, is_last=not found, odd_count=len(found) - len(facts))

    def fetch_original(self, token: str, facts: Facts) -> bytes | None:
        """Facts and streams as one document; None where the streams tell no time."""
        from etl.sources.strava_api.mapping import Document, to_streams  # noqa: PLC0415  Polars

        streams = to_streams(self.client.streams(token, facts.source_activity_id))
        return Document(facts, streams).to_bytes() if streams else None

    def revoke(self, token: str) -> None:
        """End the connection at Strava."""
        self.client.revoke(token)

    # What is lent

    def document(self, facts: Facts, former: bytes | None) -> bytes:
        """The facts, with the streams of a former document."""
        from etl.sources.strava_api.mapping import Document, with_facts  # noqa: PLC0415  Polars

        return Document(facts).to_bytes() if former is None else with_facts(former, facts)

    def fetch_facts(self, token: str, source_activity_id: str) -> Facts | None:
        """One activity in detail."""
        return to_facts(self.client.activity(token, source_activity_id))

    # The consent page

    def consent_address(self, *, redirect_uri: str, state: str) -> str:
        """Strava's page."""
        return self.client.consent_address(redirect_uri=redirect_uri, state=state)

    def athlete_id(self, token: str) -> str:
        """The athlete's number."""
        return self.client.athlete_id(token)

    def refusal(self, scopes: tuple[str, ...]) -> str | None:
        """Without a box ticked there is nothing to read."""
        if any(name in scopes for name in _READ):
            return None
        return (
            "The box that lets your activities be read was not ticked, so there is nothing to "
            "connect. Start again and leave it ticked."
        )

    def missing(self, scopes: tuple[str, ...]) -> str | None:
        """Runs for the runner alone want a box of their own."""
        if self.terms.private_scope in scopes:
            return None
        return (
            "Runs that only you see on Strava are not read. If you have some, your weeks look "
            "shorter here than they were: connect again and tick that box."
        )
