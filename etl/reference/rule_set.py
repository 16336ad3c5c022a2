"""The rule set: one version and day for all rules, their numbers, the plans and the programmes.

`content_sha256` in `sql/rule_set.toml` is of what those files say; comments, spacing, sources and
reviews are not part of it. A change of anything else without a raised version fails a test, and
`make rule-set` raises it: version one higher, in effect from today.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from etl import clock
from etl.reference.reviewed import Reviewed, Text, check
from etl.reference.toml_files import read_toml, toml_files
from sql import ROOT

FILE = ROOT / "rule_set.toml"
FOLDERS = ("rules", "rules/parameters", "rules/red_flags", "plans", "programmes")
"""What the version is of, under `sql`."""

_NOT_CONTENT = frozenset({"source", "sessions_source", "checked_by", "next_review_on"})
_TEMPLATE = """\
# The version of all rules, numbers, plans and programmes together, and the day from which it holds.
# Written by `make rule-set`; the hash is of what those files say, without sources and reviews.
version = {version}
effective_from = {effective_from}
content_sha256 = "{content_sha256}"
"""


def _to_version(value: object) -> str:
    if type(value) is not int:
        raise ValueError("is no whole number")
    return str(value)


class RuleSet(Reviewed):
    """Version (a whole number, as text) and the day from which it holds."""

    rule_set_version: Annotated[str, Field(alias="version"), BeforeValidator(_to_version)]
    effective_from_date: Annotated[date, Field(alias="effective_from")]
    content_sha256: Text


@cache
def read_rule_set() -> RuleSet:
    """What `sql/rule_set.toml` says. Raises DataError where it is incomplete."""
    return check(RuleSet, read_toml(FILE), where=FILE.name)


def content_sha256(root: Path = ROOT) -> str:
    """Of what the files of the rule set say, in one spelling."""
    told = {
        f"{folder}/{path.name}": _content(read_toml(path))
        for folder in FOLDERS
        for path in toml_files(root / folder)
    }
    spelled = json.dumps(told, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(spelled.encode()).hexdigest()


def raise_version(*, on: date) -> Iterator[str]:
    """Write the file anew where what it is of has changed; yields what was done."""
    former, content = read_rule_set(), content_sha256()
    if former.content_sha256 == content:
        yield f"Rule set {former.rule_set_version} holds: nothing it is of has changed."
        return
    version = int(former.rule_set_version) + 1
    FILE.write_text(
        _TEMPLATE.format(version=version, effective_from=on, content_sha256=content), "utf-8"
    )
    yield f"Rule set {version}, in effect from {on}."


def _content(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _content(part) for key, part in value.items() if key not in _NOT_CONTENT}
    return [_content(part) for part in value] if isinstance(value, list) else value


if __name__ == "__main__":
    for line in raise_version(on=clock.read().date()):
        sys.stdout.write(line + "\n")
