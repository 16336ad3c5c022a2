"""Digests on their way: who is due, made with their own eyes, sent once."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from dashboard.access.gateway import Gateway, Viewer
from dashboard.squad.digest.rendering import as_message
from dashboard.squad.digest.request import make_digest
from dashboard.squad.digest.smtp import MailServer, line_to, mail_server
from dashboard.squad.digest.wording import BEFORE, NOBODY_SHARES
from etl.errors import MailFailed
from etl.journal.store import Journal
from etl.people.accounts import TeamPerson, read_people
from etl.people.digest_subscriptions import Wish, begin_attempt, digest_state, end_attempt

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one digest: sent, failed, refused, unclear, nothing or before, and why."""

    person: TeamPerson
    state: str
    reason: str | None = None


def send_due(
    gateway: Gateway, *, address: str | None, is_stopped: Callable[[], bool] = lambda: False
) -> list[Outcome]:
    """Send every digest whose time has come and that has not left; Monday is the reader's own."""
    now = gateway.settings.current_time()
    due = digest_state(gateway.home, gateway.settings).due(now)
    weeks = ((wish, wish.week(now)) for wish in due if not is_stopped())
    return _send(gateway, weeks, address=address) if due else []


def send_wished(
    gateway: Gateway,
    *,
    address: str | None,
    only: str | None = None,
    week_start_date: date | None = None,
) -> list[Outcome]:
    """Send to all who wished, whatever the day, what has not left yet: one week, else the last.

    `only` is one person's id.
    """
    now = gateway.settings.current_time()
    wishes = digest_state(gateway.home, gateway.settings).wishes
    chosen = [wish for wish in wishes if only in (None, wish.person_id)]
    weeks = ((wish, week_start_date or wish.week(now)) for wish in chosen)
    return _send(gateway, weeks, address=address)


def _send(
    gateway: Gateway, weeks: Iterable[tuple[Wish, date]], *, address: str | None
) -> list[Outcome]:
    server = mail_server(gateway.settings)
    people = {person.person_id: person for person in read_people(gateway.home, gateway.settings)}
    outcomes = []
    for wish, week in weeks:
        person = people.get(wish.person_id)
        if person is None:  # removed since the wish was read
            continue
        outcome = _send_one(gateway, server, wish, person, week, address=address)
        outcomes.append(outcome)
        # An id and a word: names, addresses and reasons stay out of logs.
        _log.info("digest %s, %s: %s", week, wish.person_id, outcome.state)
    return outcomes


def _send_one(
    gateway: Gateway,
    server: MailServer,
    wish: Wish,
    person: TeamPerson,
    week: date,
    *,
    address: str | None,
) -> Outcome:
    """One digest, made and handed over."""
    former = digest_state(gateway.home, gateway.settings).attempts.get((person.person_id, week))
    if former is not None and former.state != "failed":
        return Outcome(person=person, state="before", reason=BEFORE[former.state])
    digest = make_digest(
        gateway,
        Viewer(viewer_id=person.person_id, is_owner=False),
        own_runner_id=person.own_runner_id,
        week_start_date=week,
        has_diary=wish.has_diary,
        address=address,
    )
    now = gateway.settings.current_time()
    journal = Journal(gateway.home, gateway.settings)
    begin = partial(
        begin_attempt, journal, person_id=person.person_id, week_start_date=week, now=now
    )
    end = partial(end_attempt, journal, person_id=person.person_id, week_start_date=week, now=now)
    if digest is None:
        end(state="nothing", reason=NOBODY_SHARES)
        return Outcome(person=person, state="nothing", reason=NOBODY_SHARES)
    message = as_message(
        digest,
        to=person.email,
        sender=server.sender,
        person_id=person.person_id,
        written_at=now,
    )
    try:
        with line_to(server) as line:
            # Claimed when the sign-in is done: what may be unclear is the letter alone.
            if begin() is None:
                return Outcome(person=person, state="before", reason=BEFORE["sending"])
            line.send(message)
    except MailFailed as failed:
        end(state=failed.state, reason=str(failed))
        return Outcome(person=person, state=failed.state, reason=str(failed))
    end(state="sent")
    return Outcome(person=person, state="sent")
