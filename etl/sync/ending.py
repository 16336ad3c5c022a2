"""The end of a connection: everything that came through it goes, and a receipt says how much."""

import uuid
from dataclasses import asdict, dataclass, replace

from filelock import FileLock, Timeout

from etl.errors import Busy, SourceError, UserError, WrongKey
from etl.home import Home
from etl.journal import Journal
from etl.settings import Settings
from etl.sources.strava_api.client import StravaClient
from etl.sync.expiry import remove, sweep
from etl.sync.ledger import PROVIDER, Account, Ledger
from etl.sync.vault import open_vault

PAUSE = "pause"  # note: a sync under way ends before its next call
_WAIT_S = 60.0  # a sync ends within one call or one loading


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
    if ledger.account(runner_id) is None:
        raise UserError("No Strava account is connected here.")
    ledger.set_state(runner_id, "leaving")
    ledger.set_note(PAUSE, "1")
    try:
        with FileLock(home.sync_lock, timeout=_WAIT_S, mode=0o600):
            receipt = end(home, settings, runner_id=runner_id, reason="disconnected")
            return tell_strava(home, settings, receipt)
    except Timeout:
        raise Busy("A sync is under way and does not make way: try again in a minute.") from None
    finally:
        ledger.set_note(PAUSE, None)


def end(home: Home, settings: Settings, *, runner_id: str, reason: str) -> Receipt:
    """Remove everything that came through a connection; the caller holds the lock of the sync."""
    ledger = Ledger(home)
    rows = ledger.activities(runner_id)
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
    _drop_events(home, ledger.account(runner_id))
    if reason == "revoked":
        ledger.forget_runner(runner_id)
    Journal(home, settings).keep_receipt(asdict(receipt))
    sweep(home)
    return receipt


def tell_strava(home: Home, settings: Settings, receipt: Receipt) -> Receipt:
    """Revoke at Strava what has ended here; the tokens go once it has heard."""
    ledger = Ledger(home)
    account = ledger.account(receipt.runner_id)
    if account is None:
        return receipt
    try:
        _revoke(home, settings, account)
    except WrongKey:
        ledger.forget_runner(account.runner_id)
        return receipt
    except (SourceError, UserError):
        ledger.set_state(account.runner_id, "leaving", trouble="unreachable")
        return receipt
    ledger.forget_runner(account.runner_id)
    confirmed = replace(receipt, is_confirmed=True)
    Journal(home, settings).keep_receipt(asdict(confirmed))
    return confirmed


def finish_leaving(home: Home, settings: Settings) -> None:
    """Tell Strava of connections that ended while it did not answer."""
    journal = Journal(home, settings)
    for account in Ledger(home).accounts():
        if account.state == "leaving":
            row = journal.last_receipt(account.runner_id)
            if row is not None:
                tell_strava(home, settings, Receipt(**row))


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
