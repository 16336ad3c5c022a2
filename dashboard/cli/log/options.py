"""Commands and options of entries, made from how each of their fields is asked."""

from collections.abc import Callable
from datetime import date, datetime
from inspect import Parameter, Signature
from math import isfinite
from typing import Annotated, Any

import typer

from dashboard.cli.context import DateOption, Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.output import confirm
from dashboard.ui.asking import Asked
from etl.journal.fields import Between

_METRES_A_KM = 1000.0


def command(asked: Asked) -> Callable[..., None]:
    """What Typer takes for the command that writes such an entry."""

    def keep(context: typer.Context, **given: Any) -> None:
        here: Here = context.obj
        who = runner_of(here, given["runner_id"])
        told = {
            name: _stored(asked, name, given[name])
            for name in asked.fields
            if name != "runner_id" and given[name] is not None
        }
        if "local_date" in asked.fields:
            told["local_date"] = here.day(given["local_date"], who)
        entry = asked.entry_of(who.runner_id, told)
        entry_id = here.journal.save_entry(asked.table, entry, saved_by="local")
        confirm(entry_id, asked.day_of(entry), as_json=given["as_json"])

    names = sorted(asked.fields, key=lambda name: not _is_asked_first(asked, name))
    parameters = [
        Parameter("context", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
        *(_parameter(asked, name) for name in names),
        _with(JsonOption, "as_json", default=False),
    ]
    keep.__doc__ = asked.help
    keep.__annotations__ = {each.name: each.annotation for each in parameters}
    vars(keep)["__signature__"] = Signature(parameters)
    return keep


def argument(asked: Asked, name: str) -> Any:
    """Likewise of one that has its place instead of a name."""
    return typer.Argument(**_told(asked, name))


def option(asked: Asked, name: str) -> Any:
    """What stands beside the type of one option of a command: its name, its words, its bounds.

    A number out of bounds is wrong usage, and refused with the sentence of the journal.
    """
    told = _told(asked, name)
    if isinstance(asked.column(name).told, Between):
        told["metavar"] = _span(asked, name)
    words = asked.fields[name].option or name.replace("_", "-")
    return typer.Option(f"--{words}", **told)


def _told(asked: Asked, name: str) -> dict[str, Any]:
    column = asked.column(name)
    told: dict[str, Any] = {"help": asked.help_of(name) or None}
    if isinstance(column.told, Between):
        told["callback"] = _checking(asked, name, column.told)
    if column.type is date:
        told["formats"] = ["%Y-%m-%d"]
    return told


def _is_asked_first(asked: Asked, name: str) -> bool:
    column = asked.column(name)
    return name not in {"runner_id", "local_date"} and column.is_needed and column.type is not bool


def _parameter(asked: Asked, name: str) -> Parameter:
    if name == "runner_id":
        return _with(RunnerOption, name, default=None)
    if name == "local_date" and not asked.fields[name].help:
        return _with(DateOption, name, default=None)
    kind = asked.column(name).type
    kind = {tuple: list[str], date: datetime}.get(kind, kind)  # as the shell reads it
    default = False if kind is bool else None
    if _is_asked_first(asked, name):
        default = Parameter.empty
    elif kind is not bool:
        kind = kind | None
    make = argument if asked.fields[name].is_argument else option
    return _with(Annotated[kind, make(asked, name)], name, default)


def _with(annotation: Any, name: str, default: Any) -> Parameter:
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)


def _stored(asked: Asked, name: str, given: Any) -> Any:
    """In the unit and of the type of the journal."""
    column = asked.column(name)
    if column.type is tuple:
        return tuple(given)
    if column.type is date:
        return given.date()
    if asked.fields[name].is_distance:
        return given * _METRES_A_KM
    return given


def _checking(asked: Asked, name: str, told: Between) -> Callable[[Any], Any]:
    """Wrong usage is what lies beyond; whether an end itself is allowed, the journal says."""

    def checked(given: Any) -> Any:
        value = None if given is None else _stored(asked, name, given)
        if value is not None and not told.least <= value <= told.most:
            raise typer.BadParameter(told.refused(name))
        return given

    return checked


def _span(asked: Asked, name: str) -> str | None:
    """`0 to 10`, as it stands in the place of what a value looks like."""
    told = asked.column(name).told
    if not isinstance(told, Between) or not isfinite(told.most):
        return None
    scale = _METRES_A_KM if asked.fields[name].is_distance else 1
    return f"{told.least / scale:g} to {told.most / scale:g}"
