"""The commands `kneewise log …`: what people write into the journal from a shell."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Annotated

import polars as pl
import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import DateOption, Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.lazy import Place, lazy_group
from dashboard.cli.log.options import argument, option
from dashboard.cli.output import confirm, print_json, say
from dashboard.pain.asking import EFFORT, PAIN, SITE
from dashboard.pain.entries import joined_to_its_day
from dashboard.rows import to_rows
from dashboard.rows.others import MetricRun
from dashboard.ui.display import local
from etl.errors import UserError
from etl.journal.entries import RunEffort, WarmUp
from etl.journal.other_site_entries import SitePain
from etl.journal.other_sites import log_site_pain
from etl.journal.store import PainEntry, Runner

OTHERS = {
    "signs": Place(
        where="dashboard.cli.log.signs:log_signs",
        words="Answer whether any warning sign applies: a sign counts until it has been assessed.",
    ),
    "mechanics": Place(
        where="dashboard.cli.log.mechanics:log_mechanics",
        words="Log what was seen of one item of the mechanics check; a second answer replaces the "
        "first.",
    ),
    "diary": Place(
        where="dashboard.cli.log.diary:log_diary",
        words="Take in a diary of years: date, score, side, moment, place, note, whatever they are "
        "called.",
    ),
    "assessment": Place(
        where="dashboard.cli.log.asked:assessment",
        words="Log that somebody qualified has looked: it answers warning signs of that day and "
        "before.",
    ),
    "event": Place(
        where="dashboard.cli.log.asked:event",
        words="Log an event ahead: pain in the twelve weeks before it prompts to have the knee "
        "assessed.",
    ),
    "strength": Place(
        where="dashboard.cli.log.asked:strength",
        words="Log the sets of one exercise; several entries of a day add up.",
    ),
    "day": Place(
        where="dashboard.cli.log.asked:day",
        words="Log how long you slept in the night that ended on the morning of that day.",
    ),
    "injury": Place(
        where="dashboard.cli.log.asked:injury",
        words="Tell of an injury of the past: context beside the load for a year, no limit "
        "changes.",
    ),
}
"""Commands that lie elsewhere, and are loaded when somebody calls them."""

log = typer.Typer(
    cls=lazy_group(OTHERS), help="Write into the journal from a shell.", no_args_is_help=True
)


@log.command("pain")
def log_pain(
    context: typer.Context,
    knee: Annotated[str | None, option(PAIN, "knee")] = None,
    site: Annotated[str | None, option(SITE, "site")] = None,
    side: Annotated[str | None, option(SITE, "side")] = None,
    runner: RunnerOption = None,
    on: Annotated[datetime | None, option(PAIN, "local_date")] = None,
    before: Annotated[float | None, option(PAIN, "pain_before_score")] = None,
    during: Annotated[float | None, option(PAIN, "pain_during_score")] = None,
    after: Annotated[float | None, option(PAIN, "pain_after_score")] = None,
    morning: Annotated[float | None, option(PAIN, "pain_morning_score")] = None,
    score: Annotated[float | None, option(PAIN, "pain_untimed_score")] = None,
    place: Annotated[str | None, option(PAIN, "place")] = None,
    onset_km: Annotated[float | None, option(PAIN, "onset_m")] = None,
    chip: Annotated[list[str] | None, option(PAIN, "chips")] = None,
    limping: Annotated[bool, option(PAIN, "is_limping")] = False,
    note: Annotated[str | None, option(PAIN, "note")] = None,
    as_json: JsonOption = False,
) -> None:
    """Log how a knee felt, 0 (no pain) to 10 (worst); the same knee and day is completed.

    With --site instead of --knee: pain elsewhere, which changes no knee's light.
    """
    here: Here = context.obj
    who = runner_of(here, runner)
    if (knee is None) == (site is None):
        raise UserError("Say --knee left, right or unknown, or --site for pain elsewhere.")
    scores = (before, during, after, morning)
    if score is None and all(given is None for given in scores):
        raise UserError(
            "Give at least one score: --before, --during, --after, --morning or --score."
        )
    if site is not None:
        _refuse_knee_details(
            score=score, place=place, onset_km=onset_km, chip=chip, limping=limping
        )
        elsewhere = _elsewhere(
            who.runner_id, here.day(on, who), site=site, side=side, scores=scores, note=note
        )
        confirm(log_site_pain(here.journal, elsewhere), elsewhere.local_date, as_json=as_json)
        return
    entry = PainEntry(
        runner_id=who.runner_id,
        local_date=here.day(on, who),
        knee=str(knee),
        place=place,
        pain_before_score=before,
        pain_during_score=during,
        pain_after_score=after,
        pain_morning_score=morning,
        pain_untimed_score=score,
        onset_m=None if onset_km is None else onset_km * 1000,
        chips=tuple(chip or ()),
        is_limping=limping,
        note=note,
    )
    gateway = Gateway(here.home, here.settings, is_brief=True)
    load = partial(gateway.load, Viewer(), runner_id=who.runner_id)
    kept = joined_to_its_day(load, entry)
    confirm(here.journal.log_pain(kept), kept.local_date, as_json=as_json)


def _elsewhere(
    runner_id: str,
    day: date,
    *,
    site: str,
    side: str | None,
    scores: Sequence[float | None],
    note: str | None,
) -> SitePain:
    """Pain elsewhere; scores before, during, after and the morning after.

    Raises UserError for one with decimals.
    """
    whole = [None if given is None else int(given) for given in scores]
    if whole != list(scores):
        raise UserError("Elsewhere than the knee a score is a whole number.")
    before, during, after, morning = whole
    return SitePain(
        runner_id=runner_id,
        local_date=day,
        site=site,
        side=side,
        pain_before_score=before,
        pain_during_score=during,
        pain_after_score=after,
        pain_morning_score=morning,
        note=note,
    )


def _refuse_knee_details(**details: object) -> None:
    given = [name.replace("_", "-") for name, value in details.items() if value]
    if given:
        raise UserError(f"--{given[0]} is asked of a knee only.")


@log.command("rest")
def log_rest(
    context: typer.Context,
    runner: RunnerOption = None,
    on: DateOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say that a day without a recording was a day of rest, not a day unknown."""
    from etl.operations.correct import confirm_rest  # noqa: PLC0415  with all readers of files

    here: Here = context.obj
    who = runner_of(here, runner)
    local_date = here.day(on, who)
    confirm_rest(here.home, here.settings, runner_id=who.runner_id, local_date=local_date)
    if as_json:
        print_json({"local_date": local_date})
    else:
        say(f"Logged for {local_date.isoformat()}.")


@log.command("warm-up")
def log_warm_up(
    context: typer.Context,
    runner: RunnerOption = None,
    on: DateOption = None,
    is_left_out: Annotated[
        bool, typer.Option("--left-out", help="There was none that day.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Tick the warm-up of a day; a second answer replaces the first."""
    here: Here = context.obj
    who = runner_of(here, runner)
    entry = WarmUp(runner_id=who.runner_id, local_date=here.day(on, who), is_done=not is_left_out)
    confirm(here.journal.log_warm_up(entry), entry.local_date, as_json=as_json)


@log.command("rpe")
def log_rpe(
    context: typer.Context,
    score: Annotated[float, argument(EFFORT, "perceived_exertion_score")],
    runner: RunnerOption = None,
    on: DateOption = None,
    run: Annotated[
        str | None, typer.Option("--run", help="Id of the run, where a day has several.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Log how hard the last run felt, or the run of a day."""
    here: Here = context.obj
    who = runner_of(here, runner)
    meant = _run_meant(here, who, on=on.date() if on else None, wanted=run)
    entry = RunEffort(
        runner_id=who.runner_id, activity_id=meant["session_id"], perceived_exertion_score=score
    )
    confirm(here.journal.log_effort(entry), meant["local_date"], as_json=as_json)


def _run_meant(here: Here, who: Runner, *, on: date | None, wanted: str | None) -> MetricRun:
    """The run of that id or day, else the last one. Raises UserError if none or several fit."""
    found = Gateway(here.home, here.settings).load(Viewer(), "metric.run", runner_id=who.runner_id)
    if wanted is not None:
        found = found.filter(pl.col("session_id") == wanted)
    elif on is not None:
        found = found.filter(pl.col("local_date") == on)
    else:
        found = found.sort("started_at").tail(1)
    runs = to_rows(found.sort("started_at"), MetricRun)
    if not runs:
        raise UserError("There is no such run here: kneewise import brings runs in.")
    if len(runs) > 1:
        known = ", ".join(
            f"{row['session_id']} ({local(row['started_at'], who.time_zone):%H:%M})" for row in runs
        )
        raise UserError(f"That day has several runs: say --run with one of {known}.")
    return runs[0]
