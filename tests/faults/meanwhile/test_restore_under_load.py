"""A backup of a home that people read and write: what is restored is the home as of then."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.crowd import make_crowd
from bench.soak.day import live
from bench.soak.people import Person
from dashboard.access.gateway import Gateway, Viewer
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.backup.digests import digests_of
from etl.operations.backup.nightly import back_up_into
from etl.operations.backup.read import restore, verify
from etl.operations.erase_runner import erase_runner
from etl.settings import Settings
from etl.storage.originals import Originals
from etl.sync.ledger.records import Account
from etl.sync.ledger.store import Ledger
from tests.builders import forking, saving
from tests.builders.hashes import rows_of
from tests.canary import files_with
from tests.faults import works
from tests.faults.tally import ALL, tries

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are forked")

LENT = b"lent-by-a-platform-4711"
PATIENCE_S = 120.0
MINUTES, BACKUPS = 3.0, 3
KNEEWISE = "from dashboard.cli.main import main; main()"

forking.preload("tests.faults.meanwhile.test_restore_under_load")


def read_on(folder: Path, enough: Path) -> None:
    """Somebody who looks at one page after the other."""
    gateway = Gateway(works.home_of(folder), works.settings_of(folder))
    (runner,) = Journal(works.home_of(folder), works.settings_of(folder)).runners()
    while not enough.exists():
        for name in ("page.today", "metric.run", "page.pain_entry"):
            gateway.load(Viewer(), name, runner_id=runner.runner_id)


def entries_said(said: Path) -> set[str]:
    """Entries of which somebody was told that they are saved."""
    lines = said.read_text("utf-8").splitlines() if said.exists() else []
    return {line.split('"id": "')[1].split('"')[0] for line in lines if '"kind": "pain"' in line}


def wait_for(said: Path, count: int) -> None:
    """Until so many entries are saved."""
    deadline = time.monotonic() + PATIENCE_S
    while len(entries_said(said)) < count:
        assert time.monotonic() < deadline, "nobody gets to write"
        time.sleep(0.02)


def lend(home: Home, runner_id: str) -> None:
    """What a platform lent lies here: a document, and tokens."""
    Originals(home.documents).keep(LENT)
    Ledger(home).save_account(
        Account(
            runner_id=runner_id,
            provider="strava",
            athlete_id="1",
            scopes=("read",),
            state="connected",
            sealed_tokens=LENT,
            connected_at=datetime.now(UTC),
        )
    )


def orders_of(folder: Path, name: str) -> dict[int, str]:
    """Every entry of pain of a home, by the number in which it was saved."""
    rows = works.rows_of(folder, name)
    home = Home(folder / name)
    with Journal(home, works.settings_of(folder)).reading() as connection:
        numbers = connection.execute(
            "select saved_order, entry_id from journal.pain_entry"
        ).fetchall()
    assert {entry for _, entry in numbers} == rows.keys()
    return dict(numbers)


def test_what_is_saved_before_a_backup_is_in_it_while_others_write_and_read(
    whole: Path, tmp_path: Path, tally: Callable[..., None]
) -> None:
    """Neither who was erased is in it nor what was lent, and no entry is missing between two."""
    folder = tmp_path / "busy"
    shutil.copytree(whole, folder)
    home, settings = works.home_of(folder), works.settings_of(folder)
    ada, zed = sorted(Journal(home, settings).runners(), key=lambda one: one.display_name)
    lend(home, ada.runner_id)
    erase_runner(home, settings, runner_id=zed.runner_id)
    said, enough = folder / "said", folder / "enough"
    people = [
        forking.begin(saving.write, home.root, said, [ada.runner_id] * 2, [zed.runner_id] * 2),
        forking.begin(read_on, folder, enough),
    ]
    number = tries(1, of=20)
    backups: list[tuple[set[str], Path]] = []
    try:
        for turn in range(number):
            wait_for(said, 4 * (turn + 1))
            told = entries_said(said)
            kept = back_up_into(home, settings, folder / f"backup-{turn}", keep=1)
            backups.append((told, kept.file))
    finally:
        enough.touch()
        assert [saving.ended(person) for person in people] == [0, 0]
    every = orders_of(folder, "home")
    for told, file in backups:
        _restored_is_as_it_was(folder, file, told=told, every=every)
    tally(kind="fault", what="restored from a backup made under load", held=number)


def _restored_is_as_it_was(
    folder: Path, file: Path, *, told: set[str], every: dict[int, str]
) -> None:
    there, settings = Home(folder / "again"), works.settings_of(folder)
    at = settings.model_copy(update={"home": there.root})
    result = restore(there, at, file)
    assert result.failed == ()
    back = orders_of(folder, "again")
    assert told <= set(back.values())
    assert back == {number: entry for number, entry in every.items() if number <= max(back)}
    before, now = works.rows_of(folder), works.rows_of(folder, "again")
    assert now == {entry: before[entry] for entry in now}
    assert verify(file, settings).entry_count == sum(
        rows
        for table, (rows, _) in digests_of(there.journal, wait_s=5).items()
        if table.startswith("journal.")
    )
    assert [one.display_name for one in Journal(there, at).runners()] == ["Ada"]
    assert not there.sync_ledger.exists() and not list(there.documents.rglob("*.gz"))
    assert files_with(there.root, LENT)[0] == []
    shutil.rmtree(there.root)


@pytest.mark.skipif(not ALL, reason="three minutes; make test-faults does it")
def test_a_server_that_is_used_is_backed_up_and_comes_back(
    tmp_path: Path, tally: Callable[..., None]
) -> None:
    """By the command, beside people on its pages who log pain and send runs."""
    crowd = make_crowd(tmp_path / "home", copies=1, coaches=2, runners=8)
    gone = Journal(crowd.home, crowd.settings).runners()[-1]
    erase_runner(crowd.home, crowd.settings, runner_id=gone.runner_id)
    there_still = tuple(
        one
        for one in crowd.people
        if one.is_coach or crowd.names[gone.runner_id] not in one.may_see
    )
    assert len(there_still) == len(crowd.people) - 1
    crowd = replace(crowd, people=there_still)  # who was erased has nothing to log on
    begun = pains_in(crowd.home, crowd.settings)
    made: list[tuple[int, Path]] = []

    def back_up(people: Sequence[Person]) -> None:
        for turn in range(BACKUPS):
            time.sleep(MINUTES * 60 / (BACKUPS + 1))
            told = sum(person.done["entries"] for person in people)
            file = tmp_path / f"{turn}.zip"
            words = ["--home", str(crowd.home.root), "backup", str(file)]
            subprocess.run([sys.executable, "-c", KNEEWISE, *words], check=True, env=os.environ)
            made.append((told, file))

    day = live(crowd, tmp_path, minutes=MINUTES, meanwhile=back_up)
    assert not day.failed and day.done["entries"] > 0
    for told, file in made:
        there = Home(tmp_path / file.stem)
        at = Settings(home=there.root, now=crowd.settings.now)
        assert restore(there, at, file).failed == ()
        assert pains_in(there, at) >= begun + told
        assert gone.runner_id not in {one.runner_id for one in Journal(there, at).runners()}
        (activities,) = rows_of(there, "select count(*) from core.activity")
        assert activities[0] > 0
    tally(kind="fault", what="restored from a backup of a server in use", held=len(made))


def pains_in(home: Home, settings: Settings) -> int:
    """How often pain was logged here, versions counted."""
    with Journal(home, settings).reading() as connection:
        rows = connection.execute("select count(*) from journal.pain_entry").fetchall()
    return int(rows[0][0])
