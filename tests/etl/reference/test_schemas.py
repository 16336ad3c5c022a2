"""JSON Schemas of the files that clinics write: as the models have them, and our files fit."""

import json
import tomllib
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from dashboard.cli.commands import app
from etl.reference.schemas import FOLDER, SCHEMAS, schema_text
from sql import ROOT
from tests.builders.questionnaires import an_invented_text

FILES = {
    "plan": (ROOT / "plans" / "return_to_normal.toml").read_text("utf-8"),
    "programme": (ROOT / "programmes" / "knee.toml").read_text("utf-8"),
    "mechanics": (ROOT / "mechanics" / "knee.toml").read_text("utf-8"),
    "questionnaire": an_invented_text(),
    "rule": (ROOT / "rules" / "session_spike.toml").read_text("utf-8"),
}


def faults(name: str, text: str) -> list[str]:
    """What the schema says of a file; dates as an editor hands them on."""
    table: dict[str, Any] = tomllib.loads(text)
    if name == "rule":
        table["next_review_on"] = table["next_review_on"].isoformat()
    schema = json.loads(schema_text(name))
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(table)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_our_files_fit_their_schema_and_its_file_is_up_to_date(name: str):
    """`make schemas` writes them."""
    assert (FOLDER / f"{name}.json").read_text("utf-8") == schema_text(name)
    assert faults(name, FILES[name]) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("plan", "distance_share = 1.1", "distance_share = 9", "greater than the maximum of 1.5"),
        ("plan", '4 = ["calm", ', '9 = ["calm", ', "does not match any of the regexes"),
        ("plan", "default_weeks", "weeks_by_default", "is a required property"),
        ("programme", "sets = 3", 'sets = "three"', "is not of type 'integer'"),
        ("programme", 'drawing = "spanish_squat"', 'drawing = "../x"', "is not one of"),
        ("mechanics", "until = 120", "", "'until' is a required property"),
        ("mechanics", 'kind = "yes_no"', 'kind = "text"', "False schema does not allow"),
        ("questionnaire", '"uwri"', '"sky"', "is not one of"),
        ("rule", 'evidence_grade = "B"', 'evidence_grade = "E"', "is not one of"),
    ],
)
def test_a_schema_says_what_the_reader_would(name: str, old: str, new: str, said: str):
    """In an editor, before the file is read."""
    assert old in FILES[name]
    found = faults(name, FILES[name].replace(old, new))
    assert any(said in each for each in found), found


def test_the_shell_prints_a_schema_and_names_those_there_are():
    """For a clinic that has no checkout."""
    result = CliRunner().invoke(app, ["schema", "plan"])
    assert (result.exit_code, result.output) == (0, schema_text("plan"))
    other = CliRunner().invoke(app, ["schema", "marathon"])
    assert other.exit_code != 0
    assert "plan, programme, mechanics" in " ".join(str(other.exception or other.output).split())


def test_the_schemas_are_shipped():
    """Beside the rules, in the wheel."""
    package = tomllib.loads((ROOT.parent / "pyproject.toml").read_text("utf-8"))
    included = package["tool"]["hatch"]["build"]["targets"]
    assert included["wheel"]["force-include"]["docs/schemas"] == "sql/schemas"
    assert "docs/schemas" in included["sdist"]["include"]
