"""The words a runner agrees to before sharing, one file a scope in `sql/consent`, in versions."""

import tomllib
from dataclasses import dataclass
from functools import cache

from etl.errors import DataError
from sql import ROOT

SCOPES = ("training", "pain", "clinical")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One version of the words for one scope: what others then see, do not see, and may do."""

    scope: str
    version: str
    title: str
    shows: str
    hides: str
    lets: str


@cache
def read_consents() -> dict[str, tuple[Consent, ...]]:
    """Every version by scope, the newest last. Raises DataError for a file that is incomplete."""
    return {scope: _read(scope) for scope in SCOPES}


def current_consent(scope: str) -> Consent:
    """The words that are shown today."""
    return read_consents()[scope][-1]


def _read(scope: str) -> tuple[Consent, ...]:
    table = tomllib.loads((ROOT / "consent" / f"{scope}.toml").read_text("utf-8"))
    try:
        found = tuple(
            Consent(scope=scope, title=table["title"], **version) for version in table["versions"]
        )
    except (KeyError, TypeError) as error:
        raise DataError(f"consent/{scope}.toml: {error}.") from error
    if not found or len({consent.version for consent in found}) < len(found):
        raise DataError(f"consent/{scope}.toml: each version once, and at least one.")
    return found
