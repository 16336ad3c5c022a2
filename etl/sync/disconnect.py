"""The end of a connection: everything that came through it goes, and a receipt says how much."""

import uuid
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from filelock import FileLock, Timeout

from etl import clock
from etl.errors import Busy, SourceError, UserError, WrongKey
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.sources.strava_api.client import StravaClient
from etl.sync.expiry import remove, sweep
from etl.sync.ledger.receipts import keep_receipt, last_receipt
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import HOME, PROVIDER, Ledger
from etl.sync.token_vault import open_vault

_PAUSE = "pause"  # note: since when a sync under way is asked to end before its next call
_LEAVE_AT = "leave_at"  # note: when Strava is told again that a connection has ended
_WAIT_S = 60.0  # a sync ends within one call or one loading
_LEAVE_RETRY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What went when a connection ended; counts only."""

    receipt_id: str
    runner_id: str
    provider: str
    reason: str
    activity_count: int
    document_count: int
    is_confirmed: bool


def disconnect(home: Home, settings: Settings, *, runner_id: str) -> Receipt:
    """End a runner's connection here and at Strava. Pain, files and their runs stay.

    If Strava does not answer, everything is gone here all the same; it is told as soon as it
    answers. Raises UserError where nothing is connected, Busy where a sync does not make way.
    """
    ledger = Ledger(home)
    account = ledger.account(runner_id, PROVIDER)
    if account is None:
        raise UserError("No Strava account is connected here.")
    ledger.set_state(account, "leaving")
    ledger.set_note(HOME, _PAUSE, clock.read().isoformat())
    try:
        with FileLock(home.sync_lock, timeout=_WAIT_S, mode=0o600):
            receipt = end(home, settings, runner_id=runner_id, reason="disconnected")
            return tell_strava(home, settings, receipt)
    except Timeout:
        raise Busy("A sync is under way and does not make way: try again in a minute.") from None
    finally:
        ledger.set_note(HOME, _PAUSE, None)


def is_paused(ledger: Ledger) -> bool:
    """Whether somebody waits for the sync to make way; whoever was killed waits no more."""
    since = ledger.note(HOME, _PAUSE)
    return since is not None and clock.read() - datetime.fromisoformat(since) < timedelta(
        seconds=2 * _WAIT_S
    )


def end(home: Home, settings: Settings, *, runner_id: str, reason: str) -> Receipt:
    """Remove everything that came through a connection; the caller holds the lock of the sync."""
    ledger = Ledger(home)
    rows = ledger.activities(runner_id, PROVIDER)
    receipt = Receipt(
        receipt_id=uuid.uuid4().hex,
        runner_id=runner_id,
        provider=PROVIDER,
        reason=reason,
        activity_count=sum(not row.is_covered for row in rows),
        document_count=sum(row.original_sha256 is not None for row in rows),
        is_confirmed=reason == "revoked",
    )
    remove(home, settings, rows)
    account = ledger.account(runner_id, PROVIDER)
    _drop_events(home, account)
    if reason == "revoked" and account is not None:
        ledger.forget_account(account)
    keep_receipt(Journal(home, settings), asdict(receipt))
    sweep(home)
    return receipt


def tell_strava(home: Home, settings: Settings, receipt: Receipt) -> Receipt:
    """Revoke at Strava what has ended here; the tokens go once it has heard."""
    ledger = Ledger(home)
    account = ledger.account(receipt.runner_id, receipt.provider)
    if account is None:
        return receipt
    try:
        _revoke(home, settings, account)
    except WrongKey:
        ledger.forget_account(account)
        return receipt
    except (SourceError, UserError):
        ledger.set_state(account, "leaving", trouble="unreachable")
        return receipt
    ledger.forget_account(account)
    confirmed = replace(receipt, is_confirmed=True)
    keep_receipt(Journal(home, settings), asdict(confirmed))
    return confirmed


def is_leaving_due(ledger: Ledger, *, now: datetime) -> bool:
    """Whether a connection has ended of which Strava is to be told now."""
    at = ledger.note(PROVIDER, _LEAVE_AT)
    is_time = at is None or datetime.fromisoformat(at) <= now
    return is_time and any(account.state == "leaving" for account in ledger.accounts())


def finish_leaving(home: Home, settings: Settings, *, now: datetime) -> None:
    """Finish what an interrupted disconnection left, and tell Strava of what it has not heard."""
    journal, ledger = Journal(home, settings), Ledger(home)
    if not is_leaving_due(ledger, now=now):
        return
    ledger.set_note(PROVIDER, _LEAVE_AT, (now + _LEAVE_RETRY).isoformat())
    for account in ledger.accounts():
        if account.state != "leaving":
            continue
        row = last_receipt(journal, account.runner_id)
        if row is None or ledger.activities(account.runner_id, PROVIDER):
            receipt = end(home, settings, runner_id=account.runner_id, reason="disconnected")
        else:
            receipt = Receipt(**row)
        tell_strava(home, settings, receipt)


def _revoke(home: Home, settings: Settings, account: Account) -> None:
    if account.sealed_tokens is None:
        return
    tokens = open_vault(home, settings).open(
        account.sealed_tokens, runner_id=account.runner_id, provider=PROVIDER
    )
    StravaClient(settings).revoke(tokens.refresh_token)


def _drop_events(home: Home, account: Account | None) -> None:
    if account is not None:
        for path in home.events.glob(f"*-{account.athlete_id}-*.json"):
            path.unlink(missing_ok=True)
