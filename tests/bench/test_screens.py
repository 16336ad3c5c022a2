"""The parts that call what was there before: each contender has its name and version."""

import re

from bench import ramp_and_spike
from bench.compare.screens import by_hand, version_of
from bench.table.side_by_side import VIEWS


def test_every_hand_has_a_name_and_a_version():
    """A contender that is added without one would end the part after its measurement."""
    hands = [who for who in ramp_and_spike.CONTENDERS if who != VIEWS]
    assert VIEWS in ramp_and_spike.CONTENDERS
    assert [by_hand(who) for who in hands] == ["DuckDB by hand", "pandas by hand", "Polars by hand"]
    assert all(re.match(r"\d+\.\d+", version_of(who)) for who in hands)
