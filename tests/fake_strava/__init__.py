"""A fake Strava for tests and development: real HTTP on loopback, Strava's answers."""

from tests.fake_strava.athlete.figures import START_LATLNG
from tests.fake_strava.athlete.history import a_fake_run, a_history
from tests.fake_strava.athlete.polylines import POLYLINE, SUMMARY_POLYLINE
from tests.fake_strava.athlete.records import PRIVATE_WORD, Call, FakeActivity, FakeAthlete
from tests.fake_strava.faults import Fault, Faults
from tests.fake_strava.limits import Limits
from tests.fake_strava.server import FakeStrava
from tests.fake_strava.webhooks import Delivery

__all__ = [
    "POLYLINE",
    "PRIVATE_WORD",
    "START_LATLNG",
    "SUMMARY_POLYLINE",
    "Call",
    "Delivery",
    "FakeActivity",
    "FakeAthlete",
    "FakeStrava",
    "Fault",
    "Faults",
    "Limits",
    "a_fake_run",
    "a_history",
]
