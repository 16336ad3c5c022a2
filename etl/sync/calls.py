"""Calls to a platform within its budget: counted before they are made, with good tokens."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from etl.errors import AccessRevoked, Unreachable, UserError
from etl.home import Home
from etl.settings import Settings
from etl.sources.platform import Lender
from etl.sync import rate_limits
from etl.sync.ledger.failures import note_success
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import open_platform
from etl.sync.rate_limits import Meter
from etl.sync.report import Report
from etl.sync.token_vault import Tokens, open_vault, to_tokens

T = TypeVar("T")


class MustWait(Exception):
    """The budget does not allow this call before a time."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class Calls:
    """The calls of one pass to one platform; each counts in its report.

    The pass holds the lock of the sync, so nobody else counts calls meanwhile: the count is read
    once, and written before each call. What an answer tells of the limits is written with the count
    of the next call, or by `note_limits`: a kill in between costs what one answer told.
    """

    def __init__(
        self,
        home: Home,
        settings: Settings,
        *,
        provider: str,
        ledger: Ledger,
        clock: Callable[[], datetime],
        report: Report,
    ) -> None:
        self._ledger, self._clock, self._report = ledger, clock, report
        self._provider = provider
        self.platform = open_platform(provider, settings, on_headers=self._note_limits)
        self._vault = open_vault(home, settings)
        self._known: Meter | None = None
        self._is_noted = self._is_answered = False

    @property
    def lender(self) -> Lender:
        """The platform, where it lends. Raises UserError where it does not."""
        if not isinstance(self.platform, Lender):
            raise UserError(f"{self._provider} lends nothing that could be asked about.")
        return self.platform

    def make(self, kind: str, account: Account, action: Callable[[str], T]) -> T:
        """One call within the budget, with tokens that are good, counted before it is made.

        The account is as it was read for this step: its tokens are not asked for again.
        Raises MustWait where the budget says so, AccessRevoked where the connection has ended, and
        whatever the platform answers.
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
            raise Unreachable("One call was refused, not the connection.") from None

    def _counted(self, action: Callable[[str], T], token: str) -> T:
        now = self._clock()
        self._save(self._meter(now).with_call(now))
        self._report.call_count += 1
        answer = action(token)
        if not self._is_answered:  # a failure ends the pass, so none is noted after this
            note_success(self._ledger, self._provider)
            self._is_answered = True
        return answer

    def wait_for(self, kind: str) -> None:
        """Raises MustWait where the budget does not allow a call of that kind now."""
        now = self._clock()
        until = rate_limits.wait_until(self._meter(now), kind, now)
        if until is not None:
            raise MustWait(until)

    def exhausted(self) -> Meter:
        """The platform refused a call: the count says from here on that none is left for now."""
        now = self._clock()
        self._save(self._meter(now).exhausted(now))
        return self._meter(now)

    def note_limits(self) -> None:
        """Write down what the last answer told of the limits."""
        if self._known is not None and not self._is_noted:
            self._save(self._known)

    def _save(self, meter: Meter) -> None:
        self._ledger.save_meter(meter)
        self._known, self._is_noted = meter, True

    def _meter(self, now: datetime) -> Meter:
        if self._known is None:
            self._known, self._is_noted = self._ledger.meter(self._provider, now), True
        return self._known.at(now)

    def _token(self, account: Account) -> str:
        tokens = self._tokens_of(account)
        early = self.platform.terms.refresh_before
        if tokens.expires_at is not None and tokens.expires_at - self._clock() <= early:
            return self._refreshed(account)
        return tokens.access_token

    def _refreshed(self, account: Account) -> str:
        """New tokens, kept before they are used: the platform may have ended the former."""
        current = self._ledger.account(account.runner_id, account.provider)
        if current is None:
            raise AccessRevoked("The connection has ended.")
        former = self._tokens_of(current)
        grant = self.platform.connect(former.refresh_token, is_renewal=True)
        tokens = to_tokens(grant)
        sealed = self._vault.seal(tokens, runner_id=account.runner_id, provider=self._provider)
        self._ledger.save_tokens(account, sealed)
        return tokens.access_token

    def _tokens_of(self, account: Account) -> Tokens:
        if account.sealed_tokens is None:
            raise AccessRevoked("The connection has ended.")
        return self._vault.open(
            account.sealed_tokens, runner_id=account.runner_id, provider=self._provider
        )

    def _note_limits(self, headers: Mapping[str, str]) -> None:
        now = self._clock()
        self._known, self._is_noted = self._meter(now).observed(headers, now), False
