"""Write the rows that *Look at an example runner* shows, out of the demonstration.

    .venv/bin/python -m bench.example HOME

They are prebuilt because the demonstration takes minutes to build; nobody waits for an example.
"""

import json
import sys
from datetime import date
from functools import partial
from pathlib import Path

from dashboard.access.gateway import Gateway, Viewer
from dashboard.first_visit.example_rows import FILE, FRAMES, NAME, UNITS
from dashboard.limit.wording import sentence
from dashboard.rows import load_rows
from dashboard.rows.others import NextRun
from dashboard.rows.today import Today, TodayReason
from dashboard.today.status_wording import statement
from etl.demo.building import DEMO_NOW
from etl.home import Home
from etl.settings import Settings

WEEKS = 12


def written(home: Home) -> str:
    """The text of the file."""
    settings = Settings(home=home.root, now=DEMO_NOW)
    gateway = Gateway(home, settings)
    people = gateway.load(Viewer(), "page.runner").to_dicts()
    runner = next(one for one in people if one["display_name"] == NAME)
    load = partial(gateway.load, Viewer(), runner_id=runner["runner_id"])
    (today,), (next_run,) = load_rows(load, Today), load_rows(load, NextRun)
    said = statement(today, load_rows(load, TodayReason))
    told: dict[str, object] = {
        "day": DEMO_NOW.date(),
        "status": today["status"],
        "finding": said.finding,
        "limit": sentence(next_run, UNITS),
        "reasons": [row["text"] for row in said.why],
    }
    first = load("page.load_week")["week_start_date"].sort().tail(WEEKS)[0]
    for view, (columns, day) in FRAMES.items():
        rows = load(view).select(columns)
        told[view] = rows.filter(rows[day] >= first).to_dicts()
    return json.dumps(told, indent=1, default=_plain, ensure_ascii=False) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no plain form")


if __name__ == "__main__":
    FILE.write_text(written(Home(Path(sys.argv[1]))), encoding="utf-8")
