"""What each query of ours reads, as a file says it that was made beforehand: `sql/needs.json`.

Parsing all queries takes a second in every process. The file knows a query by its text, so one that
was changed is refused until `make needs` has been run, and never stands in a wrong order.
"""

import hashlib
import json
from functools import cache
from typing import Any

from etl.errors import DataError
from sql import ROOT

FILE = ROOT / "needs.json"


def needs_of(where: str, query: str) -> frozenset[str]:
    """The tables and views that a query of ours reads, as `schema.name`.

    `where` is its file, for the complaint. Raises DataError where it is not as it was at the last
    `make needs`.
    """
    known = read_needs().get(where)
    if known is None or known["sha256"] != sha256_of(query):
        raise DataError(f"{where}: sql/needs.json knows another query than this: run make needs")
    return frozenset(known["needs"])


def drawn_from(where: str, query: str) -> frozenset[str]:
    """Those of its needs without whose rows a query of ours has none; nothing of an unknown one."""
    known = read_needs().get(where)
    if known is None or known["sha256"] != sha256_of(query):
        return frozenset()
    return frozenset(known["drawn_from"])


def sha256_of(query: str) -> str:
    """What a query is known by."""
    return hashlib.sha256(query.encode()).hexdigest()


@cache
def read_needs() -> dict[str, dict[str, Any]]:
    """By file of a query: its `sha256`, its `needs`, and which of them it is `drawn_from`."""
    return json.loads(FILE.read_text("utf-8"))
