"""An export of Apple Health, to the layout that `etl.sources.apple_health.reader` names."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from tests.etl.sources.builders import START, gpx, trkpts

FOLDER = "apple_health_export/"
# As it stands in exports of one version of iOS: an attribute list that is never closed.
BROKEN_DOCTYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
<!ELEMENT Workout ((MetadataEntry|WorkoutEvent|WorkoutRoute|WorkoutStatistics)*)>
]>"""
DEVICE = (
    "&lt;&lt;HKDevice: 0xc936a3f60&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, "
    "hardware:Watch7,2, software:26.2&gt;"
)


def health_time(moment: datetime, offset_h: float = 2.0) -> str:
    """As the phone writes it: its own clock, with the offset."""
    return f"{moment.astimezone(timezone(timedelta(hours=offset_h))):%Y-%m-%d %H:%M:%S %z}"


def workout(
    kind: str = "Running",
    *,
    began: datetime = START,
    minutes: float = 30.0,
    paused_min: float = 1.0,
    offset_h: float = 2.0,
    attributes: str = "",
    inside: str = "",
) -> str:
    """A workout: its minutes without the pauses, with what stands inside."""
    ended = began + timedelta(minutes=minutes + paused_min)
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityType{kind}" duration="{minutes}" '
        f'durationUnit="min" sourceName="Anna’s Apple Watch" sourceVersion="26.2" '
        f'device="{DEVICE}" creationDate="{health_time(ended, offset_h)}" '
        f'startDate="{health_time(began, offset_h)}" endDate="{health_time(ended, offset_h)}" '
        f"{attributes}>\n{inside}</Workout>\n"
    )


def fact(key: str, value: str) -> str:
    """A <MetadataEntry>."""
    return f'  <MetadataEntry key="{key}" value="{value}"/>\n'


def statistic(kind: str, **values: object) -> str:
    """A <WorkoutStatistics> of a quantity."""
    told = " ".join(f'{name}="{value}"' for name, value in values.items())
    return f'  <WorkoutStatistics type="HKQuantityTypeIdentifier{kind}" {told}/>\n'


def route(name: str) -> str:
    """A <WorkoutRoute> that names its file."""
    return (
        '  <WorkoutRoute sourceName="Anna’s Apple Watch">\n'
        '   <MetadataEntry key="HKMetadataKeySyncVersion" value="2"/>\n'
        f'   <FileReference path="/workout-routes/{name}"/>\n  </WorkoutRoute>\n'
    )


def new_totals(km: float, steps: int | None = None, bpm: float | None = None) -> str:
    """Totals as exports since iOS 16 have them."""
    told = statistic("DistanceWalkingRunning", sum=km, unit="km")
    if steps is not None:
        told += statistic("StepCount", sum=steps, unit="count")
    if bpm is not None:
        told += statistic("HeartRate", average=bpm, minimum=80, maximum=170, unit="count/min")
    return told


def measurements(count: int) -> str:
    """Single measurements, which are nearly all of an export."""
    return "".join(
        f' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Anna’s Apple Watch" '
        f'device="{DEVICE}" unit="count/min" startDate="2026-05-03 09:{n % 60:02}:00 +0200" '
        f'endDate="2026-05-03 09:{n % 60:02}:00 +0200" value="{60 + n % 90}"/>\n'
        for n in range(count)
    )


def table(*workouts: str, doctype: str = BROKEN_DOCTYPE, records: str = "") -> bytes:
    """export.xml around some workouts, measurements first, days last."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}\n<HealthData locale="de_DE">\n'
        ' <ExportDate value="2026-05-20 08:00:00 +0200"/>\n'
        ' <Me HKCharacteristicTypeIdentifierDateOfBirth="1990-01-01"/>\n'
        f"{records or measurements(3)}{''.join(workouts)}"
        ' <ActivitySummary dateComponents="2026-05-03" activeEnergyBurned="500"/>\n</HealthData>\n'
    ).encode()


def route_file(*, began: datetime = START, seconds: int = 1800) -> bytes:
    """A route as Apple writes it: a GPX without type, cadence or heart rate."""
    return gpx(trkpts(start=began, seconds=seconds), type_=None, creator="Apple Health Export")


def a_large_table(megabytes: int) -> Iterator[bytes]:
    """Pieces of a table of that size: a workout a megabyte."""
    first, last = table().split(b" <ActivitySummary")
    records = measurements(3000).encode()
    records *= 2**20 // len(records) + 1
    yield first
    for number in range(megabytes):
        yield records[: 2**20]
        yield b'"/>\n'
        yield workout(began=START - timedelta(days=number), inside=new_totals(5.0)).encode()
    yield b" <ActivitySummary" + last
