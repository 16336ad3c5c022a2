"""`kneewise override`: a limit of load that a clinician sets for one runner, with its reason."""

from datetime import datetime
from functools import partial
from typing import Annotated

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.log.options import argument, option
from dashboard.cli.output import print_json, say
from dashboard.method.clinician_limits import name_of, own_limit
from dashboard.patient.asking_wording import LIMIT
from dashboard.rows import load_rows
from dashboard.rows import others as rows
from etl.errors import UserError
from etl.journal.entries import check_name
from etl.journal.rule_overrides import (
    RuleOverride,
    end_override,
    last_day,
    overridable,
    override_rule,
)
from etl.journal.store import Runner


def override(
    context: typer.Context,
    rule: Annotated[str | None, argument(LIMIT, "rule_id")] = None,
    to: Annotated[float | None, option(LIMIT, "threshold")] = None,
    off: Annotated[bool, typer.Option("--off", help="Switch the level off instead.")] = False,
    level: Annotated[str | None, option(LIMIT, "level")] = None,
    reason: Annotated[str, option(LIMIT, "reason")] = "",
    by: Annotated[str, typer.Option("--by", help="The clinician's name.")] = "",
    until: Annotated[datetime | None, option(LIMIT, "until_date")] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="End it: the usual counts.")] = False,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set a limit of load for one runner on a clinician's word, or end one; alone, list them.

    Whoever types this answers for a clinician having said so.
    """
    here: Here = context.obj
    who = runner_of(here, runner)
    if rule is not None and withdraw:
        _withdraw(here, who, rule, level, by=_clinician(by))
    elif rule is not None:
        if (to is None) != off:
            raise UserError("Say the limit with --to, or --off to switch the level off.")
        today = here.settings.local_date(who.time_zone)
        change = RuleOverride(
            runner_id=who.runner_id,
            rule_id=rule,
            level=_level(rule, level),
            threshold=to,
            reason=reason,
            from_date=today,
            until_date=until.date() if until else last_day(today),
        )
        override_rule(here.journal, change, saved_by=_clinician(by))
    _list(here, who, as_json=as_json)


def _clinician(name: str) -> str:
    return check_name(name, whose="A clinician, whom --by names,")


def _level(rule: str, level: str | None) -> str:
    """The level that was named, else the only one that may be set."""
    known = [one.level for of, one in overridable() if of.rule_id == rule]
    if level is None and len(known) > 1:
        raise UserError(f"{rule} has several limits: say --level with one of {', '.join(known)}.")
    if level is None and not known:
        rules = ", ".join(dict.fromkeys(of.rule_id for of, _ in overridable()))
        raise UserError(
            f"{rule!r} has no limit that is a clinician's to set: those of {rules} are."
        )
    return level or known[0]


def _withdraw(here: Here, who: Runner, rule: str, level: str | None, *, by: str) -> None:
    today = here.settings.local_date(who.time_zone)
    wanted = _level(rule, level)
    for row in _rows(here, who):
        if (row["rule_id"], row["level"], row["is_current"]) == (rule, wanted, True):
            end_override(
                here.journal,
                row["override_id"],
                runner_id=who.runner_id,
                today=today,
                saved_by=by,
            )
            return
    raise UserError("No such limit counts today: there is nothing to withdraw.")


def _rows(here: Here, who: Runner) -> list[rows.RuleOverride]:
    gateway = Gateway(here.home, here.settings)
    load = partial(gateway.load, Viewer(), runner_id=who.runner_id)
    return load_rows(load, rows.RuleOverride)


def _list(here: Here, who: Runner, *, as_json: bool) -> None:
    known = _rows(here, who)
    if as_json:
        print_json({"overrides": known})
        return
    names = Gateway(here.home, here.settings).team(here.settings.local_date(who.time_zone)).names
    current = [row for row in known if row["is_current"]]
    for row in current:
        say(own_limit(row, who.units, who=name_of(row["saved_by"], names)))
    if not current:
        say(f"The usual limits count for {who.display_name}.")
