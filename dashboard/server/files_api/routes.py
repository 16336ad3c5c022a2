"""`POST /api/v1/files`: files of one runner, by a program that has a token for that and no more.

Whoever has none of use gets one answer, whatever is the matter with it. Nothing of a request is
logged: its headers hold the token, its names may name places.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import session
from dashboard.server.files_api.body import Arriving, Unusable
from dashboard.server.files_api.bounds import MB, Bounds, TooMuch
from etl.errors import Erasing, KneewiseError
from etl.ingest import worker
from etl.journal.store import Journal
from etl.machine_refusals import words_of
from etl.operations.arrivals.bring_in import bring_in
from etl.operations.import_files import ImportResult
from etl.people.accounts import read_people
from etl.people.refusals import refusals_of
from etl.people.upload_tokens import BROUGHT, UploadToken, UploadTokens
from etl.storage.erasures import erasing
from etl.storage.under_way import scratch_folder

PATH = "/api/v1/files"
_SCHEME = "bearer "
_REFUSED = "This needs a token for sending files that is of use; one is made on Data or on Sharing."
_LATER = "Files cannot come in just now; send them again later."
_AGAIN_S = 30.0

_log = logging.getLogger(__name__)


async def answer_files(request: Request) -> Response:
    """Bring in what is sent, and say what came of each file."""
    token = await run_in_threadpool(_token_of, request)
    if token is None:
        return _refuse(request)
    settings = session.current_settings()
    too_much = bounds.begin(token.token_id, token.runner_id, settings)
    if too_much is not None:
        return _wait(too_much)
    await run_in_threadpool(worker.begin)  # it loads what reads while the files are on their way
    arriving = Arriving(request, settings.upload_token_mb * MB)
    try:
        return await _take(arriving, token)
    except Unusable as refusal:
        return _answer({"error": refusal.words}, refusal.status)
    except ClientDisconnect:
        return Response(status_code=400)  # nobody is there to read it
    finally:
        bounds.end(token.token_id, token.runner_id, arriving.received_bytes)


async def _take(arriving: Arriving, token: UploadToken) -> Response:
    arriving.check()
    try:
        with scratch_folder(session.current_home(), "upload-") as place:
            (arrived := place / "arrived").mkdir()
            await arriving.write(arrived)
            result = await run_in_threadpool(_bring_in, token, arrived, place)
    except (Unusable, ClientDisconnect):
        raise
    except Erasing:
        return _unknown()
    except Exception as error:  # noqa: BLE001  its words may quote names: its kind is logged
        words = words_of(error) or (str(error) if isinstance(error, KneewiseError) else _LATER)
        _log.warning("files not taken: %s", type(error).__name__)
        return _answer({"error": words}, 503, {"retry-after": str(int(_AGAIN_S))})
    return _answer(result.as_json(), 422 if result.is_nothing_read else 200)


def _bring_in(token: UploadToken, arrived: Path, place: Path) -> ImportResult:
    home, settings = session.current_home(), session.current_settings()
    (inside := place / "unpacked").mkdir()
    result = bring_in(
        home,
        settings,
        arrived,
        runner=Journal(home, settings).runner(token.runner_id),
        brought_by=token.token_id,
        scratch=inside,
    )
    UploadTokens(home, settings).note_used(token)
    session.current_gateway().notes.note(token.token_id, [token.runner_id], [BROUGHT])
    return result


def _token_of(request: Request) -> UploadToken | None:
    """The token that a request comes with, where it is of use now; who tried another is noted."""
    given = request.headers.get("authorization", "")
    words = given[len(_SCHEME) :].strip() if given.lower().startswith(_SCHEME) else ""
    home, settings = session.current_home(), session.current_settings()
    token = UploadTokens(home, settings).find(words)
    if token is not None and _is_of_use(token):
        return token
    address = f"address {(request.client.host if request.client else '?')}"
    who = address if token is None else f"token {token.token_id}"
    refusals_of(home).note("files without a token of use", who)
    return None


def _is_of_use(token: UploadToken) -> bool:
    """Until its day, and as long as the runner and the account that made it are here."""
    home, settings = session.current_home(), session.current_settings()
    if not token.is_of_use(settings.current_time()) or token.runner_id in erasing(home):
        return False
    if not settings.is_team:
        return any(one.runner_id == token.runner_id for one in Journal(home, settings).runners())
    return any(
        person.person_id == token.person_id and person.own_runner_id == token.runner_id
        for person in read_people(home, settings)
    )


def _refuse(request: Request) -> Response:
    too_much = bounds.refuse(request.client.host if request.client else "")
    return _unknown() if too_much is None else _wait(too_much)


def _unknown() -> Response:
    return _answer({"error": _REFUSED}, 401, {"www-authenticate": "Bearer"})


def _wait(too_much: TooMuch) -> Response:
    wait_s = str(max(int(too_much.wait_s), 1))
    return _answer({"error": too_much.words}, 429, {"retry-after": wait_s})


def _answer(content: Any, status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Of what was not taken the rest is not even received."""
    close = {} if status in {200, 422} else {"connection": "close"}
    return JSONResponse(content, status, headers={**(headers or {}), **close})


bounds = Bounds()
"""Those of this process."""

ROUTES = [Route(PATH, answer_files, methods=["POST"])]
"""What programs send files to."""
