"""Who of a squad needs a look, as the headline."""

import polars as pl

from dashboard.squad import wording
from dashboard.ui.plain_names import plain_name

_NAMED = 3  # whom a headline names


def headline(squad: pl.DataFrame) -> str:
    """Of rows of `page.squad`: whom to look at, and of how many nothing is known."""
    in_need = squad.filter(~pl.col("need").is_in(["ok", "unknown"]))
    names = [plain_name(name) for name in in_need["display_name"]]
    return wording.need_a_look(
        names[:_NAMED],
        more_count=max(len(names) - _NAMED, 0),
        unknown_count=squad.filter(need="unknown").height,
    )
