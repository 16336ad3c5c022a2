"""`kneewise status`: today in a few lines, or as one object."""

from contextlib import suppress
from functools import partial
from typing import Any

import typer
from filelock import Timeout

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.output import print_json, say
from dashboard.limit import wording
from dashboard.method.governance import rule_set_words
from dashboard.pain.red_flags.wording import by_urgency, red_flags, to_be_seen
from dashboard.rows import load_rows, to_rows
from dashboard.rows.others import NextRun
from dashboard.rows.pain import WarningSign
from dashboard.rows.today import Today, TodayMeasure, TodayReason
from dashboard.today.advice_wording import as_json as measure_as_json
from dashboard.today.shown import note, to_shown
from dashboard.today.status_wording import WORTH_KNOWING, statement
from dashboard.ui.display import ASSESSORS, STATUSES
from etl.errors import KneewiseError
from etl.journal.store import Runner
from etl.reference.rule_set import read_rule_set

_SHORT_WAIT_S = 0.5  # what does not join the journal by then does so with a later look

REASON_COLUMNS = (
    "rule_id",
    "level",
    "status",
    "local_date",
    "value",
    "threshold",
    "unit",
    "session_id",
    "knee",
    "title",
    "text",
    "episode_day_count",
    "episode_logged_count",
)
"""Of `page.today_reason`, most important first."""


def status(
    context: typer.Context, runner: RunnerOption = None, as_json: JsonOption = False
) -> None:
    """Today's status, the reasons for it, and how far a run tomorrow may go."""
    here: Here = context.obj
    who = runner_of(here, runner)
    gateway = Gateway(here.home, here.settings)
    answer = read_status(gateway, who)
    if as_json:
        print_json(answer)
    else:
        _say_status(answer, who)
    _keep_shown(gateway, who)


def _say_status(answer: dict[str, Any], who: Runner) -> None:
    say(f"{who.display_name}: {answer['words']}. {answer['finding']}", style="bold")
    for reason in answer["reasons"]:
        logged = (
            f", {reason['episode_day_count']} days, {reason['episode_logged_count']} of them logged"
            if reason["episode_day_count"]
            else ""
        )
        beside = "" if reason["status"] else f"{WORTH_KNOWING}: "
        say(f"  {beside}{reason['title']} ({reason['local_date']}{logged})")
    for measure in answer["measures"]:
        say(f"  {measure['words']}")
    for sign in answer["warning_signs"]:
        say(f"  {sign['text']}: {sign['to_do']}")
    if answer["advice_held_back"]:
        say("  Advice about training is hidden until this has been assessed, and you may train.")
    if answer["limit_words"] and answer["advice_held_back"] is None:
        say(f"  {answer['limit_words']}")
    say(f"{rule_set_words()} kneewise intended-use says what this is for, and what not.")


def _keep_shown(gateway: Gateway, who: Runner) -> None:
    """What was printed, where the shell is the runner's own; it waits for nobody who writes."""
    settings = gateway.settings
    if settings.is_team:
        return
    load = partial(gateway.load, Viewer(), runner_id=who.runner_id)
    today = load_rows(load, Today)
    if not today:
        return
    told = to_shown(
        today[0],
        reasons=load_rows(load, TodayReason),
        measures_of_today=load_rows(load, TodayMeasure),
        next_run=next(iter(load_rows(load, NextRun)), None),
        surface="status",
        units=who.units,
        now=settings.current_time(),
    )
    note(gateway.shown, told)
    with suppress(KneewiseError, Timeout, OSError):
        gateway.shown.keep(settings.model_copy(update={"lock_wait_s": _SHORT_WAIT_S}))


def read_status(gateway: Gateway, runner: Runner) -> dict[str, Any]:
    """The object `kneewise status --json` prints.

    While advice is held back (`refer`: a warning sign stands; `under_care`: a clinician has not
    let the runner train again) there is no length of a run in it.
    """
    load = partial(gateway.load, Viewer(), runner_id=runner.runner_id)
    days = load("risk.runner_day")
    tomorrow = load_rows(load, NextRun)
    today = load_rows(load, Today)
    told = load("page.today_reason")
    last_date, last_status = (
        days.sort("local_date").select("local_date", "status").row(-1)
        if days.height
        else (None, "not_enough_data")
    )
    hold = today[0]["hold_name"] if today else None
    rules = read_rule_set()
    return {
        "runner": runner.display_name,
        "runner_id": runner.runner_id,
        "local_date": last_date,
        "status": last_status,
        "words": STATUSES[last_status].word,
        "finding": statement(today[0] if today else None, to_rows(told, TodayReason)).finding,
        "reasons": told.select(REASON_COLUMNS).to_dicts(),
        "warning_signs": [sign_of(row) for row in by_urgency(load_rows(load, WarningSign))],
        "advice_held_back": hold,
        "measures": [
            measure_as_json(measure, runner.units) for measure in load_rows(load, TodayMeasure)
        ],
        "limit_m": tomorrow[0]["limit_m"] if tomorrow else None,
        "limit_reason": tomorrow[0]["limit_reason"] if tomorrow else "unknown",
        "limit_words": wording.plain(tomorrow[0], runner.units) if tomorrow else None,
        "rule_set_version": rules.rule_set_version,
        "rule_set_effective_date": rules.effective_from_date,
    }


def sign_of(row: WarningSign) -> dict[str, Any]:
    """One row of `page.warning_sign`, with whom to see and how soon."""
    flag = red_flags().get(row["red_flag"])
    if row["assessed_by"] and not row["is_standing"]:
        who = ASSESSORS[row["assessed_by"]].lower()
        to_do = f"With {who} since {row['outcome_date']}: what they say goes."
    else:
        to_do = to_be_seen(flag) if flag else "See a clinician."
    return {
        "code": row["red_flag"],
        "text": flag.text if flag else row["red_flag"],
        "knee": row["knee"],
        "local_date": row["local_date"],
        "is_standing": row["is_standing"],
        "see": flag.see if flag else None,
        "urgency": flag.urgency if flag else None,
        "to_do": to_do,
    }
