"""One activity's row in the ledger: what was told now, over what was known."""

import sqlite3
from datetime import datetime

from etl.sources.strava_api.facts import Facts, from_json
from etl.sync.ledger.records import to_text


def upsert_activity(
    connection: sqlite3.Connection,
    runner_id: str,
    facts: Facts,
    *,
    now: datetime,
    seen_at: datetime,
    is_detail: bool,
) -> None:
    """Keep what was told now. An unchanged activity is only renewed, a cropped one fetched anew.

    A summary (not `is_detail`) leaves what a single activity's answer told as it was.
    """
    former = connection.execute(
        "select facts, streams, original_sha256 from activity"
        " where runner_id = ? and source_activity_id = ?",
        [runner_id, facts.source_activity_id],
    ).fetchone()
    fresh = "wanted" if facts.has_streams else "none"
    if former is None:
        connection.execute(
            "insert into activity (runner_id, source_activity_id, facts, started_at,"
            " facts_fetched_at, detail_fetched_at, streams, seen_at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                runner_id,
                facts.source_activity_id,
                facts.to_json(),
                to_text(facts.started_at),
                to_text(now),
                to_text(now) if is_detail else None,
                fresh,
                to_text(seen_at),
            ],
        )
        return
    known = from_json(former["facts"])
    facts = facts if is_detail else facts.with_detail_of(known)
    is_same = facts == known
    streams = former["streams"] if facts.has_same_shape(known) else fresh
    connection.execute(
        "update activity set facts = ?, started_at = ?, facts_fetched_at = ?,"
        " detail_fetched_at = coalesce(?, detail_fetched_at), streams = ?,"
        " seen_at = ?, is_doubtful = 0, is_renewed = 1,"
        " is_loaded = case when ? then is_loaded else 0 end,"
        " is_covered = case when ? then is_covered else 0 end"
        " where runner_id = ? and source_activity_id = ?",
        [
            facts.to_json(),
            to_text(facts.started_at),
            to_text(now),
            to_text(now) if is_detail else None,
            streams,
            to_text(seen_at),
            is_same,
            is_same,
            runner_id,
            facts.source_activity_id,
        ],
    )
