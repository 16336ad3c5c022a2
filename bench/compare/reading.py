"""One hour of a run, read from FIT, GPX and TCX; and whole systems that store what they read."""

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from bench import import_speed
from bench.compare.inputs import FORMATS, RECORDS, write_hour, write_hours
from bench.compare.results import LeftOut, Table
from bench.compare.turns import HERE, Contender, many, run, take_turns
from bench.peers.passes import Passes
from bench.table.figures import MILLISECONDS

READING = "Kneewise, reading alone"
WORKER = "Kneewise, all of a worker's work"
_PEERS = ".venv-peers"
AT_LEAST_S = 1.0
MILLISECONDS_TENTH = replace(MILLISECONDS, digits=1)


def _ours(what: str, name: str, does: str) -> Contender:
    return Contender(
        what=what, does=does, words=("bench.peers.kneewise", name, "FILE", str(AT_LEAST_S))
    )


def _peer(name: str, does: str) -> Contender:
    words = ("bench.peers.readers", name, "FILE", str(AT_LEAST_S))
    return Contender(what=name, does=does, words=words, environment=_PEERS)


_OURS = (
    _ours(READING, "reading", "cleaned samples, totals"),
    _ours(WORKER, "worker", "the same analysed, the original and the samples stored"),
)
_ACTIVITY_PARSER = _peer("activity-parser", "frames of pandas")
CONTENDERS: dict[str, tuple[Contender, ...]] = {
    "fit": (
        *_OURS,
        _ours("bare decoder", "decoder", "columns (`fitfast.records`)"),
        _ACTIVITY_PARSER,
        _peer("garmin-fit-sdk", "dicts of all messages"),
        _peer("fitdecode", "dicts of the records"),
        _peer("fitparse", "dicts of the records"),
    ),
    "gpx": (
        *_OURS,
        _ours("bare decoder", "decoder", "nothing (expat without handlers)"),
        _ACTIVITY_PARSER,
        _peer("gpxpy", "objects, way and time in motion"),
    ),
    "tcx": (
        *_OURS,
        _ours("bare decoder", "decoder", "nothing (expat without handlers)"),
        _ACTIVITY_PARSER,
        _peer("tcxreader", "objects, totals of laps"),
    ),
}


def reading(place: Path, *, goes: int) -> tuple[list[Table], list[LeftOut]]:
    """A table a format."""
    files = write_hour(place)
    tables: list[Table] = []
    left_out: list[LeftOut] = []
    for kind in FORMATS:
        contenders = many(CONTENDERS[kind], "FILE", files[kind])
        lines, missing = take_turns(contenders, goes=goes, unit=MILLISECONDS_TENTH)
        size_kb = files[kind].stat().st_size / 1000
        about = (
            f"{RECORDS:,} points with place, altitude, speed or way, heart rate and cadence, "
            f"{size_kb:,.0f} kB. Processor time a file in a warm process, {goes} goes, each of as "
            f"many passes as fill {AT_LEAST_S:.0f} s after one to warm up, one thread each."
        )
        title = f"One hour of {kind.upper()}"
        tables.append(Table(title=title, about=about, lines=lines, bases=[READING, WORKER]))
        left_out += [replace(one, who=f"{one.who} ({kind.upper()})") for one in missing]
    return tables, left_out


_IMPORT = Contender(what="Kneewise", does="DuckDB, originals, samples, analysis", words=())
_SYSTEMS = (
    Contender(
        what="FitTrackee",
        does="PostgreSQL with PostGIS, its server counted; without map image and weather",
        words=("bench.peers.fittrackee", "FOLDER", "10"),
        environment=".venv-peers-fittrackee",
    ),
    Contender(
        what="GarminDB",
        does="SQLite",
        words=("bench.peers.garmindb", "FOLDER", "3"),
        environment=".venv-peers-garmindb",
    ),
)


def systems(place: Path, *, goes: int, count: int) -> tuple[list[Table], list[LeftOut]]:
    """A whole import of Kneewise by the command beside whole systems, per file."""
    folder = place / "files"
    write_hours(folder, count)

    def ask(one: Contender) -> Passes:
        return _import(folder, count) if one == _IMPORT else run(one)

    contenders = (_IMPORT, *many(_SYSTEMS, "FOLDER", folder))
    lines, left_out = take_turns(contenders, goes=goes, unit=MILLISECONDS_TENTH, ask=ask)
    about = (
        f"FIT files of an hour each, all different. Kneewise: `kneewise import` of {count} of them "
        "into a new home, its start and all its workers counted, divided by the files. The others: "
        "the files after a first one, in a process that runs, its database made before. "
        f"{goes} goes."
    )
    title = "From a file to everything stored"
    return [Table(title=title, about=about, lines=lines, bases=[_IMPORT.what])], left_out


def _import(folder: Path, count: int) -> Passes:
    taken = import_speed.import_once(folder, HERE)
    return Passes(taken.cpu_s / count, count, None, version("kneewise"))
