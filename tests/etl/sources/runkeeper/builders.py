"""A Runkeeper export, to the layout that `etl.sources.runkeeper.reader` names."""

from datetime import datetime

from tests.etl.sources.builders import START, gpx, trkpts

TABLE = "cardioActivities.csv"
MILES = (
    "Date,Type,Route Name,Distance (mi),Duration,Average Pace,Average Speed (mph),Calories Burned,"
    "Climb (ft),Average Heart Rate (bpm),Notes,GPX File\n"
)
KILOMETRES = (
    "Activity Id,Date,Type,Route Name,Distance (km),Duration,Average Pace,Average Speed (km/h),"
    "Calories Burned,Climb (m),Average Heart Rate (bpm),Friend's Tagged,Notes,GPX File\n"
)


def in_miles(
    date: str, kind: str, miles: str, duration: str, *, notes: str = "", file: str = ""
) -> str:
    """A row of who runs in miles; notes may hold lines, commas and quotes."""
    return f'{date},{kind},,{miles},{duration},8:50,6.79,384.0,71.14,,"{notes}",{file}\n'


def in_kilometres(
    number: str, date: str, kind: str, km: str, duration: str, *, bpm: str = "", file: str = ""
) -> str:
    """A row of who runs in kilometres."""
    return f"{number},{date},{kind},,{km},{duration},5:30,10.9,350.0,42.5,{bpm},,,{file}\n"


def route_file(*, began: datetime = START, seconds: int = 1800) -> bytes:
    """A GPX as Runkeeper writes it: times in UTC, no type but in its name."""
    points = trkpts(start=began, seconds=seconds)
    return gpx(points, type_=None, creator="Runkeeper - http://www.runkeeper.com")
