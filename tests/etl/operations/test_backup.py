"""Backups: read in full before an older one goes, nobody erased comes back, only the key reads."""

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from etl.errors import KneewiseError, UserError
from etl.home import Home
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.operations.backup.digests import digests_of
from etl.operations.backup.names import files_of, is_due, newest_at
from etl.operations.backup.nightly import back_up_into
from etl.operations.backup.read import rehearse, restore, verify
from etl.operations.backup.schedule import back_up_if_due
from etl.operations.backup.write import backup
from etl.operations.doctor import examine
from etl.operations.erase_runner import erase_runner
from etl.operations.import_files import import_sources
from etl.settings import Settings
from etl.storage.commits.ledger import ledger_path
from etl.storage.duckdb_files import open_to_write
from etl.storage.migrations import apply_steps, steps_of
from tests.builders import a_home, a_run, an_upload
from tests.builders.homes import NOW, a_copy_of

NOTE = "zebra77"
PAIN: dict[str, Any] = {
    "local_date": NOW.date(),
    "knee": "left",
    "pain_during_score": 3,
    "note": NOTE,
}
Here = tuple[Home, Settings]


@pytest.fixture
def here(tmp_path: Path) -> Here:
    """A runner with two runs and a pain, and another with a run."""
    return a_copy_of(_two_runners, tmp_path / "home")


def _two_runners(folder: Path) -> Here:
    home, settings = a_home(
        folder,
        [a_run("2026-05-01"), a_run("2026-05-02")],
        runner_name="Mara",
        pains=[PAIN],
    )
    ben = Journal(home, settings).ensure_runner("Ben")
    import_sources(home, settings, [an_upload(a_run("2026-04-30"))], runner=ben)
    return home, settings


def test_a_backup_is_read_again_and_the_oldest_goes(here: Here, tmp_path: Path):
    """Three nights, of which two are to be kept."""
    home, settings = here
    made = []
    for night in range(3):
        at = settings.model_copy(update={"now": NOW + timedelta(days=night)})
        kept = back_up_into(home, at, tmp_path / "kept", keep=2)
        assert kept.verified.original_count == 3
        assert kept.verified.entry_count > 3
        made.append(kept.file)
    assert sorted(files_of(home, tmp_path / "kept")) == made[1:]
    assert newest_at(home, tmp_path / "kept") == NOW + timedelta(days=2)
    assert kept.removed_count == 1
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "kept").iterdir()} == {0}


def test_another_homes_backups_in_the_folder_stay(here: Here, tmp_path: Path):
    """Two homes of one machine, one folder."""
    home, settings = here
    shutil.copytree(home.root, tmp_path / "other")
    other = Home(tmp_path / "other")
    theirs = back_up_into(other, settings, tmp_path / "kept", keep=1).file
    ours = back_up_into(home, settings, tmp_path / "kept", keep=1).file
    assert theirs.is_file() and ours.is_file() and theirs != ours
    assert newest_at(other, tmp_path / "kept") == NOW


def test_what_cannot_be_read_again_is_no_backup_and_no_older_one_goes(here: Here, tmp_path: Path):
    """An original that the disk has changed: the next night says so, and the last one stands."""
    home, settings = here
    first = back_up_into(home, settings, tmp_path / "kept", keep=1).file
    damaged = next(home.originals.rglob("*.gz"))
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    later = settings.model_copy(update={"now": NOW + timedelta(days=1)})
    with pytest.raises(KneewiseError):
        back_up_into(home, later, tmp_path / "kept", keep=1)
    assert list(files_of(home, tmp_path / "kept")) == [first]
    assert list((tmp_path / "kept").glob(".backup*")) == []


def test_no_changed_bit_goes_unnoticed(here: Here, tmp_path: Path):
    """A disk that forgets, anywhere in the file: told, or harmless to what is restored."""
    home, settings = here
    file = tmp_path / "all.zip"
    backup(home, settings, file)
    whole, chance = file.read_bytes(), random.Random(3)
    there = verify(file, settings)
    for _ in range(40):
        content = bytearray(whole)
        content[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        file.write_bytes(content)
        try:
            found = verify(file, settings)
        except KneewiseError as error:
            assert "backup" in str(error) or "all.zip" in str(error) or "journal" in str(error)
        else:  # a date or a flag of the archive itself
            assert found == there
            file.write_bytes(whole)


def test_rows_that_were_changed_are_told_from_those_written(here: Here, tmp_path: Path):
    """The sum over a table changes with any of its values, and not with their order."""
    home, settings = here
    before = digests_of(home.journal, wait_s=5)
    runner = Journal(home, settings).ensure_runner("Mara")
    Journal(home, settings).log_pain(PainEntry(runner_id=runner.runner_id, **PAIN))
    after = digests_of(home.journal, wait_s=5)
    assert before["journal.pain_entry"][0] + 1 == after["journal.pain_entry"][0]
    assert before["journal.pain_entry"][1] != after["journal.pain_entry"][1]
    assert before["journal.import_item"] == after["journal.import_item"]


def test_what_is_restored_equals_what_was_there(here: Here, tmp_path: Path):
    """Rehearsed into a folder that is gone afterwards, and restored for good."""
    home, settings = here
    file = back_up_into(home, settings, tmp_path / "kept", keep=1).file
    assert rehearse(file, settings).original_count == 3
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {
        file.name,
        ".kneewise-backup.lock",
    }
    there = Home(tmp_path / "there")
    result = restore(there, settings, file)
    assert (result.file_count, result.failed, result.erased_count) == (3, (), 0)
    ours, theirs = (digests_of(one.journal, wait_s=5) for one in (home, there))
    told = {name for name in ours if name.startswith("journal.")}
    assert {name: ours[name] for name in told} == {name: theirs[name] for name in told}


def test_a_file_that_never_could_be_read_spoils_no_rehearsal(here: Here, tmp_path: Path):
    """It was kept as it came, and is as broken as before."""
    home, settings = here
    ben = Journal(home, settings).ensure_runner("Ben")
    import_sources(home, settings, [an_upload(b"<gpx><trk>", "broken.gpx")], runner=ben)
    backup(home, settings, tmp_path / "all.zip")
    assert rehearse(tmp_path / "all.zip", settings).original_count == 4


@pytest.mark.parametrize("is_told_beside", [True, False])
def test_nobody_who_was_erased_comes_back(here: Here, tmp_path: Path, is_told_beside: bool):
    """On another machine by the tombstones beside the backup, here by those of the home."""
    home, settings = here
    folder = tmp_path / "kept"
    file = back_up_into(home, settings, folder, keep=5).file
    mara = Journal(home, settings).ensure_runner("Mara")
    erase_runner(home, settings, runner_id=mara.runner_id)
    there = Home(tmp_path / "there")
    if is_told_beside:
        later = settings.model_copy(update={"now": NOW + timedelta(days=1)})
        back_up_into(home, later, folder, keep=5)
    else:
        there.create()
        shutil.copy(home.root / "erased.jsonl", there.root)
    result = restore(there, settings, file)
    assert result.erased_count == 1
    assert [one.display_name for one in Journal(there, settings).runners()] == ["Ben"]
    assert len(list(there.originals.rglob("*.gz"))) == 1
    assert NOTE.encode() not in b"".join(
        path.read_bytes() for path in there.root.rglob("*") if path.is_file()
    )


def test_who_began_anew_after_an_erasing_comes_back(here: Here, tmp_path: Path):
    """An id comes from a name: the erasing was of who was there before, not of who is in it."""
    home, settings = here
    mara = Journal(home, settings).ensure_runner("Mara")
    former = back_up_into(home, settings, tmp_path / "former", keep=1).file
    erase_runner(home, settings, runner_id=mara.runner_id)
    journal = Journal(home, settings)
    assert journal.ensure_runner("Mara").runner_id == mara.runner_id
    entry_id = journal.log_pain(PainEntry(runner_id=mara.runner_id, **PAIN))
    later = back_up_into(home, settings, tmp_path / "later", keep=1).file

    there = Home(tmp_path / "there")
    assert restore(there, settings, later).erased_count == 0
    with Journal(there, settings).reading() as connection:
        rows = connection.execute("select entry_id from journal.pain_entry").fetchall()
    assert rows == [(entry_id,)]
    shutil.copy(later.parent / "erased.jsonl", former.parent)
    assert restore(Home(tmp_path / "back"), settings, former).erased_count == 1


def test_the_home_goes_on_while_a_backup_is_made(here: Here, tmp_path: Path):
    """A file that comes before the journal is copied, and a runner who goes after it."""
    home, settings = here
    journal = Journal(home, settings)
    ben, mara = (journal.ensure_runner(name) for name in ("Ben", "Mara"))
    module = import_module("etl.operations.backup.write")
    real = module.copy_database

    def copied_late(*given: Any, **named: Any) -> None:
        import_sources(home, settings, [an_upload(a_run("2026-04-28"))], runner=ben)
        real(*given, **named)

        def on_step(step: str) -> None:
            if step == "files removed":
                raise ZeroDivisionError  # goes on when the backup is made

        with pytest.raises(ZeroDivisionError):
            erase_runner(home, settings, runner_id=mara.runner_id, on_step=on_step)

    with patch.object(module, "copy_database", copied_late):
        assert backup(home, settings, tmp_path / "all.zip") == 2
    there = Home(tmp_path / "there")
    result = restore(there, settings, tmp_path / "all.zip")
    assert (result.file_count, result.failed, result.erased_count) == (2, (), 1)
    assert [one.display_name for one in Journal(there, settings).runners()] == ["Ben"]


def test_backups_are_told_at_once_who_was_erased(here: Here, tmp_path: Path):
    """A disk may end before the next night."""
    home, settings = here
    settings = settings.model_copy(update={"backup_to": tmp_path / "kept"})
    file = back_up_into(home, settings, tmp_path / "kept", keep=5).file
    mara = Journal(home, settings).ensure_runner("Mara")
    erase_runner(home, settings, runner_id=mara.runner_id)
    assert restore(Home(tmp_path / "there"), settings, file).erased_count == 1


def test_only_the_key_reads_an_encrypted_one(here: Here, tmp_path: Path):
    """Not without it, not with another; with it, all of it."""
    home, settings = here
    age: Any = import_module("pyrage")  # which tells no types
    key, other = (age.x25519.Identity.generate() for _ in range(2))
    secret = tmp_path / "key.txt"
    secret.write_text(f"# public key: {key.to_public()}\n{key}\n")
    kept = back_up_into(home, settings, tmp_path / "kept", keep=1, recipient=str(key.to_public()))
    assert kept.file.name.endswith(".zip.age")
    assert kept.file.read_bytes().startswith(b"age-encryption.org/v1")
    assert list(files_of(home, tmp_path / "kept")) == [kept.file]
    with pytest.raises(UserError, match="--identity"):
        verify(kept.file, settings)
    assert verify(kept.file, settings, identity=secret) == kept.verified
    secret.write_text(str(other))
    with pytest.raises(UserError, match="with that key"):
        restore(Home(tmp_path / "there"), settings, kept.file, identity=secret)
    with pytest.raises(UserError, match="age1"):
        back_up_into(home, settings, tmp_path / "other", keep=1, recipient="age1nobody")


def test_a_server_makes_one_a_night(here: Here):
    """In the home, without originals; not before a day is over, and in the small hours sooner."""
    home, settings = here
    first = back_up_if_due(home, settings)
    assert first is not None and first.verified.original_count is None
    assert first.file.parent == home.backups
    later = settings.model_copy(update={"now": NOW + timedelta(hours=19)})
    assert back_up_if_due(home, later) is None
    assert is_due(home, home.backups, now=NOW + timedelta(hours=21), hour=4)
    assert not is_due(home, home.backups, now=NOW + timedelta(hours=21), hour=12)
    assert is_due(home, home.backups, now=NOW + timedelta(hours=24), hour=12)
    off = later.model_copy(update={"backup_keep": 0, "now": NOW + timedelta(days=9)})
    assert back_up_if_due(home, off) is None


def test_a_backup_from_a_clock_that_ran_ahead_puts_off_none(here: Here, tmp_path: Path):
    """And what was written today is not the one that goes."""
    home, settings = here
    ahead = settings.model_copy(update={"now": NOW + timedelta(days=400)})
    back_up_into(home, ahead, tmp_path / "kept", keep=1)
    assert is_due(home, tmp_path / "kept", now=NOW, hour=12)
    today = back_up_into(home, settings, tmp_path / "kept", keep=1).file
    assert list(files_of(home, tmp_path / "kept")) == [today]
    assert not is_due(home, tmp_path / "kept", now=NOW, hour=12)


def test_a_backup_of_the_journal_goes_beside_originals_that_are_left(here: Here):
    """A diary that is damaged beyond reading: last night's, and the runs of today."""
    home, settings = here
    kept = back_up_if_due(home, settings)
    assert kept is not None
    for gone in (home.journal, home.warehouse):
        gone.write_bytes(b"no database")
        gone.unlink()
    result = restore(home, settings, kept.file)
    assert (result.file_count, result.failed) == (3, ())
    assert len(Journal(home, settings).runners()) == 2


def test_a_disk_without_room_is_one_sentence(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Looked at before the first byte is written."""
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr("etl.operations.backup.write.shutil.disk_usage", lambda _folder: usage)
    with pytest.raises(UserError, match="make room there, or choose another folder"):
        back_up_into(*here, tmp_path / "kept", keep=1)


def test_what_a_killed_backup_left_is_cleared(here: Here, tmp_path: Path):
    """It holds a whole journal. Whoever reads a backup there meanwhile is not disturbed."""
    left, former, reading = (
        tmp_path / "kept" / name for name in (".backup-writing-x", ".restoring-x", ".restoring-y")
    )
    for one in (left, former, reading):
        one.mkdir(parents=True)
        (one / "journal.duckdb").write_bytes(b"rows")
    os.utime(former, (1, 1))
    back_up_into(*here, tmp_path / "kept", keep=1)
    assert [one.exists() for one in (left, former, reading)] == [False, False, True]


def test_a_journal_is_copied_before_a_newer_version_changes_it(tmp_path: Path):
    """Named by the first step that came; erased runners go from there, too."""
    home, settings = a_home(tmp_path / "home")
    home.journal.unlink(missing_ok=True)
    ledger_path(home.journal).unlink(missing_ok=True)
    steps = steps_of("journal")
    with open_to_write(home.journal, wait_s=5) as connection:
        apply_steps(connection, kind="journal", steps=steps[:-2])
    mara = Journal(home, settings).ensure_runner("Mara")
    (copy,) = home.backups.iterdir()
    assert copy.name == f"before-{steps[-2].removesuffix('.sql')}-journal.duckdb"
    former = replace(home, root=tmp_path / "former").create()
    shutil.copy(copy, former.journal)
    with open_to_write(former.journal, wait_s=5) as connection:
        seen = connection.execute("select count(*) from kneewise.migration").fetchall()
    assert seen == [(len(steps) - 2,)]
    erase_runner(home, settings, runner_id=mara.runner_id)
    assert list(home.backups.iterdir()) == []


@pytest.mark.parametrize(
    ("days", "is_wrong", "words"),
    [
        (0, False, "There is no backup yet."),
        (4, True, "There is no backup yet. kneewise backup --to"),
    ],
)
def test_the_doctor_says_how_old_the_newest_is(
    here: Here, days: int, is_wrong: bool, words: str, said: Callable[..., tuple[bool, str]]
):
    """None on the first day is no reason to worry; three nights without one are."""
    home, settings = here
    found = said(home, settings, datetime.now(UTC) + timedelta(days=days))
    assert found[0] == is_wrong and found[1].startswith(words)


def test_the_doctor_names_the_age_and_the_disk(here: Here, said: Callable[..., tuple[bool, str]]):
    """A backup on the same disk is one, and not enough."""
    home, settings = here
    at = settings.model_copy(update={"now": datetime.now(UTC)})
    back_up_if_due(home, at)
    assert said(home, settings, datetime.now(UTC) + timedelta(hours=5)) == (
        False,
        "The newest backup is 5 hours old. It lies on the same disk, without originals: "
        "KNEEWISE_BACKUP_TO names a folder on another.",
    )
    is_wrong, words = said(home, settings, datetime.now(UTC) + timedelta(days=4))
    assert is_wrong and words.startswith("The newest backup is 4 days old.")


@pytest.fixture
def said() -> Callable[..., tuple[bool, str]]:
    """Whether something is wrong with the backups at an instant, and in which words."""

    def say(home: Home, settings: Settings, now: datetime) -> tuple[bool, str]:
        at = settings.model_copy(update={"now": now})
        (found,) = (one for one in examine(home, at) if one.what == "backup")
        return found.is_wrong, found.words

    return say


def test_a_block_that_cannot_be_read_is_found_by_a_deep_look(here: Here):
    """One bit of a note: which file, and the way back."""
    home, settings = here
    at = settings.model_copy(update={"now": datetime.now(UTC)})
    back_up_if_due(home, at)
    sound = {one.what: one for one in examine(home, at, is_deep=True)}
    assert not any(sound[what].is_wrong for what in ("journal", "warehouse", "newest backup"))
    content = bytearray(home.journal.read_bytes())
    place = content.find(NOTE.encode())
    assert place > 0
    content[place] ^= 1
    home.journal.write_bytes(content)
    found = {one.what: one for one in examine(home, at, is_deep=True)}
    assert found["journal"].is_wrong
    assert "restore the newest backup into another folder" in found["journal"].words
    assert not found["warehouse"].is_wrong and not found["newest backup"].is_wrong
