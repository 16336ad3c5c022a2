"""Every command of the README answers in the installation, with real files in a real home."""

import re
import shlex
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import a_run
from tests.builders.homes import NOW
from tests.conftest import REPOSITORY
from tests.shipped.installed import Installed, as_json

pytestmark = pytest.mark.slow
TODAY = NOW.date()
AT = {"KNEEWISE_NOW": NOW.isoformat()}
GROUPS = ("log", "plan", "admin", "audit", "token")
SERVERS = {"demo", "serve", "watch"}
"""Until they are stopped: in test_screens.py, and tests/dashboard/cli/test_arriving.py."""


FILES = {
    "import runs --runner Mara": "6 imported",
    "retry": "0 of the files",
}
LOGGED = {
    "log pain --knee right --during 3 --morning 1": "2026-05-03",
    "log diary diary.csv": "2 entries came in",
    "log pain --site calf --side left --during 3": "2026-05-03",
    "log signs --none": "2026-05-03",
    "log assessment --by doctor --outcome cleared": "2026-05-03",
    "log event Lake --date 2026-06-14 --distance-km 21.1": "2026-06-14",
    "log day --sleep-h 7.5": "2026-05-03",
    "log rest --date 2026-05-01": "2026-05-01",
    "log rpe 6": "2026-05-02",
    "log injury knee --side left --date 2025-11-01": "2025-11-01",
    "log strength spanish_squat --sets 3 --repetitions 12": "2026-05-03",
    "log mechanics --item knee_inward --side left --value yes": "2026-05-03",
    "log warm-up": "2026-05-03",
}
READ = {
    "status": "Mara",
    "query 'from metric.weekly_ramp' --csv": "runner_id",
    "sources --first file": "Asked first: Files by themselves.",
    "sources --usual": "The usual order holds.",
    "check-run --distance 12": "km",
    "plan start --weeks 6": "Mara",
    "plan pause": "Mara",
    "plan resume": "Mara",
    "plan --ics plan.ics": "plan.ics",
    "plan stop": "Mara",
    "method --out method.html": "method.html",
    "report Mara --out report.pdf --weeks 12": "report.pdf",
    "digest --out digest.html": "digest.html",
    "sign-off rules/session_spike --name 'A. Physio' --registration 'HCPC 1'": "A. Physio",
    "override session_spike --level watch --to 1.05 --reason Return --by 'A. Physio'": "Physio",
    "override": "1.05",
    "schema plan": "json-schema",
    "intended-use": "for adults who run",
    "address": "token=",
    "token make Phone": "kneewise_",
    "token list": "Phone",
    "token end Phone": "brings nothing in any more",
}
TEAM = {
    "admin add coach@example.org --name Coach --role coach": "coach@example.org",
    "admin group North --season spring": "North",
    "admin season North --season summer": "summer",
    "invite ben@example.org --group North": "invite=",
    "admin list": "coach@example.org",
    "admin sessions coach@example.org": "Sessions of coach@example.org: 0",
    "admin remove coach@example.org": "coach@example.org",
    "audit verify": "as it was written",
    "audit refused": "Nothing was refused",
}
KEPT_AND_GONE = {
    "backup all.zip": "all.zip",
    "backup all.zip --verify": "can be restored: 7 originals",
    "backup --to nights --keep 1": "was written and read again: 7 originals",
    "export Mara --out mara.zip": "mara.zip",
    "--home second restore all.zip": "7 files",
    "--home second status": "Mara",
    "salvage rescued": "rows of the journal are in",
    "rebuild": "7 files",
    "doctor": "7 of 7 originals",
    "erase Mara --yes": "6 activities",
    "--home second import mara.zip": "0 imported",
}
REFUSED = {
    "connect strava --no-browser": "",
    "sync": "No account is connected",
    "admin unbind coach@example.org": "Nobody here has that address",
    "disconnect strava": "",
    "webhook create": "",
    "webhook show": "",
    "webhook delete": "",
    "status --json": "no runner here yet",
}
"""What needs Strava, and a home in which nobody is left: one sentence, exit code 1."""

WRITTEN = {
    "plan.ics": b"BEGIN:VCALENDAR",
    "method.html": b"<!doctype html",
    "report.pdf": b"%PDF-",
    "digest.html": b"<!doctype html",
    "all.zip": b"PK",
    "mara.zip": b"PK",
}


def test_every_command_of_the_readme_answers(shipped: Installed) -> None:
    """From files to an answer, a plan, a report, a backup that comes back, and nothing left."""
    home = shipped.folder / "home"
    alone, *_ = some_runs(shipped.folder / "runs")
    first = shipped.run("import", str(alone), "--runner", "Mara", "--json", home=home, **AT)
    assert first.returncode == 0, first.stderr
    undone = {f"undo {as_json(first)['batch_id']}": "1 activities"}
    run = as_json(first)["items"][0]["activity_ids"][0]
    corrected = {
        f"correct {run} --trim 0:00-10:00": "Trimmed on",
        f"correct {run} --undo trim": "Nothing is corrected",
    }
    done = undone | FILES | corrected | LOGGED | READ | TEAM | KEPT_AND_GONE
    helped = [f"{name} --help" for name in sorted(commands_of_the_readme())]
    asked = [*done.items(), *REFUSED.items(), *((words, "Usage") for words in helped)]
    answers = shipped.run_all([shlex.split(words) for words, _ in asked], home=home, **AT)
    for answer, (words, wanted) in zip(answers, asked, strict=True):
        # 3: the file that breaks off was named.
        codes = {0, 3} if words.startswith(("import", "--home second import")) else {0}
        assert answer.code in ({1} if words in REFUSED else codes), answer
        assert wanted in " ".join((answer.out + answer.err).split()), answer
        assert "Traceback" not in answer.err, answer
    for name, beginning in WRITTEN.items():
        assert (shipped.folder / name).read_bytes().startswith(beginning), name
    assert commands_of_the_readme() - {leaf_of(words) for words in [*done, *REFUSED]} == SERVERS


def some_runs(folder: Path) -> list[Path]:
    """Six runs of 5 km, a week apart and the last one yesterday, beside a file that breaks off."""
    folder.mkdir()
    (folder.parent / "diary.csv").write_text("date,pain\n2020-01-01,2.5\n2020-01-02,3\n")
    files = [folder / f"{index}.fit" for index in range(6)]
    for index, file in enumerate(files):
        file.write_bytes(a_run(TODAY - timedelta(days=1 + 7 * index), km=5))
    (folder / "broken.gpx").write_bytes(b"<gpx><trk>")
    return files


def commands_of_the_readme() -> set[str]:
    """The commands that its table names, without their words."""
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    cells = re.findall(r"^\| (`kneewise .*?) \| ", readme, re.MULTILINE)
    return {leaf_of(words) for cell in cells for words in re.findall(r"`kneewise ([^`]+)`", cell)}


def leaf_of(words: str) -> str:
    """The name of the command in its words."""
    name, *rest = re.sub(r"^--home \S+ ", "", words).split()
    return f"{name} {rest[0]}" if name in GROUPS and rest and rest[0].isalpha() else name
