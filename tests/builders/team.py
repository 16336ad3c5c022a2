"""A home that several people sign in to: settings of a provider, and who is signed in."""

from typing import Any

from pydantic import SecretStr

from etl.settings import Settings

ISSUER = "http://127.0.0.1:1"


def team_settings(settings: Settings, *, issuer: str = ISSUER, **changes: Any) -> Settings:
    """The same settings with a sign-in provider."""
    return settings.model_copy(
        update={
            "oidc_issuer": issuer,
            "oidc_client_id": "kneewise",
            "oidc_client_secret": SecretStr("not-a-real-one"),
            "oidc_cookie_secret": SecretStr("c" * 40),
            **changes,
        }
    )


def signed_in(email: str, **claims: Any) -> dict[str, Any]:
    """What Streamlit's sign-in says of somebody."""
    who = {"iss": ISSUER, "sub": email.strip().lower(), "nonce": f"of {email}"}
    return {"is_logged_in": True, "email": email, "email_verified": True, **who, **claims}
