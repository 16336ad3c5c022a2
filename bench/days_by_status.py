"""Share of days by status and by rule: what the rules make of real and of invented days.

python -m bench.days_by_status HOME [HOME …] [--save FILE] [--before FILE]

A table for each home. `--save` keeps the shares as JSON; `--before` sets such a file beside them.
Rules that stand among the reasons of more than a fifth of all days are named.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from bench.archive import print_table
from dashboard.access.gateway import Gateway, Viewer
from etl.home import Home
from etl.journal.store import Journal
from etl.settings import Settings

OFTEN_SHARE = 0.2
"""A rule on more days than this has to give its reason."""

Shares = dict[str, float]


def main(homes: list[Path], *, save: Path | None, before: Path | None) -> None:
    """Print the table, and what is on more days than a fifth."""
    now = {home.name: shares_of(home) for home in homes}
    then: dict[str, Shares] = json.loads(before.read_text("utf-8")) if before else {}
    if save is not None:
        save.write_text(json.dumps(now, indent=1), "utf-8")
    for name, shares in now.items():
        print(f"\n{name}: {shares.pop('days'):.0f} days")
        former = then.get(name, {})
        former.pop("days", None)
        print_table([("of all days", "before", "now"), *rows(former, shares)])
        often = [key for key, share in shares.items() if share > OFTEN_SHARE and " " in key]
        print(f"on more than {OFTEN_SHARE:.0%} of days: {', '.join(sorted(often)) or 'none'}")


def rows(before: Shares, now: Shares) -> list[tuple[str, str, str]]:
    """Status words first, then rules, each the most frequent first."""
    keys = sorted(before | now, key=lambda key: (" " in key, -now.get(key, 0), key))
    return [(key, _percent(before.get(key)), _percent(now.get(key))) for key in keys]


def shares_of(path: Path) -> Shares:
    """Share of days with each status and each rule among the reasons, and with a status by it.

    Every runner of the home counts with every day of theirs.
    """
    home = Home(path)
    settings = Settings(home=path).at(home)
    gateway = Gateway(home, settings)
    found: Counter[str] = Counter()
    for runner in Journal(home, settings).runners():
        days = gateway.load(Viewer(), "risk.runner_day", runner_id=runner.runner_id)
        for status, reasons in days.select("status", "reasons").iter_rows():
            found.update(["days", status])
            found.update({f"rule {reason['rule_id']}" for reason in reasons})
            found.update({f"rule {r['rule_id']}, coloured" for r in reasons if r["status"]})
    count = found["days"]
    return {key: number / count for key, number in found.items()} | {"days": float(count)}


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.1%}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("homes", nargs="+", type=Path)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--before", type=Path)
    given = parser.parse_args()
    main(given.homes, save=given.save, before=given.before)
