"""Strava's way in: to its consent page and back, and the events that it posts.

Nothing here is logged: addresses carry codes and states, events carry ids of athletes.
"""

import asyncio
import hmac
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard import session
from dashboard.server.background_jobs import background
from etl.errors import (
    AccessRevoked,
    AppInactive,
    AppUnknown,
    ConsentError,
    KneewiseError,
    SourceError,
)
from etl.sources.strava_api import subscription
from etl.sources.strava_api.events import to_event
from etl.sources.strava_api.subscription import SUBSCRIPTION_ID, VERIFY_TOKEN
from etl.sources.strava_api.terms import TERMS
from etl.sync import states, webhook_queue
from etl.sync.ledger.store import Ledger

if TYPE_CHECKING:
    from etl.sync.connect import Consent

CONNECT, CALLBACK, WEBHOOK = "/strava/connect", "/strava/callback", subscription.PATH
RESULT = "strava"
"""Name of the query parameter that tells the screen what came of a visit: a code, never words."""
COOKIE = "kneewise_consent"
MOST_BODY_BYTES = 64 * 1024
LEDGER_WAIT_S = 1.0  # Strava wants its answer within two seconds
_VISIT_S = 600
_TICKET = "ticket"
_HOME_PAGE = "/connections"
_NO_STORE = {"cache-control": "no-store", "referrer-policy": "no-referrer"}

_log = logging.getLogger(__name__)


def start_address(runner_id: str | None) -> str:
    """Where the screen's button leads: good for ten minutes and one visit.

    Only the screen begins a visit, so that no other page can send a browser into one. `runner_id`
    is None where the home has no runner yet. It names the host, since the cookie of the visit must
    be on the host that Strava returns to.
    """
    settings = session.current_settings()
    now = settings.current_time()
    ticket = states.issue(session.current_home(), settings, _TICKET, runner_id, now=now)
    return f"{session.current_address()}{CONNECT}?ticket={ticket}"


# To Strava and back


async def answer_connect(request: Request) -> Response:
    """Send the browser to Strava's consent page, with a secret that only this browser has."""
    if session.current_settings().now is not None:
        return _to_screen("restart")
    try:
        consent = await run_in_threadpool(_ask_consent, request.query_params.get("ticket", ""))
    except KneewiseError as error:
        return _to_screen(_code_of(error))
    answer = _redirect(consent.address)
    answer.set_cookie(
        COOKIE,
        consent.browser_secret,
        max_age=_VISIT_S,
        path="/strava",
        httponly=True,
        samesite="lax",
        secure=_is_encrypted(),
    )
    return answer


def _ask_consent(ticket: str) -> "Consent":
    from etl.sync import connect  # noqa: PLC0415  a second to load

    home, settings = session.current_home(), session.current_settings()
    now = settings.current_time()
    known = states.take(home, settings, _TICKET, ticket, valid_for=TERMS.state_valid, now=now)
    if known is None:
        raise ConsentError("restart", "That visit did not begin on a screen of ours.")
    return connect.ask_consent(
        home,
        settings,
        runner_id=known[1] or session.current_journal().ensure_runner().runner_id,
        provider=TERMS.provider,
        redirect_uri=session.current_address() + CALLBACK,
        now=now,
    )


async def answer_callback(request: Request) -> Response:
    """Take what the browser brings back from Strava, and show the screen what came of it."""
    cookie = request.cookies.get(COOKIE, "")
    target = await run_in_threadpool(_finish_consent, dict(request.query_params), cookie)
    background.wake()
    answer = _redirect(target)
    answer.delete_cookie(
        COOKIE, path="/strava", httponly=True, samesite="lax", secure=_is_encrypted()
    )
    return answer


def _finish_consent(query: dict[str, str], browser_secret: str) -> str:
    """Where the browser goes: a page of ours, with a code and, of several runners, the one."""
    from etl.sync import connect  # noqa: PLC0415  a second to load

    settings = session.current_settings()
    try:
        connected = connect.finish_consent(
            session.current_home(),
            settings,
            provider=TERMS.provider,
            state=query.get("state", ""),
            browser_secret=browser_secret,
            code=None if "error" in query else query.get("code"),
            scope=query.get("scope"),
            now=settings.current_time(),
        )
    except KneewiseError as error:
        return f"{_HOME_PAGE}?{RESULT}={_code_of(error)}"
    code = "connected_in_part" if connected.missing else "connected"
    runner = urlencode({session.RUNNER_KEY: connected.account.runner_id})
    return f"{connected.return_path}?{RESULT}={code}&{runner}"


def _code_of(error: KneewiseError) -> str:
    """The code of the list that the screen knows; the error's own words stay here."""
    if isinstance(error, ConsentError):
        return error.code
    if isinstance(error, AppUnknown):
        return "app_unknown"
    if isinstance(error, AccessRevoked):  # the code was of no use: too old, or used before
        return "restart"
    if isinstance(error, AppInactive):
        return "app_inactive"
    if isinstance(error, SourceError):
        return "unreachable"
    return "failed"


def _to_screen(code: str) -> RedirectResponse:
    return _redirect(f"{_HOME_PAGE}?{RESULT}={code}")


def _redirect(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303, headers=_NO_STORE)


def _is_encrypted() -> bool:
    return session.current_address().startswith("https:")


# Events


class Notes:
    """The ledger's notes about the subscription, read without waiting long.

    One thread reads, so that a locked ledger holds up one thread and never the answers; what was
    read last is used where the ledger does not answer in time.
    """

    def __init__(self) -> None:
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="strava-notes")
        self._known: dict[str, str] = {}
        self._reading: asyncio.Future[dict[str, str]] | None = None

    @property
    def known(self) -> dict[str, str]:
        """The notes by name, as they were read last."""
        return self._known

    async def read(self, *, wait_s: float = LEDGER_WAIT_S) -> dict[str, str]:
        """The notes by name, as fresh as the time allows."""
        if self._reading is None or self._reading.done():
            loop = asyncio.get_running_loop()
            self._reading = loop.run_in_executor(self._reader, _read_notes)
            # Asked for here, so that nobody complains of an error that came too late to be heard.
            self._reading.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            self._known = await asyncio.wait_for(asyncio.shield(self._reading), wait_s)
        except TimeoutError:
            _log.info("the ledger is busy: its notes as known before")
        except Exception as error:  # noqa: BLE001  whatever a database does, Strava gets its answer
            _log.warning("notes of the ledger: %s", type(error).__name__)
        return self._known


def _read_notes() -> dict[str, str]:
    ledger = Ledger(session.current_home())
    found = {name: ledger.note(TERMS.provider, name) for name in (VERIFY_TOKEN, SUBSCRIPTION_ID)}
    return {name: value for name, value in found.items() if value is not None}


notes = Notes()
"""Those of this process."""


async def answer_handshake(request: Request) -> Response:
    """Prove to Strava that the address is ours: the token it was given comes back to us."""
    query = request.query_params
    expected = (await notes.read()).get(VERIFY_TOKEN)
    given = query.get("hub.verify_token", "")
    is_ours = expected is not None and hmac.compare_digest(expected.encode(), given.encode())
    if query.get("hub.mode") != "subscribe" or not is_ours:
        return Response(status_code=403)
    return JSONResponse({"hub.challenge": query.get("hub.challenge", "")}, headers=_NO_STORE)


async def answer_event(request: Request) -> Response:
    """Keep an event as a hint and answer at once; it is looked into by the next sync."""
    message = await _message(request)
    event = to_event(message)
    if event is None:
        return Response(status_code=400)
    given = str(message.get("subscription_id"))
    if notes.known.get(SUBSCRIPTION_ID) == given or await _may_be_ours(given):
        await run_in_threadpool(webhook_queue.keep_event, session.current_home(), event)
        background.wake()
    return Response(status_code=200)


async def _may_be_ours(subscription_id: str) -> bool:
    """Whether the ledger names this subscription, or one that is being made at this moment."""
    known = await notes.read()
    if SUBSCRIPTION_ID in known:
        return known[SUBSCRIPTION_ID] == subscription_id
    return VERIFY_TOKEN in known


async def _message(request: Request) -> dict[str, Any]:
    """The body as an object; empty where it is too long or no such thing."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BODY_BYTES:
                return {}
        message = json.loads(body)
    except (ValueError, RecursionError, ClientDisconnect):
        return {}
    return message if isinstance(message, dict) else {}


ROUTES = [
    Route(CONNECT, answer_connect, methods=["GET"]),
    Route(CALLBACK, answer_callback, methods=["GET"]),
    Route(WEBHOOK, answer_handshake, methods=["GET"]),
    Route(WEBHOOK, answer_event, methods=["POST"]),
]
"""What the server answers besides its pages."""
