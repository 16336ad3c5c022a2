"""A recording that was paused and resumed hours later is two: the body rested between."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import polars as pl

from etl.recording import NO_FORM, Recording
from etl.sources.common.parameters import READING, RUN_LEAST_S
from etl.sources.strava_api.mapping import SOURCE as STRAVA_API


def apart(recordings: tuple[Recording, ...]) -> tuple[Recording, ...]:
    """The recordings of one file, each cut where its records were silent for hours.

    The first part keeps its `part_index` and with it its id; later parts are numbered on after all
    activities of the file. What a platform's API tells is one by the platform's id and stays so.
    """
    found: list[Recording] = []
    later: list[Recording] = []
    for recording in recordings:
        first, *rest = _parts(recording)
        found.append(first)
        later += rest
    free = max((recording.part_index for recording in recordings), default=0) + 1
    return (*found, *(replace(part, part_index=free + n) for n, part in enumerate(later)))


def _parts(recording: Recording) -> list[Recording]:
    if recording.samples is None or recording.source == STRAVA_API:
        return [recording]
    frames = _frames(recording.samples)
    if len(frames) == 1:
        return [recording]
    lengths_m = [_length_m(frame) for frame in frames]
    return [
        _part(recording, frame, share=length_m / sum(lengths_m) if sum(lengths_m) else None)
        for frame, length_m in zip(frames, lengths_m, strict=True)
    ]


def _frames(samples: pl.DataFrame) -> list[pl.DataFrame]:
    """The samples between long silences; what is shorter than a run stays with its neighbour."""
    if not bool(np.any(np.diff(samples["elapsed_s"].to_numpy()) > READING.resume_silence_s)):
        return [samples]
    silent = pl.col("elapsed_s").diff() > READING.resume_silence_s
    blocks = samples.with_columns(block=silent.fill_null(value=False).cum_sum()).partition_by(
        "block", include_key=False, maintain_order=True
    )
    frames: list[pl.DataFrame] = []
    for block in blocks:
        if frames and min(_span_s(frames[-1]), _span_s(block)) < RUN_LEAST_S:
            frames[-1] = pl.concat([frames[-1], block])
        else:
            frames.append(block)
    return frames


def _part(recording: Recording, frame: pl.DataFrame, *, share: float | None) -> Recording:
    """One part with its own start and clock; of the totals it has its share, or none is known."""
    from_s = 0.0 if frame["elapsed_s"][0] <= _first_s(recording) else float(frame["elapsed_s"][0])
    told_m = recording.distance_m
    note = (
        f"The recording was silent for more than {READING.resume_silence_s / 3600:.0f} hours: what "
        "came before and after are recordings of their own."
    )
    return replace(
        recording,
        started_at=recording.started_at + timedelta(seconds=from_s),
        distance_m=None if told_m is None or share is None else round(told_m * share, 3),
        moving_s=None,
        elapsed_s=None,
        ascent_m=None,
        descent_m=None,
        heart_rate_bpm=None,
        form=NO_FORM,
        samples=frame.with_columns(
            elapsed_s=(pl.col("elapsed_s") - from_s).round(3),
            distance_m=(pl.col("distance_m") - pl.col("distance_m").drop_nulls().first()).round(3),
        ),
        notes=(*recording.notes, note),
    )


def _first_s(recording: Recording) -> float:
    return 0.0 if recording.samples is None else float(recording.samples["elapsed_s"][0])


def _length_m(frame: pl.DataFrame) -> float:
    known = frame["distance_m"].drop_nulls()
    return float(known[-1] - known[0]) if len(known) else 0.0


def _span_s(frame: pl.DataFrame) -> float:
    """Seconds recorded, long silences left out."""
    steps = frame["elapsed_s"].diff().drop_nulls()
    return float(steps.filter(steps <= READING.resume_silence_s).sum())
