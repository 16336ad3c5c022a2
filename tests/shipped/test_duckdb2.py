"""One home, two versions of DuckDB: each reads what the other wrote, or says why it cannot."""

import hashlib
import shlex
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import PATIENCE_MS, Screens
from tests.builders import a_run
from tests.builders.homes import NOW
from tests.shipped.installed import Answer, Installed, as_json

pytestmark = pytest.mark.slow
AT = {"KNEEWISE_NOW": NOW.isoformat()}
PAINS = "query 'select knee, light from metric.pain_day order by knee' --json"
OWN_FORMAT = "was written by DuckDB 2."
COMMANDS = ("status", "log pain --knee left --during 2", "rebuild", "backup all.zip", "doctor")


def test_a_home_of_1_5_goes_to_2_and_back(shipped: Installed, with_duckdb2: Installed) -> None:
    """Each logs what the other then reads."""
    home, run = shipped.folder / "home", a_file(shipped.folder)
    done(shipped, home, f"import {run} --runner Mara", "log pain --knee right --during 2")
    pains = done(with_duckdb2, home, "log pain --knee left --during 6", PAINS)[1]
    assert [row["knee"] for row in as_json(pains)] == ["left", "right"]
    assert as_json(done(shipped, home, PAINS)[0]) == as_json(pains)


def test_a_home_of_2_goes_to_1_5_and_back(shipped: Installed, with_duckdb2: Installed) -> None:
    """Also after an erasure, which writes both files anew."""
    home, run = shipped.folder / "home", a_file(shipped.folder)
    done(
        with_duckdb2,
        home,
        *(f"import {run} --runner Ben", f"import {run} --runner Mara", "erase Ben --yes"),
        "log pain --knee right --during 2",
    )
    pains = done(shipped, home, "log pain --knee left --during 6", PAINS)[1]
    assert [row["knee"] for row in as_json(pains)] == ["left", "right"]
    assert as_json(done(with_duckdb2, home, PAINS)[0]) == as_json(pains)


@pytest.mark.browser
def test_a_home_in_the_format_of_2_is_not_called_damaged(
    shipped: Installed, with_duckdb2: Installed, page: Page
) -> None:
    """Every command and the page say who wrote it and what to update; a backup by 2 opens here."""
    home = made_by_an_earlier_kneewise(with_duckdb2)
    before = digests(home)
    for answer in shipped.run_all([shlex.split(words) for words in COMMANDS], home=home, **AT):
        said = " ".join((answer.out + answer.err).split())
        assert answer.code == 1, answer
        assert OWN_FORMAT in said and "Nothing is damaged" in said, answer
        assert "restore" not in said and "run kneewise rebuild" not in said, answer
    with shipped.serving("serve", home=home) as server:
        Screens(page).open(server.entry)
        expect(page.get_by_text(OWN_FORMAT)).to_be_visible(timeout=PATIENCE_MS)
        assert server.problems() == []
    assert digests(home) == before
    pains = done(with_duckdb2, home, PAINS, "backup all.zip")[0]
    brought = done(shipped, shipped.folder / "restored", "restore all.zip", PAINS)
    assert as_json(brought[1]) == as_json(pains) != []


def a_file(folder: Path) -> Path:
    """Yesterday's run."""
    file = folder / "run.fit"
    file.write_bytes(a_run(NOW.date() - timedelta(days=1), km=5))
    return file


def made_by_an_earlier_kneewise(newer: Installed) -> Path:
    """A home whose files are in the format that DuckDB 2 makes where nobody says otherwise."""
    home = newer.folder / "newer"
    newer.script("make_newer_home.py", KNEEWISE_HOME=str(home), **AT)
    return home


def done(installed: Installed, home: Path, *commands: str) -> list[Answer]:
    """The answers of commands that all did what they were asked."""
    answers = installed.run_all([shlex.split(words) for words in commands], home=home, **AT)
    assert [answer.code for answer in answers] == [0] * len(commands), answers
    return answers


def digests(home: Path) -> dict[str, str]:
    """Of each database file and its log; a lock beside them says who held it last."""
    files = (file for file in home.glob("*.duckdb*") if file.suffix != ".lock")
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
