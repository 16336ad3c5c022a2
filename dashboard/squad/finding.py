"""How many of a squad need a look, as the headline."""

import polars as pl

from dashboard.ui import display


def finding(squad: pl.DataFrame) -> str:
    """Of rows of `page.squad`: how many to look at, and of how many nothing is known."""
    needs = squad.filter(~pl.col("need").is_in(["ok", "unknown"])).height
    unknown = squad.filter(pl.col("need") == "unknown").height
    found = f"{needs} of {display.count(squad.height, 'runner')} to look at"
    return found + (f", {unknown} not known" if unknown else "")
