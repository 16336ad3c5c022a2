"""The command `kneewise token`: by which a runner's own programs send files to a server."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.output import print_json, say
from etl.errors import UserError
from etl.people.upload_tokens import UploadToken, UploadTokens

token = typer.Typer(help="Tokens by which programs send files.", no_args_is_help=True)

UntilOption = Annotated[
    datetime | None,
    typer.Option("--until", formats=["%Y-%m-%d"], help="Last day; half a year if not given."),
]


@token.callback()
def _about() -> None:
    """A token brings files in for one runner, until a day, and does nothing else."""


@token.command("make")
def make(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What will use it, such as Phone.")],
    until: UntilOption = None,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a token and print it, once; where people sign in, runners do so on Sharing."""
    here: Here = context.obj
    if here.settings.is_team:
        raise UserError("Where people sign in, each runner makes their tokens on Sharing.")
    who = runner_of(here, runner)
    today = here.settings.local_date(who.time_zone)
    made, words = UploadTokens(here.home, here.settings).make(
        runner_id=who.runner_id,
        person_id=None,
        name=name,
        until=until.date() if until else today + timedelta(days=here.settings.upload_token_days),
        today=today,
        time_zone=who.time_zone,
    )
    if as_json:
        print_json(_as_row(made) | {"token": words})
        return
    say(f"{made.name} sends files of {who.display_name} with this token, until {_last(made)}:")
    say(words)
    say("It is not shown again. kneewise token end ends it.")


@token.command("list")
def list_(context: typer.Context, runner: RunnerOption = None, as_json: JsonOption = False) -> None:
    """Every token, whose it is, until when, and when it was last used; never its secret."""
    here: Here = context.obj
    tokens = UploadTokens(here.home, here.settings)
    found = tokens.of(runner_of(here, runner).runner_id if runner else None)
    if as_json:
        print_json({"tokens": [_as_row(one) for one in found]})
        return
    now = here.settings.current_time()
    for one in found:
        state = f"until {_last(one)}" if one.is_of_use(now) else "ended"
        used = f"last used {one.used_at:%F %H:%M} (UTC)" if one.used_at else "not used yet"
        say(f"{one.token_id}  {one.name}  ({state}, {used})")
    if not found:
        say("No token yet: kneewise token make NAME makes one.")


@token.command("end")
def end(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="Its id or its name, as listed.", metavar="TOKEN")],
    as_json: JsonOption = False,
) -> None:
    """Let a token be of no use from now on."""
    here: Here = context.obj
    tokens = UploadTokens(here.home, here.settings)
    found = [one for one in tokens.of() if which in {one.token_id, one.name}]
    if len(found) > 1 and which not in {one.token_id for one in found}:
        found = [one for one in found if one.ended_at is None]
    if len(found) != 1:
        raise UserError("There is no such token, or several: kneewise token list has their ids.")
    tokens.end(found[0].token_id, runner_id=found[0].runner_id)
    if as_json:
        print_json({"token_id": found[0].token_id})
    else:
        say(f"{found[0].name} brings nothing in any more.")


def _last(made: UploadToken) -> str:
    """Its last day; it ends with that day where the runner is."""
    return f"{made.ends_at - timedelta(seconds=1):%F}"


def _as_row(one: UploadToken) -> dict[str, Any]:
    times: dict[str, datetime | None] = {
        "made_at": one.made_at,
        "ends_at": one.ends_at,
        "ended_at": one.ended_at,
        "used_at": one.used_at,
    }
    return {
        "token_id": one.token_id,
        "runner_id": one.runner_id,
        "name": one.name,
        **{name: None if at is None else f"{at:%FT%TZ}" for name, at in times.items()},
    }
