"""Signing in: the provider's settings as Streamlit wants them, and whose account an address is.

The cookie of Streamlit's sign-in lasts 30 days and cannot be revoked, so the account is looked up
on every run of every page, among the people that the journal has at that moment.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from etl.errors import KneewiseError, UserError
from etl.people.accounts import TeamPerson, find_person, folded
from etl.settings import Settings

METADATA = "/.well-known/openid-configuration"
CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32  # characters; a shorter one could be guessed from a cookie
_FALSE = (False, "false", "False", 0)


class SignedOut(KneewiseError):
    """Nobody with an account is signed in, so there is nobody to show anything to."""


def auth_secrets(settings: Settings, *, address: str) -> dict[str, Any]:
    """Streamlit's `[auth]` section; empty in local mode. `address` is where browsers reach us.

    Raises UserError that names what is missing: half of a sign-in must not become none.
    """
    if not settings.is_team:
        return {}
    given = {
        "KNEEWISE_OIDC_ISSUER": settings.oidc_issuer,
        "KNEEWISE_OIDC_CLIENT_ID": settings.oidc_client_id,
        "KNEEWISE_OIDC_CLIENT_SECRET": _plain(settings.oidc_client_secret),
        "KNEEWISE_OIDC_COOKIE_SECRET": _plain(settings.oidc_cookie_secret),
    }
    missing = [name for name, value in given.items() if not value]
    if missing:
        raise UserError(f"Sign-in is set up in part: set {', '.join(missing)} as well.")
    cookie_secret = given["KNEEWISE_OIDC_COOKIE_SECRET"] or ""
    if len(cookie_secret) < SHORTEST_SECRET:
        raise UserError(
            f"KNEEWISE_OIDC_COOKIE_SECRET needs {SHORTEST_SECRET} random characters or more."
        )
    issuer = (settings.oidc_issuer or "").rstrip("/")
    return {
        "auth": {
            "redirect_uri": f"{address}{CALLBACK}",
            "cookie_secret": cookie_secret,
            "client_id": given["KNEEWISE_OIDC_CLIENT_ID"],
            "client_secret": given["KNEEWISE_OIDC_CLIENT_SECRET"],
            "server_metadata_url": issuer if issuer.endswith(METADATA) else f"{issuer}{METADATA}",
        }
    }


def confirmed_email(user: Mapping[str, Any]) -> str | None:
    """The address of who is signed in, folded; None where the provider has not confirmed it.

    Not every provider says `email_verified`; one that says no is believed.
    """
    email = user.get("email")
    if not user.get("is_logged_in") or not isinstance(email, str) or not email.strip():
        return None
    return None if user.get("email_verified") in _FALSE else folded(email)


def account_of(people: Sequence[TeamPerson], user: Mapping[str, Any]) -> TeamPerson | None:
    """Whose account that is; None: nobody's, or no longer anybody's."""
    email = confirmed_email(user)
    return None if email is None else find_person(people, email)


def _plain(secret: Any) -> str | None:
    return None if secret is None else secret.get_secret_value()
