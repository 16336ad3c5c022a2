"""`kneewise check-run`: a run beside tomorrow's limit and the last six weeks, before it is run."""

from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.check_run.answer import Answer, Load, check, planned_run, read_basis
from dashboard.check_run.wording import amount, plain_lines
from dashboard.cli.context import Here, JsonOption, RunnerOption, given_path, runner_of
from dashboard.cli.output import print_json, say
from dashboard.limit import wording as limit_wording
from dashboard.rows import load_rows
from dashboard.rows.plan import PlanWeek
from dashboard.ui import display
from etl.analysis.route import BANDS, RouteMeasure
from etl.errors import UserError
from etl.journal.store import Runner
from etl.settings import Settings

DistanceOption = Annotated[
    float | None,
    typer.Option("--distance", help="Kilometres, or miles where the runner's units are miles."),
]
FastOption = Annotated[
    float | None, typer.Option("--fast-minutes", help="Of them fast; left out: not told.")
]
RouteOption = Annotated[
    Path | None,
    typer.Option(
        "--route",
        help="A GPX, TCX or FIT file of the way; nothing of it is kept.",
        parser=given_path,
        metavar="FILE",
    ),
]
PlannedOption = Annotated[
    bool, typer.Option("--planned", help="The longest run of this week of the plan.")
]


def check_run(
    context: typer.Context,
    distance: DistanceOption = None,
    fast_minutes: FastOption = None,
    route: RouteOption = None,
    planned: PlannedOption = False,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hold a run against tomorrow's limit and the last six weeks, before it is run.

    Say how far it goes with one of --distance, --route and --planned. Nothing of it is kept.
    """
    if (distance is not None) + (route is not None) + planned != 1:
        raise typer.BadParameter("say how far the run goes: one of --distance, --route, --planned")
    if route is not None:
        from etl.ingest import worker  # noqa: PLC0415  of one who only says a distance, nothing is read

        worker.begin()  # it loads all that reads while this process does, which takes as long
    here: Here = context.obj
    who = runner_of(here, runner)
    load = partial(Gateway(here.home, here.settings).load, Viewer(), runner_id=who.runner_id)
    if distance is not None:
        distance *= display.metres_per_unit(who.units)
    run = planned_run(
        distance_m=_longest_planned_m(load) if planned else distance,
        fast_s=None if fast_minutes is None else fast_minutes * 60,
        route=_read_route(route, here.settings) if route else None,
    )
    answer = check(run, read_basis(load))
    if as_json:
        print_json(as_object(answer, who))
        return
    first, *more = plain_lines(answer, who.units)
    say(f"{who.display_name}: {first}", style="bold")
    for line in more:
        say(f"  {line}")


def as_object(answer: Answer, who: Runner) -> dict[str, Any]:
    """What `--json` prints: metres, seconds and steps; null is unknown, or not told now."""
    row, route = answer.basis.next_run, answer.run.route
    is_told = row is not None and answer.is_compared
    hills = route.hills if route else None
    return {
        "runner": who.display_name,
        "runner_id": who.runner_id,
        "verdict": answer.verdict,
        "words": plain_lines(answer, who.units),
        "limit_m": row["limit_m"] if row and is_told else None,
        "limit_reason": row["limit_reason"] if row else "unknown",
        "limit_words": limit_wording.plain(row, who.units) if row and is_told else None,
        "advice_held_back": answer.basis.hold_name,
        "hills_unknown_because": route.hills_reason if route else "no_route",
        "grade_bands_m": {name: hills.band_m[name] if hills else None for name in BANDS},
        "run_count": answer.run_count if answer.is_compared else None,
        "measures": [
            {
                "measure": one.measure,
                "value": one.value,
                "shown": amount(one.measure, one.value, who.units),
                "most_value": one.most_value,
                "usual_value": one.usual_value,
                "most_ratio": one.most_ratio,
                "known_count": one.known_count if answer.is_compared else None,
            }
            for one in answer.compared.values()
        ],
    }


def _read_route(path: Path, settings: Settings) -> RouteMeasure:
    from etl.ingest.bounded import measure_route_file  # noqa: PLC0415  readers of files
    from etl.sources.route import MOST_BYTES  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # a larger one is refused by its length
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.") from error
    return measure_route_file(data, settings)


def _longest_planned_m(load: Load) -> float:
    weeks = [week for week in load_rows(load, PlanWeek) if week["is_current"]]
    longest_m = weeks[0]["target_longest_run_m"] if weeks else None
    if longest_m is None:
        raise UserError("No plan says how long a run of this week may be. Say --distance instead.")
    return longest_m
