"""A recording as its runner corrected it: trimmed, or cut into activities of their own.

The watch's totals are those of the whole: each part gets its share of them, by way and by time in
motion, so that parts add up to what was there before.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
import polars as pl

from etl.analysis import measured
from etl.analysis.clean import Track, without_time_reversals
from etl.analysis.corrections import KEEPS_RIDE, SPLIT, TRIM, Trim, clock, to_cuts, to_trim
from etl.analysis.totals import Totals
from etl.errors import UserError
from etl.recording import NO_FORM, Recording

Words = dict[tuple[str, str], str | None]
"""By (activity_id, field): what a runner says of their recordings."""


_ROUNDED_S = 1.0  # words are whole seconds, the end of a recording need not be one


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One activity of a recording.

    The first keeps the recording's own id. A later one names it in `part_of`, and begins `from_s`
    seconds after the recording's first record; a trim of its own is counted from there.
    """

    activity_id: str
    recording: Recording
    part_of: str | None = None
    from_s: float | None = None


def part_id(activity_id: str, cut_s: int) -> str:
    """Our id of what begins at a cut: the same after every reading, another at another place."""
    return "a" + hashlib.sha256(f"{activity_id}|{cut_s}".encode()).hexdigest()[:15]


def parts_of(recording: Recording, *, activity_id: str, words: Words) -> list[Part]:
    """The activities that a recording gives by its runner's words; without any, itself.

    A word that does not fit the recording, as after a change of its source, is left aside with a
    note: nothing is lost by it.
    """
    recording = kept_ride(recording, activity_id=activity_id, words=words)
    if not {(activity_id, TRIM), (activity_id, SPLIT)} & words.keys():
        return [Part(activity_id=activity_id, recording=recording)]
    whole = _Whole.of(recording)
    cuts, notes = whole.usable_cuts(words.get((activity_id, SPLIT)))
    borders = [0.0, *map(float, cuts), whole.length_s]
    names = [activity_id, *(part_id(activity_id, cut) for cut in cuts)]
    return [
        whole.part(
            span,
            activity_id=name,
            words=words,
            notes=notes,
            part_of=None if name == activity_id else activity_id,
        )
        for name, span in zip(names, pairwise(borders), strict=True)
    ]


def kept_ride(recording: Recording, *, activity_id: str, words: Words) -> Recording:
    """The recording with the ride in it, where its runner says that it counts."""
    if words.get((activity_id, KEEPS_RIDE)) != "true":
        return recording
    note = "What moved faster than anyone runs counts, as its runner said."
    return replace(recording, keeps_ride=True, notes=(*recording.notes, note))


def check_fits(
    recording: Recording, *, activity_id: str, whole_id: str, words: Words, field: str
) -> None:
    """Raises UserError where a trim or split, among these words, does not fit the recording."""
    whole = _Whole.of(recording)
    if whole.track is None:
        raise UserError(
            "This recording came as totals only: without records there is nothing to cut."
        )
    if field == SPLIT:
        for cut in to_cuts(words[whole_id, SPLIT]):
            whole.check_inside(cut)
    cuts, _ = whole.usable_cuts(words.get((whole_id, SPLIT)))
    borders = [0.0, *map(float, cuts), whole.length_s]
    names = [whole_id, *(part_id(whole_id, cut) for cut in cuts)]
    for name, (start_s, end_s) in zip(names, pairwise(borders), strict=True):
        if field == SPLIT or name == activity_id:
            begin_s = whole.begin_of(start_s)
            whole.check_span(begin_s, end_s, words.get((name, TRIM)), asked=field)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A recording with what its records and totals come to, before anything is cut."""

    recording: Recording
    track: Track | None
    totals: Totals
    length_s: float  # from the first record to the last; without records, the time it took

    @classmethod
    def of(cls, recording: Recording) -> "_Whole":
        track, totals = measured(recording)
        length_s = totals.elapsed_s or totals.moving_s or 0.0
        return cls(
            recording, track, totals, length_s if track is None else float(track.elapsed_s[-1])
        )

    def check_inside(self, cut_s: float) -> None:
        """Raises UserError where a cut does not lie inside."""
        if not 0 < cut_s < self.length_s:
            raise _outside(cut_s, self.length_s)

    def usable_cuts(self, value: str | None) -> tuple[list[int], tuple[str, ...]]:
        """Cuts that lie inside, and a note where there are others."""
        if value is None:
            return [], ()
        try:
            cuts = to_cuts(value)
        except UserError:
            cuts = ()
        inside = [cut for cut in cuts if 0 < cut < self.length_s]
        if len(inside) == len(cuts) and cuts:
            return inside, ()
        return inside, ("A split of it lies outside of the recording and was left aside.",)

    def begin_of(self, cut_s: float) -> float:
        """A later part begins where it first moves: a pause at the cut belongs to neither."""
        if self.track is None or cut_s == 0.0:
            return cut_s
        clock_s = self.track.elapsed_s
        moves = np.flatnonzero(self.track.is_moving & (clock_s > cut_s))
        return max(cut_s, float(clock_s[moves[0] - 1])) if len(moves) else cut_s

    def part(
        self,
        span: tuple[float, float],
        *,
        activity_id: str,
        words: Words,
        notes: tuple[str, ...],
        part_of: str | None,
    ) -> Part:
        """One activity of the recording, with its own trim."""
        start_s, end_s = span
        begin_s = self.begin_of(start_s)
        from_s, until_s = begin_s, end_s
        if (activity_id, TRIM) in words:
            try:
                trim = to_trim(words[activity_id, TRIM])
                from_s, until_s = _trimmed(begin_s, end_s, trim)
            except UserError:
                notes = (*notes, "A trim of it lies outside of the recording and was left aside.")
        return Part(
            activity_id=activity_id,
            recording=self.cut_out(from_s, until_s, notes=notes),
            part_of=part_of,
            from_s=None if part_of is None else round(begin_s, 3),
        )

    def check_span(self, begin_s: float, end_s: float, value: str | None, *, asked: str) -> None:
        """Raises UserError where a part, with its trim, lies outside or holds no way."""
        if self.track is None:
            return
        from_s, until_s = begin_s, end_s
        if value is not None:
            trim = to_trim(value)
            ends_s = trim.until_s or trim.from_s
            if asked == TRIM and ends_s > end_s - begin_s + _ROUNDED_S:
                raise _outside(ends_s, end_s - begin_s)
            from_s, until_s = _trimmed(begin_s, end_s, trim)
        if not self._share(self.track.distance_m, from_s, until_s) > 0:
            raise UserError(
                "That leaves nothing that counts: nobody runs between "
                f"{clock(from_s - begin_s)} and {clock(until_s - begin_s)}."
            )

    def cut_out(self, from_s: float, until_s: float, *, notes: Sequence[str]) -> Recording:
        """The recording from one second to another, after its first record."""
        if from_s <= 0 and until_s >= self.length_s:
            return replace(self.recording, notes=(*self.recording.notes, *notes))
        kept = f"Cut by its runner: {clock(from_s)} to {clock(until_s)}"
        begun_s, samples = _between(self.recording.samples, from_s, until_s)
        if self.track is None:
            notes = (*notes, f"{kept}; how far that was, its totals do not tell.")
            moving_s, distance_m = None, None
        else:
            moving_s = self._of_total(
                self.totals.moving_s, self.track.moving_clock_s, from_s, until_s
            )
            distance_m = self._of_total(
                self.totals.distance_m, self.track.distance_m, from_s, until_s
            )
            whole_m = (self.totals.distance_m or 0.0) + self.track.carried_m
            notes = (*notes, f"{kept}, {_km(distance_m)} of {_km(whole_m)} km.")
        return replace(
            self.recording,
            started_at=self.recording.started_at + timedelta(seconds=begun_s),
            distance_m=distance_m,
            moving_s=moving_s,
            elapsed_s=None if self.track is not None else until_s - from_s,
            ascent_m=None,
            descent_m=None,
            cadence_spm=None,
            heart_rate_bpm=None,
            form=NO_FORM,
            samples=samples,
            notes=(*self.recording.notes, *notes),
        )

    def _of_total(
        self, total: float | None, counter: np.ndarray, from_s: float, until_s: float
    ) -> float | None:
        if total is None or counter[-1] <= 0:
            return None
        return total * self._share(counter, from_s, until_s) / float(counter[-1])

    def _share(self, counter: np.ndarray, from_s: float, until_s: float) -> float:
        """What a counter of the track gained meanwhile."""
        if self.track is None:
            return 0.0
        begun, ended = np.interp([from_s, until_s], self.track.elapsed_s, counter)
        return float(ended - begun)


def _trimmed(begin_s: float, end_s: float, trim: Trim) -> tuple[float, float]:
    """Raises UserError where nothing of the span is left."""
    from_s = begin_s + trim.from_s
    until_s = end_s if trim.until_s is None else min(end_s, begin_s + trim.until_s)
    if from_s >= until_s:
        raise _outside(trim.from_s, end_s - begin_s)
    return from_s, until_s


def _outside(at_s: float, length_s: float) -> UserError:
    return UserError(f"{clock(at_s)} lies outside: the recording is {clock(length_s)} long.")


def _between(
    samples: pl.DataFrame | None, from_s: float, until_s: float
) -> tuple[float, pl.DataFrame | None]:
    """Seconds from the activity's start to the cut, and samples counted from there."""
    if samples is None or samples.is_empty():
        return from_s, samples
    samples = without_time_reversals(samples)
    first_s = float(samples["elapsed_s"][0])
    from_s, until_s = first_s + from_s, first_s + until_s
    for border_s in (from_s, until_s):
        samples = _with_record_at(samples, border_s)
    # Borders are sums of floats: a record on one must not fall out by a billionth of a second.
    kept = samples.filter(pl.col("elapsed_s").is_between(from_s - 1e-6, until_s + 1e-6))
    return from_s, kept.with_columns((pl.col("elapsed_s") - from_s).round(6))


def _with_record_at(samples: pl.DataFrame, at_s: float) -> pl.DataFrame:
    """With a record at a cut where none lies, so that no way is lost between two parts.

    None across a stopped timer: nobody knows where it went on.
    """
    elapsed_s = samples["elapsed_s"].to_numpy()
    after = int(np.searchsorted(elapsed_s, at_s))
    is_there = after < len(elapsed_s) and elapsed_s[after] - at_s < 1e-6
    if is_there or after in (0, len(elapsed_s)):
        return samples
    segment = samples["segment_index"]
    if segment[after - 1] != segment[after]:
        return samples
    between = {"elapsed_s": at_s, "segment_index": segment[after]}
    for name in ("distance_m", "altitude_m"):
        values = samples[name].to_numpy()
        known = np.isfinite(values)
        if known.any():
            between[name] = float(np.interp(at_s, elapsed_s[known], values[known]))
    row = pl.DataFrame([between], schema={name: samples.schema[name] for name in between})
    row = row.match_to_schema(samples.schema, missing_columns="insert")
    return pl.concat([samples[:after], row, samples[after:]])


def _km(metres: float | None) -> str:
    return "–" if metres is None else f"{metres / 1000:.2f}"
