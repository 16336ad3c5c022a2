"""Who checked which file: shown while the file is as it was, gone once it has changed."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.commands import app
from etl.errors import DataError, UserError
from etl.home import Home
from etl.operations.backup.read import restore
from etl.operations.backup.write import backup
from etl.operations.doctor import examine
from etl.reference.rules import read_rules
from etl.reference.sign_offs import checked_by, read_sign_offs, sha256_of, sign_off
from etl.settings import Settings
from sql import ROOT
from tests.builders import a_home, a_run

DAY = date(2026, 5, 3)
WORDS = "Ada Field, HCPC PH00001, on 3 May 2026 (name typed, not verified)"


def sign(home: Home, file: str) -> None:
    """An invented clinician signs one file."""
    sign_off(home, file=file, name="Ada Field", registration="HCPC PH00001", on=DAY)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a clinic's own programme in it."""
    home = Home(tmp_path / "home").create()
    home.programmes.mkdir()
    shutil.copy(ROOT / "programmes" / "knee.toml", home.programmes / "ours.toml")
    return home


def test_nothing_comes_signed():
    """No signature is made up."""
    assert not (ROOT / "sign_offs.toml").exists()
    assert {rule.checked_by for rule in read_rules()} == {""}


def test_a_signed_file_says_who_and_a_changed_one_no_longer(home: Home):
    """By its hash; signed again, it says so again."""
    sign(home, "programmes/ours")
    assert checked_by(home, "programmes/ours.toml") == WORDS
    assert checked_by(home, "programmes/knee.toml") == ""
    file = home.programmes / "ours.toml"
    file.write_text(file.read_text("utf-8").replace("sets = 3", "sets = 4"), "utf-8")
    assert checked_by(home, "programmes/ours.toml") == ""
    sign(home, "ours")
    assert checked_by(home, "programmes/ours.toml") == WORDS


def test_a_clinics_file_of_our_name_does_not_take_over_our_sign_off(home: Home):
    """It is another file."""
    sign(home, "programmes/knee")
    shutil.copy(ROOT / "programmes" / "knee.toml", home.programmes / "knee.toml")
    assert checked_by(home, "programmes/knee.toml") == WORDS  # the same words, still checked
    with (home.programmes / "knee.toml").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert checked_by(home, "programmes/knee.toml") == ""


def test_the_hash_of_a_rule_is_also_of_the_numbers_it_names(tmp_path: Path):
    """The limit of a rule may stand in a parameter file."""
    rule = tmp_path / "x.toml"
    rule.write_text('[levels.watch]\nthreshold = "spike_small_ratio"\n', "utf-8")
    named = sha256_of(rule)
    rule.write_text('[levels.watch]\nthreshold = "spike_large_ratio"\n', "utf-8")
    other = sha256_of(rule)
    rule.write_text("[levels.watch]\nthreshold = 1.1\n", "utf-8")
    assert len({named, other, sha256_of(rule)}) == 3


def test_a_signed_rule_says_so_beside_its_reason(tmp_path: Path):
    """From the next look on, in page.today_reason and rule.rule."""
    runs = [a_run("2026-04-25", km=10), a_run("2026-05-02", km=15)]
    home, settings = a_home(tmp_path, runs)
    gateway = Gateway(home, settings)

    def checked() -> dict[str, str]:
        rows = gateway.load(Viewer(), "page.today_reason")
        return dict(rows.select("rule_id", "checked_by").iter_rows())

    assert checked()["session_spike"] == ""
    sign(home, "rules/session_spike")
    assert checked()["session_spike"] == WORDS


@pytest.mark.parametrize(
    ("file", "name", "registration", "complaint"),
    [
        ("rules/no_such_rule", "A", "B", "There is no file"),
        ("../journal.duckdb", "A", "B", "There is no file"),
        ("rules/session_spike", " ", "B", "A name has 1 to 80 characters"),
        ("rules/session_spike", "A", "x" * 81, "A registration has 1 to 80 characters"),
        ("session_spike", "A\n[[sign_off]]", "B", None),
    ],
)
def test_what_cannot_be_signed_is_said(home: Home, file, name, registration, complaint):
    """One sentence; a line break in a name is no way into the file."""
    if complaint is None:
        sign_off(home, file=file, name=name, registration=registration, on=DAY)
        assert [one.name for one in read_sign_offs(home)] == ["A [[sign_off]]"]
    else:
        with pytest.raises(UserError, match=complaint):
            sign_off(home, file=file, name=name, registration=registration, on=DAY)


def test_sign_offs_that_cannot_be_read_count_for_nothing_and_doctor_says_so(tmp_path: Path):
    """No screen ends with them."""
    home, settings = a_home(tmp_path, [a_run()])
    sign(home, "programmes/knee")
    for broken in (b"\xff\xfe", b"[[sign_off]]\nfile = 3\n", b"[[["):
        home.sign_offs.write_bytes(broken)
        assert checked_by(home, "programmes/knee.toml") == ""
        with pytest.raises(DataError, match=r"sign_offs\.toml"):
            read_sign_offs(home)
    found = [finding for finding in examine(home, settings) if finding.what == "sign-offs"]
    assert [finding.is_wrong for finding in found] == [True]


def test_a_backup_brings_them_back(tmp_path: Path):
    """They lie beside the journal."""
    home, settings = a_home(tmp_path / "one", [a_run()])
    sign(home, "rules/session_spike")
    backup(home, settings, tmp_path / "all.zip")
    other = Home(tmp_path / "two")
    restore(other, Settings(home=other.root), tmp_path / "all.zip")
    assert checked_by(other, "rules/session_spike.toml") == WORDS


def test_from_the_shell(home: Home):
    """Signed, listed, and lost."""

    def shell(*words: str) -> str:
        result = CliRunner().invoke(app, ["--home", str(home.root), *words])
        assert result.exit_code == 0, result.output
        return result.output

    assert "No file has been signed yet" in shell("sign-off")
    signature = ("--name", "Ada Field", "--registration", "HCPC PH00001", "--date", "2026-05-03")
    assert WORDS in " ".join(shell("sign-off", "programmes/ours", *signature).split())
    (home.programmes / "ours.toml").write_text("# another\n", "utf-8")
    assert "has changed since" in " ".join(shell("sign-off").split())
    assert json.loads(shell("sign-off", "--json"))["sign_offs"][0]["is_valid"] is False
    assert "adults who run" in " ".join(shell("intended-use").split())
