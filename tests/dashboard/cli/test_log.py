"""`kneewise log`, beside what the form on the page would have kept."""

import json
from pathlib import Path

from typer.testing import CliRunner

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here
from dashboard.cli.log.entries import log
from etl.home import Home
from etl.settings import Settings
from tests.builders import a_home, a_run


def shell(home: Home, settings: Settings, *words: str) -> dict[str, str]:
    """What one command of `kneewise log` printed."""
    done = CliRunner().invoke(log, [*words, "--json"], obj=Here(home, settings))
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_pain_of_the_same_knee_and_day_is_completed(tmp_path: Path):
    """As on the page: one entry, for the run of that day; the other knee has its own."""
    home, settings = a_home(tmp_path, [a_run("2026-05-02")])
    day = ("--date", "2026-05-02")
    first = shell(home, settings, "pain", "--knee", "right", *day, "--during", "3")
    second = shell(home, settings, "pain", "--knee", "right", *day, "--morning", "1")
    other = shell(home, settings, "pain", "--knee", "left", *day, "--during", "0")
    assert first["entry_id"] == second["entry_id"] != other["entry_id"]
    gateway = Gateway(home, settings)
    row = gateway.load(Viewer(), "page.pain_entry", knee="right").row(0, named=True)
    assert (row["pain_during_score"], row["pain_morning_score"]) == (3, 1)
    assert row["session_id"] == gateway.load(Viewer(), "metric.run")["session_id"][0]


def test_a_day_of_rest_is_no_longer_unknown(tmp_path: Path):
    """One day of a long gap is told; the others stay unknown."""
    home, settings = a_home(tmp_path, [a_run("2026-03-20"), a_run("2026-05-02")])

    def unknown_days() -> int:
        gaps = Gateway(home, settings).load(Viewer(), "page.data_missing", gap="day_unknown")
        return int(gaps["gap_count"].sum())

    before = unknown_days()
    assert before > 0
    said = shell(home, settings, "rest", "--date", "2026-04-15")
    assert said == {"local_date": "2026-04-15"}
    assert unknown_days() == before - 1


def test_a_diary_says_how_it_was_read_and_how_to_take_it_back(tmp_path: Path):
    """Where the file does not tell, the refusal says which option does; nothing comes in."""
    home, settings = a_home(tmp_path / "home")
    file = tmp_path / "diary.csv"
    file.write_text("date,pain\n3/4/2020,3.5\n5/6/2020,12\n")
    here = Here(home, settings)
    asked = CliRunner().invoke(log, ["diary", str(file)], obj=here)
    assert "Say --days dmy or --days mdy" in str(asked.exception)
    done = CliRunner().invoke(log, ["diary", str(file), "--days", "dmy"], obj=here)
    assert "1 entry came in, 2020-04-03 to 2020-04-03" in done.output
    assert "line 3: 12 is not from 0 to 10" in done.output
    batch_id = done.output.split()[-1]
    assert shell(home, settings, "diary", "--undo", batch_id)["entry_count"] == 1
