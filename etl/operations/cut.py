"""Recordings trimmed and split as their runner sees them: by the clock of the run's page.

That clock begins with what is left of a recording. What the journal keeps is counted from where the
recording, or its part, begins, so that every word can be taken back by itself.
"""

from dataclasses import dataclass

from etl.analysis.corrections import SPLIT, TRIM, Trim, clock, cuts_as_value, to_cuts, to_trim
from etl.analysis.parts import Words, check_fits, part_id, parts_of
from etl.errors import UserError
from etl.home import Home
from etl.journal.store import Journal
from etl.operations.correct import choose, whole_id, whole_recording, withdraw
from etl.recording import Recording
from etl.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """One activity of a runner, to be cut; nothing is saved where a cut does not fit."""

    home: Home
    settings: Settings
    runner_id: str
    activity_id: str

    def trim(self, *, from_s: int, until_s: int | None) -> None:
        """Keep only what lies between, in seconds of what is there now; None: up to its end.

        Raises UserError where that leaves nothing or lies outside.
        """
        held = self._trim(self._words())
        if held.until_s is not None:
            length_s = held.until_s - held.from_s
            if (until_s or from_s) > length_s:
                raise UserError(
                    f"{clock(until_s or from_s)} lies outside: the run is {clock(length_s)} long."
                )
        ends_s = held.until_s if until_s is None else held.from_s + until_s
        trim = Trim(from_s=held.from_s + from_s, until_s=ends_s)
        self._choose(TRIM, trim.as_value())

    def split(self, *, at_s: int) -> str:
        """Make two activities of it; the id of the second. Raises UserError as `trim` does."""
        words, whole = self._words(), self._whole_id()
        held = self._trim(words)
        if not at_s > 0 or (held.until_s is not None and held.from_s + at_s >= held.until_s):
            raise UserError(f"{clock(at_s)} lies outside: a split leaves something on both sides.")
        recording = whole_recording(
            self.home,
            self.settings,
            runner=Journal(self.home, self.settings).runner(self.runner_id),
            activity_id=whole,
            words=words,
        )
        begin_s = _begins(recording, whole, words).get(self.activity_id, 0.0)
        cut_s = round(begin_s) + held.from_s + at_s
        second = part_id(whole, cut_s)
        cuts = to_cuts(words[whole, SPLIT]) if (whole, SPLIT) in words else ()
        words[whole, SPLIT] = cuts_as_value({*cuts, cut_s})
        if held.until_s is not None:
            # What had been cut off at the end stays off, also of what begins later now.
            late_s = _begins(recording, whole, words).get(second, cut_s) - cut_s
            left_s = round(held.until_s - held.from_s - at_s - late_s)
            words[second, TRIM] = Trim(from_s=0, until_s=left_s).as_value()
        check_fits(recording, activity_id=second, whole_id=whole, words=words, field=SPLIT)
        if held.until_s is not None:
            Journal(self.home, self.settings).choose(
                runner_id=self.runner_id,
                activity_id=second,
                field=TRIM,
                value=words[second, TRIM],
            )
        self._choose(SPLIT, words[whole, SPLIT])
        return second

    def undo_split(self) -> None:
        """Join it again with what was cut from it; of a later part, with what comes before it."""
        words, whole = self._words(), self._whole_id()
        if (whole, SPLIT) not in words or whole == self.activity_id:
            self._withdraw(SPLIT)
            return
        left = [
            cut for cut in to_cuts(words[whole, SPLIT]) if part_id(whole, cut) != self.activity_id
        ]
        if left:
            self._choose(SPLIT, cuts_as_value(left))
        else:
            self._withdraw(SPLIT)

    def _whole_id(self) -> str:
        return whole_id(
            self.home, self.settings, runner_id=self.runner_id, activity_id=self.activity_id
        )

    def _words(self) -> Words:
        return Journal(self.home, self.settings).choices(self.runner_id).of_reading()

    def _trim(self, words: Words) -> Trim:
        value = words.get((self.activity_id, TRIM))
        return Trim(from_s=0) if value is None else to_trim(value)

    def _choose(self, field: str, value: str | None) -> None:
        choose(
            self.home,
            self.settings,
            runner_id=self.runner_id,
            activity_id=self.activity_id,
            field=field,
            value=value,
        )

    def _withdraw(self, field: str) -> None:
        withdraw(
            self.home,
            self.settings,
            runner_id=self.runner_id,
            activity_id=self.activity_id,
            field=field,
        )


def _begins(recording: Recording, whole: str, words: Words) -> dict[str, float]:
    """By activity, how many seconds after the recording's first record it begins."""
    parts = parts_of(recording, activity_id=whole, words=words)
    return {part.activity_id: part.from_s or 0.0 for part in parts}
