"""Strava's OAuth: consent, codes, tokens, revocation. None of it counts against the limits."""

import base64
import binascii
from urllib.parse import urlencode, urlsplit

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.fake_strava.answers import Json, bad_request, not_authorized
from tests.fake_strava.pages import consent_page
from tests.fake_strava.state import State
from tests.fake_strava.tokens import KNOWN_SCOPES, Grant
from tests.fake_strava.visits import Visit, endpoint

_LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
_ASKED = ("client_id", "redirect_uri", "response_type", "state")


def routes(state: State) -> list[Route]:
    """/oauth/…, and the same below /api/v3, where older clients look for them."""
    consent = endpoint(state, "authorize", _consent)
    decide = endpoint(state, "authorize", _decide)
    token = endpoint(state, "token", _token)
    revoke = endpoint(state, "revoke", _revoke)
    deauthorize = endpoint(state, "revoke", _deauthorize)
    found = [
        Route("/oauth/authorize", consent, methods=["GET"]),
        Route("/oauth/accept_application", decide, methods=["POST"]),
    ]
    for base in ("/oauth", "/api/v3/oauth"):
        found += [
            Route(f"{base}/token", token, methods=["POST"]),
            Route(f"{base}/revoke", revoke, methods=["POST"]),
            Route(f"{base}/deauthorize", deauthorize, methods=["POST"]),
        ]
    return found


def _consent(state: State, visit: Visit) -> Response:
    wrong = _wrong_question(state, visit.query)
    if wrong is not None:
        return wrong
    scopes = _scopes(visit.query)
    if not scopes or any(scope not in KNOWN_SCOPES for scope in scopes):
        return bad_request("Authorize", "scope")
    asked = {name: visit.query.get(name, "") for name in _ASKED}
    return HTMLResponse(consent_page(asked, scopes, list(state.athletes.values()), "Kneewise"))


def _decide(state: State, visit: Visit) -> Response:
    """The button of the consent page: back to the app with a code, or with a refusal."""
    wrong = _wrong_question(state, visit.form)
    if wrong is not None:
        return wrong
    answer = {"state": visit.form.get("state", "")}
    if visit.form.get("decision") != "authorize":
        return _back(visit.form["redirect_uri"], answer | {"error": "access_denied"})
    athlete_id = int(visit.form.get("athlete_id") or next(iter(state.athletes), 0))
    if athlete_id not in state.athletes:
        return bad_request("Athlete", "athlete_id")
    ticked = [value for name, value in visit.pairs if name == "scope"]
    scopes = tuple(dict.fromkeys(["read", *ticked]))  # read cannot be unticked
    visit.call.athlete_id = athlete_id
    code = state.tokens.new_code(athlete_id, scopes, state.now())
    granted = {"code": code, "scope": ",".join(scopes)}
    return _back(visit.form["redirect_uri"], answer | granted)


def _wrong_question(state: State, asked: dict[str, str]) -> Response | None:
    host = urlsplit(asked.get("redirect_uri", "")).hostname
    if asked.get("client_id") != state.client_id:
        return bad_request("Application", "client_id")
    if host is None or host not in (*_LOCAL_HOSTS, state.callback_domain):
        return bad_request("Application", "redirect_uri")
    if asked.get("response_type") != "code":
        return bad_request("Authorize", "response_type")
    return None


def _scopes(query: dict[str, str]) -> list[str]:
    return [scope.strip() for scope in query.get("scope", "").split(",") if scope.strip()]


def _back(redirect_uri: str, answer: dict[str, str]) -> Response:
    joint = "&" if urlsplit(redirect_uri).query else "?"
    return RedirectResponse(redirect_uri + joint + urlencode(answer, safe=",:"), status_code=302)


def _token(state: State, visit: Visit) -> Response:
    """Read from the body only: a secret in the address would end up in logs."""
    wrong = _wrong_client(state, visit.form.get("client_id"), visit.form.get("client_secret"))
    if wrong is not None:
        return wrong
    grant_type = visit.form.get("grant_type")
    if grant_type == "authorization_code":
        grant = state.tokens.redeem(visit.form.get("code", ""), state.now())
        return _issued(state, visit, grant, "RequestToken", "code")
    if grant_type == "refresh_token":
        refresh = visit.form.get("refresh_token", "")
        visit.call.athlete_id = state.tokens.issued_to.get(refresh)
        grant = state.tokens.refresh(refresh, state.now())
        return _issued(state, visit, grant, "RefreshToken", "refresh_token")
    return bad_request("Application", "grant_type")


def _issued(state: State, visit: Visit, grant: Grant | None, resource: str, field: str) -> Response:
    if grant is None:
        return bad_request(resource, field)
    visit.call.athlete_id = grant.access.athlete_id
    return Json(state.token_answer(grant, with_athlete=field == "code"))


def _revoke(state: State, visit: Visit) -> Response:
    """As in RFC 7009: an unknown token is as good as revoked."""
    wrong = _wrong_client(state, *_client_of(visit))
    if wrong is not None:
        return wrong
    if "token" not in visit.form:
        return bad_request("Application", "token", "missing")
    _end(state, visit, state.tokens.athlete_of(visit.form["token"]))
    return Json({})


def _deauthorize(state: State, visit: Visit) -> Response:
    """The older way: with the access token that is to end."""
    text = visit.bearer or visit.form.get("access_token", "")
    token = state.tokens.valid(text, state.now())
    if token is None:
        return not_authorized("Athlete", "access_token")
    _end(state, visit, token.athlete_id)
    return Json({"access_token": text})


def _end(state: State, visit: Visit, athlete_id: int | None) -> None:
    if athlete_id is not None:
        visit.call.athlete_id = athlete_id
        state.tokens.end(athlete_id)


def _client_of(visit: Visit) -> tuple[str | None, str | None]:
    """Client id and secret of the form, or else of basic authorization."""
    scheme, _, encoded = visit.authorization.partition(" ")
    if "client_id" in visit.form or scheme.lower() != "basic":
        return visit.form.get("client_id"), visit.form.get("client_secret")
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None, None
    return client_id, secret


def _wrong_client(state: State, client_id: str | None, secret: str | None) -> Response | None:
    if client_id != state.client_id:
        return bad_request("Application", "client_id")
    if secret != state.client_secret:
        return not_authorized("Application", "")
    return None
