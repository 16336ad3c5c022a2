"""Limits that a clinician set for one runner, in words and by whose name: never a silent change."""

import re
from collections.abc import Mapping

from dashboard.method.wording import limit_change as change
from dashboard.method.wording import own_limit
from etl.reference.sign_offs import NAME_TYPED

__all__ = ["change", "name_of", "own_limit"]

_PERSON = re.compile(r"p[0-9a-f]{32}")


def name_of(saved_by: str, names: Mapping[str, str]) -> str:
    """A person's name; one typed in a home without a sign-in says so."""
    if saved_by in names:
        return names[saved_by]
    if saved_by == "local" or _PERSON.fullmatch(saved_by):
        return "a clinician"
    return f"{saved_by} ({NAME_TYPED})"
