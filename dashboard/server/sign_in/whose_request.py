"""Whose account a request comes with, before anything of the request is read.

Streamlit asks this of a socket only, and after it has made a session.
"""

import json
import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.types import Scope
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard import session
from dashboard.server.answers import cookies_of
from etl.errors import KneewiseError

_log = logging.getLogger(__name__)


def signed_in_user(cookies: Mapping[str, str], *, secret: str, address: str) -> dict[str, Any]:
    """What Streamlit's signed cookie says of who signed in at `address`; empty where it is none."""

    def signed(name: str) -> bytes | None:
        raw = cookies.get(name)
        return None if raw is None else decode_signed_value(secret, name, raw.encode("latin-1"))

    try:
        user = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except (UnicodeError, ValueError):
        return {}
    if not isinstance(user, dict) or user.get("origin") != address:
        return {}
    return user


def user_of(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What was signed for this server's address; empty where nothing is."""
    secret = session.current_settings().oidc_cookie_secret
    if secret is None:
        return {}
    here = urlsplit(session.current_address())
    address = f"{here.scheme}://{here.netloc}"
    return signed_in_user(cookies, secret=secret.get_secret_value(), address=address)


async def who_signed_in(scope: Scope) -> str | None:
    """Id of the live account that a request's cookie is of; the journal is asked at each call."""
    user = user_of(cookies_of(scope))
    if not user:
        return None
    try:
        return await run_in_threadpool(_person_id, user)
    except KneewiseError as error:
        _log.warning("accounts could not be read: %s", type(error).__name__)
        return None


def _person_id(user: Mapping[str, Any]) -> str | None:
    account = session.account_for(user)
    return account.person_id if account else None
