"""From a click to a connected account: consent asked for once, in one browser, for one runner."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from etl.errors import ConsentError, UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.sources.strava_api.client import SCOPES, Grant, StravaClient
from etl.sources.strava_api.terms import TERMS
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import PROVIDER, Ledger
from etl.sync.token_vault import Tokens, open_vault, to_expiry
from etl.warehouse.tables import Warehouse

RETURN_PATHS = ("/connections", "/today")
"""Pages that may be returned to; any other path is refused, whoever asks for it."""

_READ = ("activity:read", "activity:read_all")


@dataclass(frozen=True, slots=True)
class Consent:
    """Where to send the browser, and the secret that only this browser is given."""

    address: str
    state: str
    browser_secret: str


@dataclass(frozen=True, slots=True)
class Connected:
    """What came of a visit to the consent page: the account, and what it may not read."""

    account: Account
    return_path: str
    missing: str | None  # a sentence, where something is missing that matters


def ask_consent(
    home: Home,
    settings: Settings,
    *,
    runner_id: str,
    redirect_uri: str,
    now: datetime,
    return_path: str = RETURN_PATHS[0],
) -> Consent:
    """Prepare a visit to Strava's consent page. Raises UserError for a path nobody allowed."""
    if return_path not in RETURN_PATHS:
        raise UserError("That page cannot be returned to.")
    client = StravaClient(settings)
    consent = Consent("", secrets.token_urlsafe(32), secrets.token_urlsafe(32))
    Ledger(home).keep_consent(
        {
            "state_hash": _hash(consent.state),
            "browser_hash": _hash(consent.browser_secret),
            "runner_id": runner_id,
            "provider": PROVIDER,
            "return_path": return_path,
            "redirect_uri": redirect_uri,
            "valid_until": (now + TERMS.state_valid).isoformat(),
        },
        now=now,
    )
    address = client.consent_address(redirect_uri=redirect_uri, state=consent.state)
    return Consent(address, consent.state, consent.browser_secret)


def finish_consent(
    home: Home,
    settings: Settings,
    *,
    state: str,
    browser_secret: str,
    code: str | None,
    scope: str | None,
    now: datetime,
) -> Connected:
    """What the browser brought back from Strava becomes a connected account.

    Raises ConsentError, in words for the runner, where the visit was not ours, was too long ago,
    was refused, or where the account belongs to somebody else; SourceError where Strava fails.
    """
    row = Ledger(home).take_consent(_hash(state))
    if row is None or not hmac.compare_digest(row["browser_hash"], _hash(browser_secret)):
        raise ConsentError(
            "restart", "That visit to Strava did not begin here. Start again from Connections."
        )
    if datetime.fromisoformat(row["valid_until"]) < now:
        raise ConsentError(
            "restart", "That visit to Strava took too long. Start again from Connections."
        )
    if not code:
        raise ConsentError(
            "refused", "Strava was not allowed to share anything, so nothing is connected."
        )
    scopes = tuple((scope or "").replace(" ", ",").split(","))
    if not any(name in scopes for name in _READ):
        raise ConsentError(
            "scope_missing",
            "The box that lets your activities be read was not ticked, so there is nothing to "
            "connect. Start again and leave it ticked.",
        )
    grant = StravaClient(settings).exchange(code)
    account = connect(home, settings, row["runner_id"], grant, scopes=scopes, now=now)
    return Connected(account, row["return_path"], _missing(scopes))


def connect(
    home: Home,
    settings: Settings,
    runner_id: str,
    grant: Grant,
    *,
    scopes: tuple[str, ...],
    now: datetime,
) -> Account:
    """Keep an account, its tokens encrypted: one account at Strava to one runner, and back."""
    ledger = Ledger(home)
    client = StravaClient(settings)
    athlete_id = grant.athlete_id or client.athlete_id(grant.access_token)
    other = ledger.account_of_athlete(PROVIDER, athlete_id)
    former = ledger.account(runner_id, PROVIDER)
    if other is not None and other.runner_id != runner_id:
        raise ConsentError(
            "other_runner", "That Strava account is connected to another runner here."
        )
    if former is not None and former.athlete_id != athlete_id:
        raise ConsentError(
            "other_account",
            "Another Strava account is connected to this runner. Disconnect it first; its runs go.",
        )
    tokens = Tokens(grant.access_token, grant.refresh_token, to_expiry(grant.expires_at))
    sealed = open_vault(home, settings).seal(tokens, runner_id=runner_id, provider=PROVIDER)
    account = Account(
        runner_id=runner_id,
        provider=PROVIDER,
        athlete_id=athlete_id,
        scopes=scopes,
        state="connected",
        sealed_tokens=sealed,
        connected_at=now,
    )
    ledger.save_account(account)
    # Known to every screen from here on, also in a home that no file was ever brought into.
    Warehouse(home, settings).refresh(Journal(home, settings).runner(runner_id))
    return account


def _missing(scopes: tuple[str, ...]) -> str | None:
    if SCOPES[1] in scopes:
        return None
    return (
        "Runs that only you see on Strava are not read. If you have some, your weeks look shorter "
        "here than they were: connect again and tick that box."
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
