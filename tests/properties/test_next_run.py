"""Tomorrow's limit against a loop that knows nothing of SQL, on random histories, every day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from tests.properties import oracle
from tests.properties.histories import History, histories, put
from tests.properties.oracle import Session
from tests.sql.world import World

STANDS = timedelta(days=30)
FACTORS = {"small": 1.10, "moderate": 1.10, "large": 1.00}

random_histories = settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def band(run: Session, runs: list[Session]) -> str | None:
    """Which jump the run was against the 30 days before it, if any."""
    _, _, name = oracle.spike(run, runs)
    return name if name in FACTORS else None


def former_longest_m(run: Session, runs: list[Session]) -> float:
    """By definition: jumps before it count as what came before them."""
    before = [each for each in runs if run.start - STANDS <= each.start < run.start]
    counted = [
        former_longest_m(each, runs) if band(each, runs) else each.total("distance_m")
        for each in before
    ]
    return max(metres for metres in counted if metres is not None)


def ceiling_m(day: date, runs: list[Session]) -> float | None:
    """How far by distance alone on the day after."""
    looked_at = [run for run in runs if day - STANDS < run.local_date <= day]
    left = [
        FACTORS[name] * former_longest_m(run, runs)
        for run in looked_at
        if (name := band(run, runs))
    ]
    known = [m for run in looked_at if (m := run.total("distance_m")) is not None]
    return min(left) if left else 1.10 * max(known) if known else None


@random_histories
@given(history=histories())
def test_the_limit_of_every_day_is_that_of_a_plain_loop(world: World, history: History):
    """Also: for 30 days after a jump no more than it was a jump from, and one number in all."""
    put(world, history)
    world.share("mara")
    runs = oracle.sessions(history)
    found = world.connection.execute(
        "select next.as_of_date, next.limit_m, next.limit_reason, back.left_m"
        " from risk.next_run as next left join risk.return_day as back"
        " on back.runner_id = next.runner_id and back.local_date = next.as_of_date"
    ).fetchall()
    for day, limit_m, reason, left_m in found:
        expected = ceiling_m(day, runs)
        if expected is None:
            assert (limit_m, reason) == (None, "unknown")
            continue
        parts = [part for part in (expected, left_m) if part is not None]
        assert limit_m == pytest.approx(min(parts), abs=1e-3)
        for run in runs:
            name = band(run, runs)
            if name and run.local_date <= day < run.local_date + STANDS:
                longest_m, _, _ = oracle.spike(run, runs)
                assert longest_m is not None and limit_m <= FACTORS[name] * longest_m + 1e-3
    told = {
        view: world.connection.execute(
            f"select limit_m, limit_reason from {view} where {where}"  # noqa: S608  our own names
        ).fetchall()
        for view, where in {
            "risk.next_run": "as_of_date = as_of_date()",
            "page.next_run": "true",
            "page.squad_runner": "true",
            "page.digest": "local_date = as_of_date()",
        }.items()
    }
    assert all(rows == told["risk.next_run"] and len(rows) == 1 for rows in told.values())
