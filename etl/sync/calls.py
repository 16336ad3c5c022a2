"""Calls to Strava within the budget: counted before they are made, with tokens that are good."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from etl.errors import AccessRevoked, Unreachable
from etl.home import Home
from etl.settings import Settings
from etl.sources.strava_api.client import StravaClient
from etl.sources.strava_api.terms import TERMS
from etl.sync import rate_limits
from etl.sync.failures import note_success
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import PROVIDER, Ledger
from etl.sync.report import Report
from etl.sync.token_vault import Tokens, open_vault, to_expiry

T = TypeVar("T")


class MustWait(Exception):
    """The budget does not allow this call before a time."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class Calls:
    """The calls of one pass; each counts in its report."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        *,
        ledger: Ledger,
        clock: Callable[[], datetime],
        report: Report,
    ) -> None:
        self._ledger, self._clock, self._report = ledger, clock, report
        self.client = StravaClient(settings, on_headers=self._note_limits)
        self._vault = open_vault(home, settings)

    def make(self, kind: str, account: Account, action: Callable[[str], T]) -> T:
        """One call within the budget, with tokens that are good, counted before it is made.

        Raises MustWait where the budget says so, AccessRevoked where the connection has ended, and
        whatever Strava answers.
        """
        self.wait_for(kind)
        token = self._token(account)
        try:
            return self._counted(action, token)
        except AccessRevoked:
            # An access token may end early; only a refusal of the refresh token is the end.
            token = self._refreshed(account)
        try:
            return self._counted(action, token)
        except AccessRevoked:
            raise Unreachable("Strava refused one call, not the connection.") from None

    def _counted(self, action: Callable[[str], T], token: str) -> T:
        now = self._clock()
        self._ledger.save_meter(PROVIDER, self._ledger.meter(PROVIDER, now).with_call(now))
        self._report.call_count += 1
        answer = action(token)
        note_success(self._ledger)
        return answer

    def wait_for(self, kind: str) -> None:
        """Raises MustWait where the budget does not allow a call of that kind now."""
        now = self._clock()
        until = rate_limits.wait_until(self._ledger.meter(PROVIDER, now), kind, now)
        if until is not None:
            raise MustWait(until)

    def _token(self, account: Account) -> str:
        tokens = self._tokens_of(account)
        if tokens.expires_at - self._clock() <= TERMS.refresh_before:
            return self._refreshed(account)
        return tokens.access_token

    def _refreshed(self, account: Account) -> str:
        """New tokens, kept before they are used: Strava may have ended the former ones."""
        grant = self.client.refresh(self._tokens_of(account).refresh_token)
        tokens = Tokens(grant.access_token, grant.refresh_token, to_expiry(grant.expires_at))
        sealed = self._vault.seal(tokens, runner_id=account.runner_id, provider=PROVIDER)
        self._ledger.save_tokens(account, sealed)
        return tokens.access_token

    def _tokens_of(self, account: Account) -> Tokens:
        current = self._ledger.account(account.runner_id, account.provider)
        if current is None or current.sealed_tokens is None:
            raise AccessRevoked("The connection has ended.")
        return self._vault.open(
            current.sealed_tokens, runner_id=account.runner_id, provider=PROVIDER
        )

    def _note_limits(self, headers: Mapping[str, str]) -> None:
        now = self._clock()
        self._ledger.save_meter(PROVIDER, self._ledger.meter(PROVIDER, now).observed(headers, now))
