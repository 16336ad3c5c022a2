"""`kneewise log mechanics`: one thing that was seen, from a shell."""

from typing import Annotated

import typer

from dashboard.cli.context import DateOption, Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.log.options import option
from dashboard.cli.output import confirm
from dashboard.mechanics.asking import FINDING
from etl.journal.mechanics import Finding, save_findings, value_of
from etl.reference.clinic.mechanics_items import read_mechanics


def log_mechanics(
    context: typer.Context,
    item: Annotated[str, typer.Option("--item", help="What was looked at, such as knee_inward.")],
    value: Annotated[
        str, typer.Option("--value", help="What was seen: yes, no, a choice, a number, words.")
    ],
    side: Annotated[str | None, typer.Option(help="left or right, where it has a side.")] = None,
    runner: RunnerOption = None,
    on: DateOption = None,
    seen_by: Annotated[str, option(FINDING, "seen_by")] = "runner",
    video: Annotated[str | None, option(FINDING, "video_url")] = None,
    note: Annotated[str | None, option(FINDING, "note")] = None,
    as_json: JsonOption = False,
) -> None:
    """Log what was seen of one item of the mechanics check; a second answer replaces the first."""
    here: Here = context.obj
    who = runner_of(here, runner)
    known = read_mechanics(here.home.mechanics).item(item)
    finding = Finding(
        runner_id=who.runner_id,
        local_date=here.day(on, who),
        seen_by=seen_by,
        item_id=item,
        value=value if known is None else value_of(known, value),
        side=side,
        video_url=video,
        note=note,
    )
    (entry_id,) = save_findings(here.journal, [finding])
    confirm(entry_id, finding.local_date, as_json=as_json)
