"""`kneewise log signs`: what decides whether a knee is to be looked at."""

from typing import Annotated

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import DateOption, Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.log.options import option
from dashboard.cli.output import confirm
from dashboard.pain.asking import ASSESSMENT
from dashboard.pain.red_flags.wording import red_flags
from etl.errors import UserError
from etl.journal.red_flags import RedFlagAnswer, answer_red_flags
from etl.journal.store import Runner


def log_signs(
    context: typer.Context,
    sign: Annotated[
        list[str] | None, typer.Option("--sign", help=f"May repeat: {', '.join(red_flags())}.")
    ] = None,
    is_none: Annotated[bool, typer.Option("--none", help="None of these signs.")] = False,
    knee: Annotated[str | None, option(ASSESSMENT, "knee")] = None,
    runner: RunnerOption = None,
    on: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer whether any warning sign applies: a sign counts until it has been assessed."""
    here: Here = context.obj
    who = runner_of(here, runner)
    if is_none == bool(sign):
        raise UserError("Say --sign for what applies, or --none.")
    answer = RedFlagAnswer(
        runner_id=who.runner_id,
        local_date=here.day(on, who),
        reason=_asked_for(here, who),
        knee=knee,
        red_flags=tuple(dict.fromkeys(sign or ())),
    )
    confirm(answer_red_flags(here.journal, answer), answer.local_date, as_json=as_json)


def _asked_for(here: Here, who: Runner) -> str:
    """Why the question is due today; `own` where nobody asked."""
    due = Gateway(here.home, here.settings).load(
        Viewer(), "page.red_flag_due", runner_id=who.runner_id
    )
    return due["reason"][0] if due.height else "own"
