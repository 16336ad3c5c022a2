"""The commands `kneewise plan …`: a plan of some weeks from a shell."""

from functools import partial
from pathlib import Path
from typing import Annotated, TypedDict

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, RunnerOption, given_path, runner_of
from dashboard.cli.output import print_json, say
from dashboard.plan import wording as plan_wording
from dashboard.plan.calendar import to_calendar
from dashboard.rows import load_rows
from dashboard.rows.plan import Plan, PlanStart, PlanWeek
from dashboard.ui import display
from etl.errors import UserError
from etl.journal.plans import act_on_plan, start_plan, to_plan
from etl.journal.store import Runner
from etl.reference.clinic.plan_templates import DEFAULT, read_plans

plan = typer.Typer(help="A plan of 4 to 8 weeks back to normal running.")


class Answer(TypedDict):
    """The object `kneewise plan --json` prints: the newest plan, its weeks, and today's offer."""

    runner: str
    runner_id: str
    plan: Plan | None
    weeks: list[PlanWeek]
    offer: PlanStart | None


@plan.callback(invoke_without_command=True)
def show_plan(
    context: typer.Context,
    runner: RunnerOption = None,
    ics: Annotated[
        Path | None,
        typer.Option(
            "--ics", help="Write its weeks as a calendar file.", parser=given_path, metavar="FILE"
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Show the newest plan week by week, or what would be proposed today."""
    if context.invoked_subcommand is not None:
        return
    here: Here = context.obj
    who = runner_of(here, runner)
    answer = read_plan(here, who)
    if ics is not None:
        _write_calendar(here, who, answer, ics)
    if as_json:
        print_json(answer)
    elif ics is not None:
        say(f"The weeks of the plan are in {ics}.")
    else:
        _say_plan(answer, who)


@plan.command()
def start(
    context: typer.Context,
    runner: RunnerOption = None,
    weeks: Annotated[int | None, typer.Option(help="4 to 8; the plan's own if not given.")] = None,
    kind: Annotated[str, typer.Option(help="Which plan, by the name of its file.")] = DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Start a plan from today's usual week, which is then fixed."""
    here: Here = context.obj
    who = runner_of(here, runner)
    offer = read_plan(here, who)["offer"]
    if offer is None:
        raise UserError("There is nothing yet that a plan could start from.")
    template = read_plans(here.home.plans).named(kind)
    start_plan(here.journal, to_plan(offer), template, week_count=weeks or template.default_weeks)
    _answer(here, who, as_json=as_json)


@plan.command()
def stop(context: typer.Context, runner: RunnerOption = None, as_json: JsonOption = False) -> None:
    """End the plan that is under way; what was run and logged stays."""
    _act(context.obj, runner, "stop", as_json=as_json)


@plan.command()
def pause(context: typer.Context, runner: RunnerOption = None, as_json: JsonOption = False) -> None:
    """Let the plan wait: weeks that are paused are repeated."""
    _act(context.obj, runner, "pause", as_json=as_json)


@plan.command()
def resume(
    context: typer.Context, runner: RunnerOption = None, as_json: JsonOption = False
) -> None:
    """Go on with a paused plan."""
    _act(context.obj, runner, "resume", as_json=as_json)


def read_plan(here: Here, who: Runner) -> Answer:
    """What there is now."""
    load = partial(Gateway(here.home, here.settings).load, Viewer(), runner_id=who.runner_id)
    return {
        "runner": who.display_name,
        "runner_id": who.runner_id,
        "plan": next(iter(load_rows(load, Plan)), None),
        "weeks": load_rows(load, PlanWeek),
        "offer": next(iter(load_rows(load, PlanStart)), None),
    }


def _act(here: Here, runner: str | None, action: str, *, as_json: bool) -> None:
    who = runner_of(here, runner)
    found = read_plan(here, who)["plan"]
    if found is None or found["status_name"] not in plan_wording.UNDER_WAY:
        raise UserError("There is no plan under way: kneewise plan start begins one.")
    act_on_plan(
        here.journal,
        runner_id=who.runner_id,
        plan_id=found["plan_id"],
        action=action,
        acted_at=here.settings.current_time(),
        local_date=here.settings.local_date(who.time_zone),
    )
    _answer(here, who, as_json=as_json)


def _answer(here: Here, who: Runner, *, as_json: bool) -> None:
    answer = read_plan(here, who)
    if as_json:
        print_json(answer)
    else:
        _say_plan(answer, who)


def _say_plan(answer: Answer, who: Runner) -> None:
    found = answer["plan"]
    if found is None:
        say(f"{who.display_name}: no plan yet.", style="bold")
        offer = answer["offer"]
        if offer is not None and offer["refusal_code"] is None:
            most = display.distance_down(offer["first_target_m"], who.units)
            begin = display.day(offer["start_date"])
            say(f"  kneewise plan start would begin {begin} with at most {most} a week.")
        return
    weeks = answer["weeks"]
    current = next(week for week in weeks if week["is_current"])
    say(f"{who.display_name}: {plan_wording.finding(found, current, who.units)}", style="bold")
    for week in weeks:
        said = " ".join(plan_wording.targets(week, who.units))
        gate = display.GATES[week["gate_name"]].word
        say(f"  {week['week_index']} {week['phase_title'] or ''} ({gate}): {said}".rstrip(": "))


def _write_calendar(here: Here, who: Runner, answer: Answer, file: Path) -> None:
    found = answer["plan"]
    if found is None or found["status_name"] not in plan_wording.UNDER_WAY:
        raise UserError("There is no plan under way: kneewise plan start begins one.")
    content = to_calendar(
        found,
        answer["weeks"],
        units=who.units,
        now=here.settings.current_time(),
        today=here.settings.local_date(who.time_zone),
    )
    file.write_bytes(content)
