"""Signing in: the provider's settings as Streamlit wants them, and whose account that is.

The account is looked up on every run of every page, among the people that the journal has at that
moment, by the issuer and subject that it is bound to. Whether the session goes on is asked before a
message comes that far (`dashboard.server.sign_in`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.errors import KneewiseError, UserError
from etl.people.accounts import TeamPerson, find_person, folded
from etl.settings import Settings

METADATA = "/.well-known/openid-configuration"
CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32  # characters; a shorter one could be guessed from a cookie
_TRUE = (True, "true", "True")  # some say it as a word


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
            # Streamlit would ask for it only of a provider that announces it; RFC 7636 has the
            # others pass over what they do not know.
            "client_kwargs": {"code_challenge_method": "S256"},
        }
    }


@dataclass(frozen=True, slots=True)
class Login:
    """Who somebody is at a provider, whatever their address is there (OpenID Connect Core 5.7)."""

    issuer: str
    subject: str


def login_in(user: Mapping[str, Any]) -> Login | None:
    """Who signed in; None where nobody has."""
    issuer, subject = user.get("iss"), user.get("sub")
    is_whole = isinstance(issuer, str) and isinstance(subject, str) and issuer and subject
    return Login(issuer, subject) if user.get("is_logged_in") and is_whole else None


def is_for_us(user: Mapping[str, Any], settings: Settings) -> bool:
    """Whether the configured provider signed it, for this installation and no other.

    Whoever serves the provider's description could name another issuer in it.
    """
    issuer = (settings.oidc_issuer or "").removesuffix(METADATA).rstrip("/")
    audience = user.get("aud")
    meant_for = audience if isinstance(audience, list) else [audience]
    return str(user.get("iss")).rstrip("/") == issuer and settings.oidc_client_id in meant_for


def confirmed_email(user: Mapping[str, Any], *, is_trusted: bool = False) -> str | None:
    """The address of who is signed in, folded; None where the provider has not confirmed it.

    One that never says `email_verified` is believed where the settings trust it; one that says no
    never is.
    """
    email = user.get("email")
    if login_in(user) is None or not isinstance(email, str) or not email.strip():
        return None
    said = user.get("email_verified", is_trusted)
    return folded(email) if said in _TRUE else None


def account_of(
    people: Sequence[TeamPerson], user: Mapping[str, Any], *, is_trusted: bool = False
) -> TeamPerson | None:
    """Whose account that is; None: nobody's, or no longer anybody's.

    An account that is not bound yet belongs to whoever has its address, and is to be bound.
    """
    login = login_in(user)
    if login is None:
        return None
    for person in people:
        if (person.issuer, person.subject) == (login.issuer, login.subject):
            return person
    email = confirmed_email(user, is_trusted=is_trusted)
    person = None if email is None else find_person(people, email)
    return None if person is None or person.is_bound else person


def is_of_another_login(
    people: Sequence[TeamPerson], user: Mapping[str, Any], *, is_trusted: bool = False
) -> bool:
    """Whether that address is of an account that somebody signs in to with another login."""
    email = confirmed_email(user, is_trusted=is_trusted)
    person = None if email is None else find_person(people, email)
    return person is not None and account_of(people, user, is_trusted=is_trusted) is None


def _plain(secret: Any) -> str | None:
    return None if secret is None else secret.get_secret_value()
