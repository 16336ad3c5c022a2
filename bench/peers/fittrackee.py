"""FitTrackee, from FIT files into PostgreSQL: `python -m bench.peers.fittrackee FOLDER COUNT`.

The service that its upload calls, in its own process, on a PostgreSQL with PostGIS made for this go
alone, whose processes are counted too (on Linux, by the system's ticks of 10 ms). Its map image is
left out, since it needs tiles from elsewhere, and so is the weather. The first file warms up,
COUNT others are timed.
"""

import contextlib
import os
import pwd
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.peers.passes import Passes, own_cpu_s

PROGRAMS = Path("/usr/lib/postgresql")
EXTENSIONS = Path("/usr/share/postgresql")
SOCKET_PORT = 5999  # part of a file's name in a folder of this go's own; nothing listens on a port
START_WITHIN_S = 30
_RUNNING = 5  # FitTrackee's number of the sport


def main(folder: Path, count: int) -> Passes:
    """Processor time a file, and points of the last run."""
    files = sorted(folder.glob("*.fit"))[: count + 1]
    with tempfile.TemporaryDirectory(prefix="fittrackee-") as name:
        place = Path(name)
        place.chmod(0o755)  # the server may run as somebody else
        with _database(place) as server, _application(place) as bring_in:
            bring_in(files[0])
            before = own_cpu_s() + _tree_cpu_s(server.pid)
            points = [bring_in(file) for file in files[1:]]
            used_s = own_cpu_s() + _tree_cpu_s(server.pid) - before
    return Passes(used_s / count, count, points[-1], version("fittrackee"))


@contextlib.contextmanager
def _database(place: Path) -> Generator[subprocess.Popen[bytes]]:
    programs = sorted(PROGRAMS.glob("*/bin"))
    if not programs or not any(EXTENSIONS.glob("*/extension/postgis.control")):
        raise SystemExit("PostgreSQL with PostGIS is not here (Debian's postgresql-15-postgis-3)")
    data, who = place / "data", "postgres" if os.getuid() == 0 else None
    data.mkdir()
    if who:  # it refuses to run as root
        os.chown(data, pwd.getpwnam(who).pw_uid, -1)
    subprocess.run(
        [programs[-1] / "initdb", "-D", data, "-U", "bench", "-A", "trust", "--encoding=UTF8"],
        stdout=subprocess.DEVNULL,
        user=who,
        cwd=data,
        check=True,
    )
    process = subprocess.Popen(
        [programs[-1] / "postgres", "-D", data, "-k", data, "-p", str(SOCKET_PORT), "-h", ""],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=who,
        cwd=data,
    )
    try:
        _wait_for(data / f".s.PGSQL.{SOCKET_PORT}")
        _ask(data, "create database fittrackee", "postgres")
        _ask(data, "create extension postgis", "fittrackee")
        yield process
    finally:
        process.send_signal(signal.SIGINT)  # whoever is connected is sent away
        process.wait(timeout=30)


def _wait_for(socket: Path) -> None:
    give_up = time.monotonic() + START_WITHIN_S
    while not socket.exists():
        if time.monotonic() > give_up:
            raise SystemExit("PostgreSQL did not start.")
        time.sleep(0.1)


def _ask(data: Path, statement: str, database: str) -> None:
    psycopg2 = import_module("psycopg2")
    for attempt in range(50):
        try:
            opened = psycopg2.connect(
                host=str(data), port=SOCKET_PORT, user="bench", dbname=database
            )
            break
        except psycopg2.OperationalError:  # it stands, and is not ready yet
            if attempt == 49:
                raise
            time.sleep(0.1)
    opened.autocommit = True
    with opened.cursor() as cursor:
        cursor.execute(statement)
    opened.close()


@contextlib.contextmanager
def _application(place: Path) -> Generator[Any]:
    os.environ |= {
        "APP_SETTINGS": "fittrackee.config.DevelopmentConfig",
        "APP_SECRET_KEY": secrets.token_hex(),
        "DATABASE_URL": f"postgresql://bench@/fittrackee?host={place / 'data'}&port={SOCKET_PORT}",
        "UPLOAD_FOLDER": str(place),
        "UI_URL": "http://127.0.0.1",
    }
    package = import_module("fittrackee")
    app = package.create_app(init_email=False)
    with app.app_context():
        migrations = Path(str(package.__file__)).parent / "migrations"
        import_module("flask_migrate").upgrade(directory=str(migrations))
        runner = _runner()
        services = import_module("fittrackee.workouts.services.workouts_from_file_creation_service")
        files = import_module("fittrackee.workouts.services.workout_from_file")
        files.WorkoutFitService.generate_map_image = _empty_image
        upload = import_module("werkzeug.datastructures").FileStorage

        def bring_in(file: Path) -> int:
            with file.open("rb") as content:
                service = services.WorkoutsFromFileCreationService(
                    runner, {"sport_id": _RUNNING}, upload(content, file.name)
                )
                workout = service.create_workout_from_file("fit", None, get_weather=False)
            return sum(len(segment.points) for segment in workout.segments)

        yield bring_in


def _empty_image(_service: Any, *, map_filepath: str, **_named: Any) -> None:
    Path(map_filepath).touch()


def _runner() -> Any:
    service = import_module("fittrackee.users.users_service").UserManagerService("bench")
    made = service.create(email="bench@example.com")
    package = import_module("fittrackee")
    package.db.session.commit()
    return made[0] if isinstance(made, tuple) else made


def _tree_cpu_s(pid: int) -> float:
    """Of the server and its processes, those that ended included."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            fields = stat.read_text().rpartition(")")[2].split()
            if str(pid) in (stat.parent.name, fields[1]):
                ticks += sum(map(int, fields[11:13]))
                if stat.parent.name == str(pid):
                    ticks += sum(map(int, fields[13:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):
        found = main(Path(sys.argv[1]), int(sys.argv[2]))
    found.tell()
