"""`kneewise watch` and `kneewise token`, as they are typed."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli.commands import app
from tests.builders import a_run
from tests.builders.homes import NOW, a_home, a_new_home

OIDC = {"KNEEWISE_OIDC_ISSUER": "https://accounts.example.org"}


def ask(home: Path, *words: str, **env: str) -> tuple[int, str]:
    """Exit code and output of a command."""
    around = {"KNEEWISE_NOW": NOW.isoformat()} | env
    done = CliRunner().invoke(app, ["--home", str(home), *words], env=around)
    return done.exit_code, done.output + (str(done.exception) if done.exception else "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_appears_comes_in_until_the_command_is_stopped(
    tmp_path: Path, number: signal.Signals
) -> None:
    """One object a batch, as of an import; stopped, it ends with a sentence and exit code 0."""
    home = a_new_home(tmp_path / "home")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.fit").write_bytes(a_run(date(2026, 5, 1), km=5))
    command = [sys.executable, "-m", "dashboard.cli.main", "--home", str(home.root)]
    process = subprocess.Popen(
        [*command, "watch", str(folder), "--runner", "Mara", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"KNEEWISE_WORKERS": "1"},
    )
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        assert [(one["file"], one["status"]) for one in told["items"]] == [("a.fit", "imported")]
        process.send_signal(number)
        _, words = process.communicate(timeout=60)  # it does not go on watching
        assert process.returncode == 0 and "Stopped." in words, words
    finally:
        process.kill()


def test_a_file_is_no_folder_to_watch(tmp_path: Path) -> None:
    """One sentence; nothing is made."""
    (tmp_path / "run.fit").write_bytes(b"x")
    code, words = ask(tmp_path / "home", "watch", str(tmp_path / "run.fit"))
    assert code == 1 and "is a file" in words
    assert not (tmp_path / "home").exists()


def test_a_home_is_not_watched_nor_what_it_lies_in(tmp_path: Path) -> None:
    """What is copied into it would arrive again, for ever."""
    home, _ = a_home(tmp_path / "home", [a_run(date(2026, 5, 1), km=5)])
    for folder in (tmp_path, home.root, home.originals):
        code, words = ask(home.root, "watch", str(folder))
        assert code == 1 and "lie in one another" in words, folder


def test_a_token_is_made_shown_once_listed_and_ended(tmp_path: Path) -> None:
    """Its secret is in no list; a name that two have needs an id."""
    home, _ = a_home(tmp_path / "home", [a_run(date(2026, 5, 1), km=5)])
    made = json.loads(ask(home.root, "token", "make", "Phone", "--json")[1])
    assert made["token"].startswith("kneewise_") and made["ends_at"] == "2026-10-30T23:00:00Z"
    code, words = ask(home.root, "token", "list")
    assert code == 0 and "Phone" in words and "not used yet" in words
    assert (
        made["token"].split("_", 2)[2] not in words + ask(home.root, "token", "list", "--json")[1]
    )
    assert ask(home.root, "token", "make", "Phone")[0] == 0
    assert ask(home.root, "token", "end", "Phone")[0] == 1
    assert ask(home.root, "token", "end", made["token_id"])[0] == 0
    assert "ended" in ask(home.root, "token", "list")[1]
    code, words = ask(home.root, "token", "make", "Late", "--until", "2030-01-01")
    assert code == 1 and "366 days" in words


def test_where_people_sign_in_nobody_makes_a_token_for_them(tmp_path: Path) -> None:
    """An operator lists and ends them."""
    home, _ = a_home(tmp_path / "home", [a_run(date(2026, 5, 1), km=5)])
    assert ask(home.root, "token", "make", "Phone")[0] == 0
    code, words = ask(home.root, "token", "make", "Other", **OIDC)
    assert code == 1 and "Sharing" in words
    assert ask(home.root, "token", "end", "Phone", **OIDC)[0] == 0
