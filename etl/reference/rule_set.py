"""The rule set: one version and day for all rules, their numbers, the plans and the programmes.

`content_sha256` in `sql/rule_set.toml` is of what those files say; comments, spacing, sources and
reviews are not part of it. A change of anything else without a raised version fails a test, and
`make rule-set` raises it: version one higher, in effect from today.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from etl import clock
from etl.errors import DataError
from etl.reference.toml_files import check_keys, read_toml, toml_files
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Version (a whole number, as text) and the day from which it holds."""

    rule_set_version: str
    effective_from_date: date
    content_sha256: str


@cache
def read_rule_set() -> RuleSet:
    """What `sql/rule_set.toml` says. Raises DataError where it is incomplete."""
    table = read_toml(FILE)
    check_keys(FILE.name, table, {"version", "effective_from", "content_sha256"})
    if not isinstance(table["version"], int) or not isinstance(table["effective_from"], date):
        raise DataError(f"{FILE.name}: version is no whole number, or effective_from no date")
    return RuleSet(
        rule_set_version=str(table["version"]),
        effective_from_date=table["effective_from"],
        content_sha256=table["content_sha256"],
    )


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
