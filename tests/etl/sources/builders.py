"""Small files made in the test: tracks as GPX and TCX, watches' recordings as FIT."""

from datetime import UTC, datetime, timedelta

import numpy as np

from etl.demo.fit_writer import Track, Watch, encode_fit

START = datetime(2026, 5, 3, 7, 0, tzinfo=UTC)
DEGREES_A_METRE = 1 / 111_195.0  # along a meridian


def gpx(points: str, *, type_: str | None = "running", creator: str = "test") -> bytes:
    """A GPX file around some <trkpt>s."""
    kind = f"<type>{type_}</type>" if type_ is not None else ""
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><gpx creator="{creator}" '
        f'xmlns="http://www.topografix.com/GPX/1/1"><trk>{kind}<trkseg>{points}</trkseg></trk></gpx>'
    )
    return text.encode()


def trkpts(
    *,
    speed_mps: float = 3.0,
    seconds: int = 60,
    start: datetime = START,
    latitude: float = 47.0,
    inside: str = "",
) -> str:
    """Points a second apart, straight north from 8 degrees east, each with `inside`."""
    return "".join(
        f'<trkpt lat="{latitude + speed_mps * second * DEGREES_A_METRE:.9f}" lon="8.0">'
        f"<time>{start + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</time>{inside}</trkpt>"
        for second in range(seconds)
    )


def tcx(laps: str, *, sport: str = "Running") -> bytes:
    """A TCX file around some <Lap>s."""
    text = (
        '<?xml version="1.0"?><TrainingCenterDatabase><Activities>'
        f'<Activity Sport="{sport}"><Id>2026-05-03T07:00:00Z</Id>{laps}</Activity>'
        "</Activities></TrainingCenterDatabase>"
    )
    return text.encode()


def lap(*tracks: str, seconds: float = 60.0, metres: float = 180.0) -> str:
    """A lap with its totals around some tracks of <Trackpoint>s."""
    inside = "".join(f"<Track>{track}</Track>" for track in tracks)
    return (
        f'<Lap StartTime="2026-05-03T07:00:00Z"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
        f"<DistanceMeters>{metres}</DistanceMeters><Calories>900</Calories>{inside}</Lap>"
    )


def trackpoints(*, first: int = 0, seconds: int = 60, inside: str = "") -> str:
    """Trackpoints a second apart at 3 m/s, each with `inside`."""
    return "".join(
        f"<Trackpoint><Time>{START + timedelta(seconds=first + second):%Y-%m-%dT%H:%M:%SZ}</Time>"
        f"<DistanceMeters>{3.0 * (first + second)}</DistanceMeters>{inside}</Trackpoint>"
        for second in range(seconds)
    )


def fit(
    *,
    seconds: int = 60,
    pauses: tuple[tuple[int, int], ...] = (),
    sport: str = "running",
    sub_sport: str = "generic",
    cadence_spm: float | None = 170.0,
    started_at: datetime = START,
    utc_offset_h: float = 2,
    has_barometer: bool = True,
    with_positions: bool = False,
) -> bytes:
    """A watch's recording at 3 m/s, one record a second but for the pauses (stop, restart)."""
    clock = np.arange(seconds, dtype=np.float64)
    for stop, restart in pauses:
        clock = clock[(clock <= stop) | (clock >= restart)]
    count = len(clock)
    return encode_fit(
        Track(
            started_at=started_at,
            utc_offset=timedelta(hours=utc_offset_h),
            clock_s=clock,
            distance_m=np.arange(count) * 3.0,
            speed_mps=np.full(count, 3.0),
            altitude_m=np.full(count, 400.0),
            cadence_spm=None if cadence_spm is None else np.full(count, cadence_spm),
            heart_rate_bpm=np.full(count, 150.0),
            latitude_deg=np.full(count, 47.0) if with_positions else None,
            longitude_deg=np.full(count, 8.0) if with_positions else None,
            pauses=pauses,
            sport=sport,
            sub_sport=sub_sport,
            watch=Watch(has_barometer=has_barometer),
        )
    )
