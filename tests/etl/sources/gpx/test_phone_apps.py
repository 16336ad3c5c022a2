"""GPX of phone apps that write into a folder by themselves, made from their public layout.

OpenTracks: `GPXTrackExporter.java` (Apache 2.0); FitoTrack: `util/gpx/*.java` as Jackson writes
them (GPL 3.0). Both are told by layout alone, no code of theirs is here.
"""

from datetime import UTC, datetime, timedelta, timezone

from etl.sources.detect import read_file
from tests.etl.sources.builders import DEGREES_A_METRE

START = datetime(2026, 5, 3, 9, 0, tzinfo=timezone(timedelta(hours=2)))
SECONDS, SPEED_MPS = 400, 3.0


def opentracks(*, pause_at: int) -> bytes:
    """A run of two segments, with a heart-rate belt and a foot pod, times with their offset."""
    points = [
        f'<trkpt lat="{47 + SPEED_MPS * second * DEGREES_A_METRE:.6f}" lon="8">\n'
        f"<ele>{300 + second / 50:.1f}</ele>\n"
        f"<time>{(START + timedelta(seconds=second)).isoformat(timespec='milliseconds')}</time>\n"
        "<extensions><gpxtpx:TrackPointExtension>\n"
        f"<gpxtpx:speed>{SPEED_MPS:.2f}</gpxtpx:speed>\n<gpxtpx:hr>151</gpxtpx:hr>\n"
        "<gpxtpx:cad>84</gpxtpx:cad>\n<opentracks:gain>0</opentracks:gain>\n"
        "</gpxtpx:TrackPointExtension></extensions>\n</trkpt>\n"
        for second in range(SECONDS)
    ]
    segments = "".join(
        f"<trkseg>\n{''.join(part)}</trkseg>\n" for part in (points[:pause_at], points[pause_at:])
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gpx\nversion="1.1"\ncreator="OpenTracks"\n'
        'xmlns="http://www.topografix.com/GPX/1/1"\n'
        'xmlns:topografix="http://www.topografix.com/GPX/Private/TopoGrafix/0/1"\n'
        'xmlns:opentracks="http://opentracksapp.com/xmlschemas/v1"\n'
        'xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2"\n'
        'xmlns:gpxtrkx="http://www.garmin.com/xmlschemas/TrackStatsExtension/v1">\n'
        '<wpt lat="47" lon="8">\n<time>2026-05-03T09:01:00+02:00</time>\n'
        "<name><![CDATA[Bench]]></name>\n<type><![CDATA[]]></type>\n</wpt>\n"
        "<trk>\n<name><![CDATA[2026-05-03T09:00+02:00]]></name>\n<desc><![CDATA[]]></desc>\n"
        "<type><![CDATA[running]]></type>\n<extensions>\n"
        "<topografix:color>c0c0c0</topografix:color>\n"
        "<opentracks:trackid>0b4b1f0e-5f57-4c1c-9d33-0d5a3f8a4f10</opentracks:trackid>\n"
        "<gpxtrkx:TrackStatsExtension>\n<gpxtrkx:Distance>1197.0</gpxtrkx:Distance>\n"
        "<gpxtrkx:TimerTime>399</gpxtrkx:TimerTime>\n</gpxtrkx:TrackStatsExtension>\n"
        f"</extensions>\n{segments}</trk>\n</gpx>\n"
    ).encode()


def fitotrack() -> bytes:
    """A run as Jackson writes it: one line, no declaration, speed right among the extensions."""
    points = "".join(
        f'<trkpt lat="{47 + SPEED_MPS * second * DEGREES_A_METRE:.7f}" lon="8.0">'
        f"<ele>{300 + second / 50}</ele>"
        f"<time>{(START + timedelta(seconds=second)).isoformat(timespec='milliseconds')}</time>"
        f"<fix>gps</fix><extensions><speed>{SPEED_MPS}</speed></extensions></trkpt>"
        for second in range(SECONDS)
    )
    return (
        '<gpx xmlns="" version="1.1" creator="FitoTrack"><metadata><name>Running</name><desc/>'
        "<time>2026-05-03T09:00:00.000+02:00</time></metadata><name>Running</name><desc/>"
        "<trk><number>0</number><name>Running</name><cmt/><desc/><src>FitoTrack</src>"
        f"<type>running</type><trkseg>{points}</trkseg></trk></gpx>"
    ).encode()


def test_a_run_of_opentracks_is_read_with_its_belt_and_its_foot_pod() -> None:
    """Segments are one run, waypoints none; a foot pod counts one foot."""
    (run,) = read_file("2026-05-03.gpx", opentracks(pause_at=200))
    assert (run.sport, run.is_run) == ("run", True)
    assert run.started_at == START.astimezone(UTC)
    assert run.samples is not None and run.samples.height == SECONDS
    assert abs(run.samples["distance_m"][-1] - SPEED_MPS * (SECONDS - 1)) < 5
    assert run.samples["heart_rate_bpm"][0] == 151.0
    assert (run.cadence_rule, run.samples["cadence_spm"][0]) == ("guard_x2", 168.0)
    assert run.altitude_source == "gps"


def test_a_run_of_fitotrack_is_read() -> None:
    """Kind, time with its offset, way and altitude."""
    (run,) = read_file("workout.gpx", fitotrack())
    assert (run.sport, run.is_run) == ("run", True)
    assert run.started_at == START.astimezone(UTC)
    assert run.samples is not None and run.samples.height == SECONDS
    assert abs(run.samples["distance_m"][-1] - SPEED_MPS * (SECONDS - 1)) < 5
    assert run.altitude_source == "gps"
