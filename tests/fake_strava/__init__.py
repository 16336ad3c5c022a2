"""A fake Strava for tests and development: real HTTP on loopback, Strava's answers."""

from .faults import Fault, Faults
from .figures import START_LATLNG
from .history import a_fake_run, a_history
from .limits import Limits
from .polylines import POLYLINE, SUMMARY_POLYLINE
from .records import PRIVATE_WORD, Call, FakeActivity, FakeAthlete
from .server import FakeStrava
from .webhooks import Delivery

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
