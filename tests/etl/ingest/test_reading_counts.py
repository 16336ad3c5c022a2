"""What reading one file asks of its libraries: counted, since a count is the same everywhere."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import fitfast
import polars as pl
import pytest

from etl.ingest.chunks import files_a_chunk
from etl.ingest.read_file import ReadingTask, read_one
from etl.sources.gpx import reader as of_gpx
from tests.builders import a_run, an_upload
from tests.etl.sources.builders import gpx, trkpts

ELEMENTS = 10  # of the document: 4 and one for all points; of the point that shows how they look: 5
FRAME_CALLS = (
    4  # 2: a rolling median of altitude, a rank correlation; each takes what a column does
)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Generator[list[str]]:
    """Names of the calls, by library, as they are made."""
    made: list[str] = []

    def counted(place: Any, name: str, told: Callable[..., str]) -> None:
        real = getattr(place, name)

        def noting(*given: Any, **named: Any) -> Any:
            made.append(told(*given))
            return real(*given, **named)

        monkeypatch.setattr(place, name, noting)

    counted(pl.LazyFrame, "_collect_eager", lambda *_: "frame")
    counted(fitfast, "records", lambda data: f"records of {len(data)}")
    counted(fitfast, "parse", lambda data: f"messages of {len(data)}")
    yield made


def test_an_eager_call_on_a_frame_is_counted(calls: list[str]) -> None:
    """Else the next test could not fail."""
    pl.DataFrame({"one": [1, 2]}).filter(pl.col("one") > 1)
    assert calls == ["frame"]


def test_a_file_is_decoded_once_and_worked_out_on_whole_columns(
    calls: list[str], tmp_path: Path
) -> None:
    """Records once; of the rest of the file, which has none of them, all messages."""
    task = ReadingTask(home=tmp_path, runner_id="ada", runner_time_zone="UTC", known={}, choices={})
    content = a_run(km=10, hill_m=60, hill_count=2)
    assert read_one(an_upload(content), task).status == "imported"
    decoded = [call for call in calls if call != "frame"]
    assert decoded[0] == f"records of {len(content)}" and len(decoded) == 2
    assert int(decoded[1].rpartition(" ")[2]) < len(content) / 10
    assert calls.count("frame") <= FRAME_CALLS


def test_points_that_look_alike_are_not_told_one_by_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of an hour of them, the reader is told of as many elements as of three."""
    told: list[str] = []
    real = of_gpx.Reader.start

    def noting(reader: of_gpx.Reader, name: str, attributes: dict[str, str]) -> None:
        told.append(name)
        real(reader, name, attributes)

    monkeypatch.setattr(of_gpx.Reader, "start", noting)
    task = ReadingTask(home=tmp_path, runner_id="ada", runner_time_zone="UTC", known={}, choices={})
    content = gpx(trkpts(seconds=3600, inside="<ele>430.0</ele>"))
    assert read_one(an_upload(content, "hour.gpx"), task).status == "imported"
    assert len(told) <= ELEMENTS, told


@pytest.mark.parametrize(("here", "files"), [(0, 384), (19_000, 384), (20_000, 400), (10**6, 512)])
def test_a_transaction_takes_more_files_the_more_are_here(here: int, files: int) -> None:
    """What is settled with each looks at all that is here, so it must not come more often."""
    assert files_a_chunk(here) == files
