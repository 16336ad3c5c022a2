"""Runs, homes and rows for tests, in a line each."""

from tests.builders.homes import a_home, an_upload
from tests.builders.runs import a_drive_home, a_ride, a_run, a_track

__all__ = ["a_drive_home", "a_home", "a_ride", "a_run", "a_track", "an_upload"]
