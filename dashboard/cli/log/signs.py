"""`kneewise log signs`, `assessment`, `event`: what decides whether a knee is to be looked at."""

from datetime import datetime
from typing import Annotated

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import DateOption, Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.output import confirm
from dashboard.pain.red_flags.wording import red_flags
from etl.errors import UserError
from etl.journal.races import RunnerEvent, keep_event
from etl.journal.red_flags import Assessment, RedFlagAnswer, answer_red_flags, keep_assessment
from etl.journal.store import Runner

KneeOption = Annotated[str | None, typer.Option("--knee", help="left or right; both if not given.")]


def log_signs(
    context: typer.Context,
    sign: Annotated[
        list[str] | None, typer.Option("--sign", help=f"May repeat: {', '.join(red_flags())}.")
    ] = None,
    is_none: Annotated[bool, typer.Option("--none", help="None of these signs.")] = False,
    knee: KneeOption = None,
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


def log_assessment(
    context: typer.Context,
    assessed_by: Annotated[str, typer.Option("--by", help="physiotherapist, doctor or other.")],
    outcome: Annotated[
        str, typer.Option("--outcome", help="cleared, may_train_with_limits or under_care.")
    ],
    knee: KneeOption = None,
    runner: RunnerOption = None,
    on: DateOption = None,
    note: str | None = None,
    as_json: JsonOption = False,
) -> None:
    """Log that somebody qualified has looked: it answers warning signs of that day and before."""
    here: Here = context.obj
    who = runner_of(here, runner)
    assessment = Assessment(
        runner_id=who.runner_id,
        local_date=here.day(on, who),
        assessed_by=assessed_by,
        outcome=outcome,
        knee=knee,
        note=note,
    )
    confirm(keep_assessment(here.journal, assessment), assessment.local_date, as_json=as_json)


def log_event(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    on: Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="The day of it.")],
    distance_km: Annotated[float | None, typer.Option(min=0, help="How far.")] = None,
    priority: Annotated[str | None, typer.Option(help="A (trained for), B or C.")] = None,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Log an event ahead: pain in the twelve weeks before it prompts to have the knee assessed."""
    here: Here = context.obj
    event = RunnerEvent(
        runner_id=runner_of(here, runner).runner_id,
        name=name,
        event_date=on.date(),
        distance_m=None if distance_km is None else distance_km * 1000,
        priority=priority,
    )
    confirm(keep_event(here.journal, event), event.event_date, as_json=as_json)
