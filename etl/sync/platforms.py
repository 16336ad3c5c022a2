"""The platforms that can be connected: one line each."""

from typing import Any

from etl.errors import UserError
from etl.settings import Settings
from etl.sources.platform import OnHeaders, Platform, Terms
from etl.sources.strava_api.platform import StravaApi

PLATFORMS: list[type[Any]] = [
    StravaApi,
]


def all_terms() -> list[Terms]:
    """The terms of all, in the order of the list."""
    return [kind.terms for kind in PLATFORMS]


def lenders() -> frozenset[str]:
    """The names of those whose rows expire."""
    return frozenset(terms.provider for terms in all_terms() if terms.is_lent)


def terms_of(provider: str) -> Terms:
    """The terms of one. Raises UserError for a platform that is not in the list."""
    return _kind(provider).terms


def open_platform(
    provider: str, settings: Settings, *, on_headers: OnHeaders | None = None
) -> Platform:
    """One platform with a home's settings. Raises UserError as `terms_of`."""
    return _kind(provider)(settings, on_headers=on_headers)


def _kind(provider: str) -> type[Any]:
    for kind in PLATFORMS:
        if kind.terms.provider == provider:
            return kind
    raise UserError(f"This version knows no platform called {provider}.")
