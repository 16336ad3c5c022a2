"""A digest that somebody asks for: through the one door, and without what was only lent."""

from dataclasses import replace
from datetime import date

from dashboard.access.gateway import Gateway, Viewer
from dashboard.squad.digest.contents import Digest, latest_week, to_digest

BOARD = "/squad"  # address of the board below the server's


def make_digest(
    gateway: Gateway,
    viewer: Viewer,
    *,
    own_runner_id: str | None = None,
    week_start_date: date | None = None,
    has_diary: bool = True,
    address: str | None = None,
) -> Digest | None:
    """What this viewer may see now, of one week, else of the last that ended; None of nobody.

    Grants are those of this moment, also for a week gone by, and the read is noted like a page's.
    `address` is where browsers reach the board's server.
    """
    lasting = replace(viewer, sees_lent=False)
    rows = gateway.load(lasting, "page.digest")
    if rows.is_empty():
        return None
    today = rows["local_date"].max()
    assert isinstance(today, date)
    return to_digest(
        rows,
        week_start_date=week_start_date or latest_week(today),
        has_diary=has_diary,
        own_runner_id=own_runner_id,
        board=f"{address.rstrip('/')}{BOARD}" if address else None,
    )
