"""The worked cases of the evidence, by id, and a record of which test ran which."""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("golden.json")


class Cases(dict[str, dict[str, Any]]):
    """The cases; a look-up inside a test is written down under that test's name."""

    def __init__(self, cases: dict[str, dict[str, Any]]) -> None:
        super().__init__(cases)
        self.read_by: defaultdict[str, set[str]] = defaultdict(set)

    def __getitem__(self, case_id: str) -> dict[str, Any]:
        case = super().__getitem__(case_id)
        running = os.environ.get("PYTEST_CURRENT_TEST", "").rsplit(" ", 1)[0]
        if running:
            self.read_by[running].add(case_id)
        return case


GOLDEN = Cases({case["id"]: case for case in json.loads(_FILE.read_text("utf-8"))["cases"]})

LATER = {
    "H1.": "load and pain within one runner",
    "H2.": "load and pain within one runner",
    "H3.": "load and pain within one runner",
    "H4.": "load and pain within one runner",
    "H5.": "validation on public data",
    "H6.": "validation on public data",
    "H7.": "validation on public data",
    "H8.": "validation on public data",
    "H9.": "validation on public data",
    "I1.": "validation on public data",
    "I2.": "validation on public data",
}
"""What is not built yet, by the beginning of its ids, and the part it belongs to."""


def later_part(case_id: str) -> str | None:
    """The part of the product that a case waits for; None: it is to be run today."""
    return next((part for start, part in LATER.items() if case_id.startswith(start)), None)
