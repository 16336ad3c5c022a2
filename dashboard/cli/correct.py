"""`kneewise correct`: put one recording right from a shell, and take that back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import polars as pl
import typer

from dashboard.access.gateway import Gateway, Viewer
from dashboard.cli.context import Here, JsonOption, RunnerOption, runner_of
from dashboard.cli.output import print_json, say
from dashboard.rows import to_rows
from dashboard.rows.runs import RunChoice, RunsLeftOut
from dashboard.runs.correction_wording import (
    COUNT_AGAIN,
    counts_once_taken_back,
    said_words,
)
from etl.analysis.corrections import KEEPS_RIDE, SPLIT, TRIM
from etl.errors import UserError
from etl.journal.store import Runner
from etl.operations.correct import choose, withdraw
from etl.operations.cut import Cutting
from etl.text import plain

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):([0-5]\d)")
_FIELDS = {
    "trim": TRIM,
    "split": SPLIT,
    "keep-ride": KEEPS_RIDE,
    "leave-out": "is_excluded",
    "count": "is_excluded",
    "separate": "duplicate_of",
    "sport": "sport",
    "treadmill": "is_treadmill",
    "untyped": "recorder_is_run",
}
"""What --undo takes back: its word to the field."""
_UNTYPED = {"runs": "true", "none": "false", "each": "each"}
"""Answers for all that one app or watch records without saying what it was."""


def correct(
    context: typer.Context,
    run: Annotated[str, typer.Argument(help="Id of the run: session_id of metric.run.")],
    trim: Annotated[
        str | None, typer.Option(help="Keep only this part, such as 0:00-48:00 or 10:00-.")
    ] = None,
    split: Annotated[
        str | None, typer.Option(help="Make two of it, such as at 48:00 or 1:02:30.")
    ] = None,
    keep_ride: Annotated[
        bool, typer.Option("--keep-ride", help="What moved at car speed counts.")
    ] = False,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="It does not count.")] = False,
    count: Annotated[bool, typer.Option("--count", help="It counts after all.")] = False,
    separate: Annotated[
        bool, typer.Option("--separate", help="Its second recording is a run of its own.")
    ] = False,
    untyped: Annotated[
        str | None,
        typer.Option(
            help="All that its app or watch records without a kind: runs, none, or each (ask one by"
            ' one). kneewise query "from page.set_aside_recorder" names a run of each that waits.',
            metavar="WORD",
        ),
    ] = None,
    undo: Annotated[
        str | None, typer.Option(help=f"Take back: {', '.join(_FIELDS)}.", metavar="WORD")
    ] = None,
    runner: RunnerOption = None,
    as_json: JsonOption = False,
) -> None:
    """Trim, split, leave out or count one run; without an option, say what was corrected of it."""
    here: Here = context.obj
    meant = _Meant.of(here, runner_of(here, runner), run)
    ways: list[tuple[object, Callable[[], None]]] = [
        (trim, lambda: meant.trim(trim or "")),
        (split, lambda: meant.split(split or "")),
        (untyped, lambda: meant.answer_untyped(untyped or "")),
        (undo, lambda: meant.undo(undo or "")),
        (keep_ride or None, meant.keep_ride),
        (leave_out or None, meant.leave_out),
        (count or None, meant.count),
        (separate or None, meant.separate),
    ]
    asked = [do for is_asked, do in ways if is_asked is not None]
    if len(asked) > 1:
        raise UserError("One correction at a time: each can then be taken back by itself.")
    for do in asked:
        do()
    _tell(meant, as_json=as_json)


@dataclass(frozen=True, slots=True)
class _Meant:
    """The recording that is meant, and its runner."""

    here: Here
    runner: Runner
    activity_id: str

    @classmethod
    def of(cls, here: Here, runner: Runner, activity_id: str) -> "_Meant":
        """Raises UserError where the runner has no such recording."""
        meant = cls(here, runner, activity_id)
        if meant.rows("core.activity", activity_id=activity_id).is_empty():
            raise UserError(
                'There is no such run here: kneewise query "from metric.run" lists them.'
            )
        return meant

    @property
    def cutting(self) -> Cutting:
        """The recording, to be cut."""
        return Cutting(
            home=self.here.home,
            settings=self.here.settings,
            runner_id=self.runner.runner_id,
            activity_id=self.activity_id,
        )

    def rows(self, view: str, **where: Any) -> pl.DataFrame:
        """Rows of a view about the runner."""
        gateway = Gateway(self.here.home, self.here.settings)
        return gateway.load(Viewer(), view, runner_id=self.runner.runner_id, **where)

    def trim(self, text: str) -> None:
        """From and until as on a watch."""
        from_text, dash, until_text = text.partition("-")
        if not dash:
            raise UserError("A trim is said as from-until, such as 0:00-48:00 or 10:00-.")
        until_s = _seconds(until_text) if until_text.strip() else None
        self.cutting.trim(from_s=_seconds(from_text), until_s=until_s)

    def split(self, text: str) -> None:
        """At one place, as on a watch."""
        self.cutting.split(at_s=_seconds(text))

    def keep_ride(self) -> None:
        """What moved at car speed counts."""
        self._choose(self.activity_id, KEEPS_RIDE, "true")

    def leave_out(self) -> None:
        """It does not count."""
        self._choose(self.activity_id, "is_excluded", "true")

    def count(self) -> None:
        """It counts, whatever kept it from that. Raises UserError where it does already."""
        left_out = self.rows("page.runs_left_out", activity_id=self.activity_id)
        if left_out.is_empty():
            raise UserError("This run counts already.")
        row = to_rows(left_out, RunsLeftOut)[0]
        if counts_once_taken_back(row):
            self.undo("leave-out")
            return
        if row["reason"] not in COUNT_AGAIN:
            raise UserError("It is too short to count as a run.")
        self._choose(self.activity_id, *COUNT_AGAIN[row["reason"]])

    def separate(self) -> None:
        """Raises UserError where there is no second recording, or several."""
        linked = self.rows("core.activity").filter(pl.col("duplicate_of").is_not_null())
        copies = linked.filter(
            (pl.col("activity_id") == self.activity_id)
            | (pl.col("duplicate_of") == self.activity_id)
        )["activity_id"].to_list()
        if not copies:
            raise UserError("No other recording is held to be the same run as this one.")
        if len(copies) > 1:
            names = ", ".join(sorted(copies))
            raise UserError(f"It has several other recordings: name one of {names} instead.")
        self._choose(copies[0], "duplicate_of", None)

    def answer_untyped(self, word: str) -> None:
        """For all that was recorded like it without a kind. Raises UserError where it tells one."""
        if word not in _UNTYPED:
            raise UserError(f"--untyped takes one of {', '.join(_UNTYPED)}.")
        told = self.rows("core.activity", activity_id=self.activity_id)["sport_rule"].to_list()
        if told != ["guessed_from_speed"]:
            raise UserError("This recording is told to be what it is: nothing is open of its app.")
        self._choose(self.activity_id, "recorder_is_run", _UNTYPED[word])

    def said(self) -> pl.DataFrame:
        """Words that hold for the recording, and the answers for all that was recorded like it."""
        said = self.rows("page.run_choice")
        told = self.rows("core.activity", activity_id=self.activity_id).select("source", "device")
        like_it = said.filter(pl.col("field") == "recorder_is_run").join(
            told, on=["source", "device"], how="semi", nulls_equal=True
        )
        own = said.filter(
            pl.col("activity_id") == self.activity_id, pl.col("field") != "recorder_is_run"
        )
        return pl.concat([own, like_it.sort("said_at")])

    def undo(self, word: str) -> None:
        """Take one word back. Raises UserError where there is no such word, or it was not said."""
        if word not in _FIELDS:
            raise UserError(f"--undo takes one of {', '.join(_FIELDS)}.")
        if word == "untyped":
            self._undo_untyped()
            return
        if _FIELDS[word] == SPLIT:
            self.cutting.undo_split()
            return
        withdraw(
            self.here.home,
            self.here.settings,
            runner_id=self.runner.runner_id,
            activity_id=self.activity_id,
            field=_FIELDS[word],
        )

    def _undo_untyped(self) -> None:
        """Every answer for its app, beside whichever recording it was written down."""
        said = self.said().filter(pl.col("field") == "recorder_is_run")
        for activity_id in said["activity_id"].to_list() or [self.activity_id]:
            withdraw(
                self.here.home,
                self.here.settings,
                runner_id=self.runner.runner_id,
                activity_id=activity_id,
                field="recorder_is_run",
            )

    def _choose(self, activity_id: str, field: str, value: str | None) -> None:
        choose(
            self.here.home,
            self.here.settings,
            runner_id=self.runner.runner_id,
            activity_id=activity_id,
            field=field,
            value=value,
        )


def _seconds(text: str) -> int:
    """0:00, 48:00 or 1:02:30 in seconds."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise UserError(f"{text.strip() or 'Nothing'} is no time: say it as 48:00 or 1:02:30.")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds


def _tell(meant: _Meant, *, as_json: bool) -> None:
    """What holds of the recording now, with the parts it was cut into."""
    whole = meant.rows("core.activity", activity_id=meant.activity_id)
    parts = meant.rows("core.activity", part_of=meant.activity_id).sort("started_at")
    said = to_rows(meant.said(), RunChoice)
    if as_json:
        print_json(
            {
                "activity_id": meant.activity_id,
                "distance_m": whole["distance_m"][0] if whole.height else None,
                "parts": parts["activity_id"].to_list(),
                "said": [
                    {"field": row["field"], "value": row["value"], "said_at": row["said_at"]}
                    for row in said
                ],
            }
        )
        return
    for row in said:
        words = said_words(row, units=meant.runner.units, time_zone=meant.runner.time_zone)
        say(f"{plain(words)}.")
    for name in parts["activity_id"]:
        say(f"Cut from it: {name}")
    if not said:
        say("Nothing is corrected of this run.")
