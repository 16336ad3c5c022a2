"""What files of TOML may say, as JSON Schema for editors: `python -m etl.reference.schemas`.

It writes `docs/schemas`. A schema knows keys, types and limits; what lies between two keys, such as
a phase that a week names, is checked when the file is read.
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from etl.errors import UserError
from etl.reference.clinic.mechanics_items import Checklist
from etl.reference.clinic.plan_templates import PlanTemplate
from etl.reference.clinic.strength_programmes import Programme
from etl.reference.questionnaires.licensed_texts import TextFile
from etl.reference.reviewed import Reviewed
from etl.reference.rules import Rule
from sql import ROOT

FOLDER = ROOT.parent / "docs" / "schemas"

SCHEMAS: dict[str, type[Reviewed]] = {
    "plan": PlanTemplate,
    "programme": Programme,
    "mechanics": Checklist,
    "questionnaire": TextFile,
    "rule": Rule,
}
"""Each kind of file that has one, by what a clinic calls it."""


class _Plain(GenerateJsonSchema):
    """Without a title made of each key, which editors show in place of the key itself."""

    schema_dialect = "http://json-schema.org/draft-07/schema#"

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_text(name: str) -> str:
    """The schema of one kind of file. Raises UserError where there is none of that name."""
    if name not in SCHEMAS:
        raise UserError(f"There is no schema called {name}: choose {', '.join(SCHEMAS)}.")
    schema = SCHEMAS[name].model_json_schema(schema_generator=_Plain)
    return json.dumps({"$schema": _Plain.schema_dialect, **schema}, indent=2) + "\n"


def write_schemas(folder: Path = FOLDER) -> list[Path]:
    """Every schema as a file; returns those."""
    folder.mkdir(exist_ok=True)
    written = [folder / f"{name}.json" for name in SCHEMAS]
    for file in written:
        file.write_text(schema_text(file.stem), "utf-8")
    return written


if __name__ == "__main__":
    for file in write_schemas():
        sys.stdout.write(f"{file.name}\n")
