"""The warning signs a runner can tick, as read from the rule files."""

import tomllib
from dataclasses import dataclass
from functools import cache

from sql import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    """One warning sign: what it is, how soon to be seen, and who says so."""

    code: str
    text: str
    urgency: str
    source: str
    grade: str
    checked_by: str


@cache
def red_flags() -> dict[str, RedFlag]:
    """Every warning sign by its code, in the order of the file."""
    file = ROOT / "rules" / "red_flags" / "red_flags.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {code: RedFlag(code=code, **words) for code, words in table.items()}
