"""Kneewise, and what is below it: `python -m bench.peers.kneewise NAME FILE SECONDS`.

Timed as the peers are, by the Python of the development environment.
"""

import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from xml.parsers.expat import EXPAT_VERSION, ParserCreate

import fitfast

from bench.peers.passes import timed
from etl.home import Home
from etl.ingest.read_file import ReadingTask, read_one
from etl.sources.detect import read_file
from etl.sources.discover import walk
from etl.storage.originals import Originals

Read = Callable[[], int | None]


def bare_decoder(path: Path, _scratch: Path) -> Read:
    """FIT: columns of the records. XML: expat without any handler, which counts nothing."""
    if path.suffix == ".fit":
        return lambda: len(fitfast.records(path)["timestamp"])

    def parse() -> None:
        ParserCreate().Parse(path.read_bytes(), True)

    return parse


def reading_alone(path: Path, _scratch: Path) -> Read:
    """From bytes to a cleaned recording."""

    def read() -> int:
        (recording,) = read_file(path.name, path.read_bytes())
        samples = recording.samples
        return 0 if samples is None else samples.height

    return read


def whole_work(path: Path, scratch: Path) -> Read:
    """All that a worker does with a file: hash, original kept, read, analysed, samples stored.

    The original is forgotten after each pass, since one that is there is not packed again. A home
    for each pass would have three folders made for it, which no import does for a file. Originals
    are forced to disk together, by whoever stores what was read: not here.
    """
    home = Home(scratch).create()
    task = ReadingTask(
        home=home.root, runner_id="r", runner_time_zone="Europe/Berlin", known={}, choices={}
    )
    (file,) = walk([path])

    def read() -> None:
        done = read_one(file, task)
        if done.status != "imported" or done.original_sha256 is None:
            raise SystemExit(f"{path.name}: {done.reason}")
        Originals(home.originals).forget(done.original_sha256)

    return read


CONTENDERS: dict[str, Callable[[Path, Path], Read]] = {
    "decoder": bare_decoder,
    "reading": reading_alone,
    "worker": whole_work,
}


def decoder_version(path: Path) -> str:
    """Of what is below the reader of that format."""
    return (
        f"fitfast {version('fitfast')}"
        if path.suffix == ".fit"
        else EXPAT_VERSION.replace("_", " ")
    )


if __name__ == "__main__":
    name, file, seconds = sys.argv[1:]
    of = decoder_version(Path(file)) if name == "decoder" else version("kneewise")
    with tempfile.TemporaryDirectory(prefix="kneewise-bench-") as folder:
        work = CONTENDERS[name](Path(file), Path(folder))
        timed(work, version=of, at_least_s=float(seconds)).tell()
