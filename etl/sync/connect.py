"""From a click to a connected account: consent asked for once, in one browser, for one runner."""

from dataclasses import dataclass
from datetime import datetime

from etl.errors import AccessRevoked, ConsentError, UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.sources.platform import Consenting, Grant
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import open_platform, terms_of
from etl.sync.states import Visit, begin_visit, end_visit
from etl.sync.token_vault import open_vault, to_tokens
from etl.warehouse.tables import Warehouse

RETURN_PATHS = ("/connections", "/today")
"""Pages that may be returned to; any other path is refused, whoever asks for it."""


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
    provider: str,
    redirect_uri: str,
    now: datetime,
    return_path: str = RETURN_PATHS[0],
) -> Consent:
    """Prepare a visit to a consent page. Raises UserError for a path nobody allowed."""
    if return_path not in RETURN_PATHS:
        raise UserError("That page cannot be returned to.")
    platform = _consenting(provider, settings)
    visit = Visit(runner_id, provider, return_path)
    state, browser_secret = begin_visit(home, settings, visit, now=now)
    address = platform.consent_address(redirect_uri=redirect_uri, state=state)
    return Consent(address, state, browser_secret)


def finish_consent(
    home: Home,
    settings: Settings,
    *,
    provider: str,
    state: str,
    browser_secret: str,
    code: str | None,
    scope: str | None,
    now: datetime,
) -> Connected:
    """What the browser brought back from a consent page becomes a connected account.

    Raises ConsentError, in words for the runner, where the visit was not ours, was too long ago,
    was refused, or where the account belongs to somebody else; SourceError where it fails there.
    """
    platform, terms = _consenting(provider, settings), terms_of(provider)
    visit = end_visit(
        home,
        settings,
        state=state,
        browser_secret=browser_secret,
        valid_for=terms.state_valid,
        now=now,
    )
    if visit is None or visit.provider != provider:
        raise ConsentError(
            "restart",
            f"That visit to {terms.title} did not begin here. Start again from Data.",
        )
    if not code:
        raise ConsentError(
            "refused",
            f"{terms.title} was not allowed to share anything, so nothing is connected.",
        )
    scopes = tuple((scope or "").replace(" ", ",").split(","))
    refusal = platform.refusal(scopes)
    if refusal is not None:
        raise ConsentError("scope_missing", refusal)
    grant = open_platform(provider, settings).connect(code)
    account = connect(
        home, settings, visit.runner_id, grant, provider=provider, scopes=scopes, now=now
    )
    return Connected(account, visit.return_path, platform.missing(scopes))


def connect_with_key(
    home: Home, settings: Settings, *, runner_id: str, provider: str, key: str, now: datetime
) -> Account:
    """A key of the runner's own becomes a connected account. Raises UserError for a bad one."""
    platform, title = open_platform(provider, settings), terms_of(provider).title
    if isinstance(platform, Consenting):
        raise UserError(f"{title} is connected on its own page, without a key.")
    try:
        grant = platform.connect(key.strip())
    except AccessRevoked:
        raise UserError(f"{title} does not know that key. Copy it once more.") from None
    return connect(home, settings, runner_id, grant, provider=provider, scopes=(), now=now)


def connect(
    home: Home,
    settings: Settings,
    runner_id: str,
    grant: Grant,
    *,
    provider: str,
    scopes: tuple[str, ...],
    now: datetime,
) -> Account:
    """Keep an account, its tokens encrypted: one account there to one runner, and back."""
    ledger, title = Ledger(home), terms_of(provider).title
    athlete_id = grant.athlete_id or _consenting(provider, settings).athlete_id(grant.access_token)
    other = ledger.account_of_athlete(provider, athlete_id)
    former = ledger.account(runner_id, provider)
    if other is not None and other.runner_id != runner_id:
        raise ConsentError(
            "other_runner", f"That {title} account is connected to another runner here."
        )
    if former is not None and former.athlete_id != athlete_id:
        raise ConsentError(
            "other_account",
            f"Another {title} account is connected to this runner. Disconnect it first.",
        )
    sealed = open_vault(home, settings).seal(
        to_tokens(grant), runner_id=runner_id, provider=provider
    )
    account = Account(
        runner_id=runner_id,
        provider=provider,
        athlete_id=athlete_id,
        scopes=scopes,
        state="connected",
        sealed_tokens=sealed,
        connected_at=now,
    )
    ledger.save_account(account)
    # Known to every screen from here on, also in a home that no file was ever brought into.
    Warehouse(home, settings).mirror(Journal(home, settings).runner(runner_id))
    return account


def _consenting(provider: str, settings: Settings) -> Consenting:
    platform = open_platform(provider, settings)
    if not isinstance(platform, Consenting):
        raise UserError(f"{terms_of(provider).title} is connected with a key of your own.")
    return platform
