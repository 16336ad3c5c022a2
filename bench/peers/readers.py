"""Packages that read recordings: `python -m bench.peers.readers NAME FILE SECONDS`.

Run by the Python of `.venv-peers`, which has neither Kneewise nor what it rests on. Each function
does what its package's own description tells a reader to do, and counts the points.
"""

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from bench.peers.passes import timed


def activity_parser(path: Path) -> int:
    """Frames of pandas."""
    records, _laps, _activity = import_module("activity_parser").ActivityParser().parse(str(path))
    return len(records)


def garmin_fit_sdk(path: Path) -> int:
    """Garmin's own: a dict a message."""
    sdk = import_module("garmin_fit_sdk")
    messages, errors = sdk.Decoder(sdk.Stream.from_file(str(path))).read()
    if errors:
        raise errors[0]
    return len(messages["record_mesgs"])


def fitdecode(path: Path) -> int:
    """An object a message, its fields asked for by name."""
    package, found = import_module("fitdecode"), 0
    with package.FitReader(str(path)) as reader:
        for frame in reader:
            if frame.frame_type == package.FIT_FRAME_DATA and frame.name == "record":
                _ = {field.name: field.value for field in frame.fields}
                found += 1
    return found


def fitparse(path: Path) -> int:
    """An object a message, its values as a dict."""
    messages = import_module("fitparse").FitFile(str(path)).get_messages("record")
    return len([message.get_values() for message in messages])


def gpxpy(path: Path) -> int:
    """Objects, with the way and the time in motion."""
    with path.open(encoding="utf-8") as file:
        track = import_module("gpxpy").parse(file)
    track.get_moving_data()
    return track.get_points_no()


def tcxreader(path: Path) -> int:
    """Objects."""
    reader = import_module("tcxreader.tcxreader").TCXReader()
    return len(reader.read(str(path), only_gps=False).trackpoints)


READERS: dict[str, Callable[[Path], int]] = {
    "activity-parser": activity_parser,
    "garmin-fit-sdk": garmin_fit_sdk,
    "fitdecode": fitdecode,
    "fitparse": fitparse,
    "gpxpy": gpxpy,
    "tcxreader": tcxreader,
}


if __name__ == "__main__":
    name, file, seconds = sys.argv[1:]
    read = partial(READERS[name], Path(file))
    timed(read, version=version(name), at_least_s=float(seconds)).tell()
