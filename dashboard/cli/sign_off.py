"""`kneewise sign-off`, `schema`, `intended-use`: who checked a file, what it may say, what for."""

import sys
from typing import Annotated

import typer

from dashboard.cli.context import DateOption, Here, JsonOption
from dashboard.cli.output import print_json, say
from dashboard.method.governance import intended_use as statement
from dashboard.method.governance import rule_set_words
from etl.errors import UserError
from etl.reference.sign_offs import checked_by, read_sign_offs, sign_off


def sign(
    context: typer.Context,
    file: Annotated[
        str | None, typer.Argument(help="Such as rules/session_spike or programmes/knee.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Who checked it.")] = "",
    registration: Annotated[
        str, typer.Option("--registration", help="Their register and number.")
    ] = "",
    on: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write down that somebody qualified checked a file as it is now; alone, list who has.

    A file that changes afterwards loses it. Whoever types this answers for its being true.
    """
    here: Here = context.obj
    if file is None:
        _list(here, as_json=as_json)
        return
    if not name or not registration:
        raise UserError("Say who checked it with --name, and --registration of what register.")
    day = on.date() if on else here.settings.current_time().date()
    signed = sign_off(here.home, file=file, name=name, registration=registration, on=day)
    if as_json:
        print_json(signed.model_dump())
    else:
        say(f"{signed.file}: checked by {signed.words}.")


def schema(
    name: Annotated[str, typer.Argument(help="plan, programme, mechanics, questionnaire or rule.")],
) -> None:
    """Print what a file of that kind may say, as JSON Schema for an editor.

    Save it beside the file and name it there on the first line: #:schema ./plan.json
    """
    from etl.reference.schemas import schema_text  # noqa: PLC0415  every model there is

    sys.stdout.write(schema_text(name))


def intended_use() -> None:
    """Say for whom Kneewise is, what it is not for, who decides, and the version of its rules."""
    say(statement())
    say(rule_set_words())


def _list(here: Here, *, as_json: bool) -> None:
    latest = {one.file: one for one in read_sign_offs(here.home)}
    rows = [
        one.model_dump() | {"is_valid": bool(checked_by(here.home, one.file))}
        for one in latest.values()
    ]
    if as_json:
        print_json({"sign_offs": rows})
        return
    for one in latest.values():
        is_valid = checked_by(here.home, one.file)
        lost = "" if is_valid else " The file has changed since: it is not checked as it is now."
        say(f"{one.file}: checked by {one.words}.{lost}")
    if not latest:
        say("No file has been signed yet.")
