"""Files among the events that are none."""

from pathlib import Path

import pytest

from etl.home import Home
from etl.sync.webhook_queue import Event, keep_event, waiting_events


@pytest.mark.parametrize("content", [b"null", b"[]", b"1"])
def test_a_damaged_file_still_tells_that_something_changed(tmp_path: Path, content: bytes) -> None:
    """Its name alone is enough to ask Strava."""
    keep_event(Home(tmp_path), Event("strava", "activity", "1", "2"))
    (found,) = waiting_events(Home(tmp_path))
    assert found.file is not None
    found.file.write_bytes(content)
    assert len(waiting_events(Home(tmp_path))) == 1
