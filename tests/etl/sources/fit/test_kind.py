"""What a FIT file holds, by its first bytes."""

from datetime import timedelta

import pytest

from etl.sources.fit.kind import kind_of, other_kind
from tests.etl.sources.builders import START, fit
from tests.etl.sources.fit_bytes import fit_file
from tests.etl.sources.garmin_takeout.builders import monitoring


def test_the_first_message_says_it():
    """Steps of a day are no activity; what an activity is may hold one."""
    assert (kind_of(monitoring(START)), other_kind(monitoring(START))) == (
        "monitoring_b", "all-day monitoring",
    )  # fmt: skip
    assert (kind_of(fit_file()), other_kind(fit_file())) == ("activity", None)
    assert other_kind(fit()) is None  # here other definitions stand between it and its data


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00" * 600, b"\x0e" + b"\xff" * 7 + b".FIT"])
def test_what_cannot_be_told_is_nothing(data: bytes):
    """Then the file is read, and its reader says why it cannot be."""
    assert other_kind(data) is None


def test_a_head_cut_off_anywhere_tells_nothing_or_the_same():
    """No guess is made of a part of the message."""
    data = monitoring(START + timedelta(days=1))
    assert {kind_of(data[:length]) for length in range(len(data))} == {None, "monitoring_b"}
