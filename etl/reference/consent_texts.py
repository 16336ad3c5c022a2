"""The words a runner agrees to before sharing, one file a scope in `sql/consent`, in versions."""

from functools import cache
from typing import Annotated

from pydantic import AfterValidator

from etl.reference.reviewed import Reviewed, SomeRows, Text, check, each_once
from etl.reference.toml_files import read_toml
from sql import ROOT

SCOPES = ("training", "pain", "clinical")


class Words(Reviewed):
    """One version of what others then see, do not see, and may do."""

    version: Text
    shows: Text
    hides: Text
    lets: Text


class Consent(Words):
    """One version of the words for one scope."""

    scope: str
    title: Text


class _Versions(Reviewed):
    title: Text
    versions: Annotated[SomeRows[Words], AfterValidator(each_once("version"))]


@cache
def read_consents() -> dict[str, tuple[Consent, ...]]:
    """Every version by scope, the newest last. Raises DataError for a file that is incomplete."""
    return {scope: _read(scope) for scope in SCOPES}


def current_consent(scope: str) -> Consent:
    """The words that are shown today."""
    return read_consents()[scope][-1]


def _read(scope: str) -> tuple[Consent, ...]:
    file = ROOT / "consent" / f"{scope}.toml"
    read = check(_Versions, read_toml(file), where=f"consent/{file.name}")
    return tuple(
        Consent(scope=scope, title=read.title, **words.model_dump()) for words in read.versions
    )
