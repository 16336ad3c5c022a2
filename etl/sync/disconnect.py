"""The end of a connection: what was lent goes, and a receipt says how much; own files stay."""

import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from filelock import FileLock, Timeout

from etl import clock
from etl.errors import AccessRevoked, Busy, SourceError, UserError, WrongKey
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings
from etl.sync.expiry import remove, sweep
from etl.sync.ledger.notes import HOME
from etl.sync.ledger.receipts import keep_receipt, last_receipt
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger
from etl.sync.platforms import open_platform, terms_of
from etl.sync.token_vault import open_vault

_PAUSE = "pause"  # note: since when a sync under way is asked to end before its next call
_LEAVE_AT = "leave_at"  # note: when a platform is told again that a connection has ended
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


def disconnect(home: Home, settings: Settings, *, runner_id: str, provider: str) -> Receipt:
    """End a runner's connection here and at the platform. Pain, files and their runs stay.

    If the platform does not answer, everything is gone here all the same; it is told as soon as it
    answers. Raises UserError where nothing is connected, Busy where a sync does not make way.
    """
    ledger = Ledger(home)
    account = ledger.account(runner_id, provider)
    if account is None:
        raise UserError(f"No {terms_of(provider).title} account is connected here.")
    ledger.set_state(account, "leaving")
    ledger.set_note(HOME, _PAUSE, clock.read().isoformat())
    try:
        with FileLock(home.sync_lock, timeout=_WAIT_S, mode=0o600):
            receipt = end(home, settings, account, reason="disconnected")
            return tell_platform(home, settings, receipt)
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


def end(home: Home, settings: Settings, account: Account, *, reason: str) -> Receipt:
    """Remove everything that an account lent; the caller holds the lock of the sync.

    Files that it brought are the runner's own: they stay, and each import can be taken back.
    """
    ledger = Ledger(home)
    is_lent = terms_of(account.provider).is_lent
    rows = ledger.activities(account.runner_id, account.provider)
    receipt = Receipt(
        receipt_id=uuid.uuid4().hex,
        runner_id=account.runner_id,
        provider=account.provider,
        reason=reason,
        activity_count=sum(is_lent and not row.is_covered for row in rows),
        document_count=sum(is_lent and row.original_sha256 is not None for row in rows),
        is_confirmed=reason == "revoked",
    )
    if is_lent:
        remove(home, settings, rows)
    else:
        ledger.forget_activities(rows)
    _drop_events(home, account)
    if reason == "revoked":
        ledger.forget_account(account)
    keep_receipt(Journal(home, settings), asdict(receipt))
    sweep(home)
    return receipt


def tell_platform(home: Home, settings: Settings, receipt: Receipt) -> Receipt:
    """Revoke there what has ended here; the tokens go once the platform has heard."""
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


def is_leaving_due(ledger: Ledger, provider: str, *, now: datetime) -> bool:
    """Whether a connection has ended of which the platform is to be told now."""
    at = ledger.note(provider, _LEAVE_AT)
    is_time = at is None or datetime.fromisoformat(at) <= now
    return is_time and any(_leaving(ledger, provider))


def finish_leaving(home: Home, settings: Settings, provider: str, *, now: datetime) -> None:
    """Finish an interrupted disconnection, and tell the platform what it has not heard."""
    journal, ledger = Journal(home, settings), Ledger(home)
    if not is_leaving_due(ledger, provider, now=now):
        return
    ledger.set_note(provider, _LEAVE_AT, (now + _LEAVE_RETRY).isoformat())
    for account in _leaving(ledger, provider):
        row = last_receipt(journal, account.runner_id, provider)
        if row is None or ledger.activities(account.runner_id, provider):
            receipt = end(home, settings, account, reason="disconnected")
        else:
            receipt = Receipt(**row)
        tell_platform(home, settings, receipt)


def _leaving(ledger: Ledger, provider: str) -> list[Account]:
    return [
        account
        for account in ledger.accounts()
        if account.provider == provider and account.state == "leaving"
    ]


def _revoke(home: Home, settings: Settings, account: Account) -> None:
    if account.sealed_tokens is None:
        return
    tokens = open_vault(home, settings).open(
        account.sealed_tokens, runner_id=account.runner_id, provider=account.provider
    )
    with suppress(AccessRevoked):  # what opens nothing any more has ended there
        open_platform(account.provider, settings).revoke(tokens.refresh_token)


def _drop_events(home: Home, account: Account) -> None:
    """What waits of the account; also files of when there was one platform, which named none."""
    for beginning in (f"{account.provider}-*", "activity", "athlete"):
        for path in home.events.glob(f"{beginning}-{account.athlete_id}-*.json"):
            path.unlink(missing_ok=True)
