"""Writes a running watch's FIT file, column by column.

Field numbers, base types and scales follow the public FIT profile 21. Only what this project's
readers look at is written: file_id, device_info, timer events, records, laps of a kilometre,
one session, one activity.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import cache

import numpy as np

from etl.demo.fit_profile import (
    ACTIVITY,
    BAROMETER,
    BASE_TYPES,
    DEVICE_INFO,
    EVENT,
    FILE_ID,
    FIT_EPOCH_UNIX_S,
    GPS_SENSOR,
    INVALID,
    LAP,
    LOCAL_SOURCE,
    RECORD_FIELDS,
    RECORD_FORM_FIELDS,
    SESSION,
    SESSION_FORM_FIELDS,
    SPORTS,
    SUB_SPORTS,
    TIMER,
    FitField,
    Message,
)
from etl.recording import RunningForm

LAP_M = 1000.0  # the usual automatic lap
CRC_PERIOD_BITS = 32_767  # order of x in CRC-16/ARC: x^16+x^15+x^2+1 = (x+1)(x^15+x+1)

Columns = dict[str, np.ndarray]
Rows = np.ndarray[tuple[int], np.dtype[np.void]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What recorded the run. Manufacturer 255 is the profile's number for development."""

    name: str = "Invented watch"
    product: int = 1
    serial: int = 1
    manufacturer: int = 255
    has_barometer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One activity as a watch sees it; all columns have one value a record, NaN where missing.

    `clock_s` counts whole seconds from the start and grows strictly; pauses are (stop, restart)
    in the same seconds, and no record lies between the two.
    """

    started_at: datetime  # aware
    utc_offset: timedelta
    clock_s: np.ndarray
    distance_m: np.ndarray
    speed_mps: np.ndarray
    altitude_m: np.ndarray | None = None
    cadence_spm: np.ndarray | None = None  # both feet; stored as strides, like every watch does
    heart_rate_bpm: np.ndarray | None = None
    latitude_deg: np.ndarray | None = None
    longitude_deg: np.ndarray | None = None
    pauses: tuple[tuple[int, int], ...] = ()
    ascent_m: float | None = None
    descent_m: float | None = None
    perceived_exertion_score: float | None = None  # 0-10; stored times ten
    form: RunningForm | None = None  # the session's means; None: a watch without belt or pod
    form_records: Mapping[str, np.ndarray] = field(default_factory=dict)  # columns, by name
    sport: str = "running"
    sub_sport: str = "generic"
    watch: Watch = field(default_factory=Watch)


def encode_fit(track: Track) -> bytes:
    """A complete FIT file of this track, checksums included."""
    laps = lap_rows(track)
    record = record_message(track)
    session = session_message(track)
    messages = (FILE_ID, DEVICE_INFO, EVENT, record, LAP, session, ACTIVITY)
    body = b"".join(
        (
            *(definition(message) for message in messages),
            row_bytes(FILE_ID, file_id_row(track)),
            *(row_bytes(DEVICE_INFO, row) for row in device_rows(track)),
            *interleaved_records(track, record, laps),
            row_bytes(session, session_row(track, lap_count=len(laps))),
            row_bytes(ACTIVITY, activity_row(track)),
        )
    )
    return with_header(body)


def record_message(track: Track) -> Message:
    """The record definition of this file: only the fields the watch has."""
    present = {"timestamp", "distance_m", "speed_mps"}
    if track.cadence_spm is not None:
        present |= {"cadence", "fractional_cadence"}
    optional = ("latitude_deg", "longitude_deg", "heart_rate_bpm", "altitude_m")
    present |= {name for name in optional if getattr(track, name) is not None}
    fields = tuple(one for one in RECORD_FIELDS if one.name in present)
    form = tuple(one for one in RECORD_FORM_FIELDS if one.name in track.form_records)
    return Message(3, 20, fields + form)


def session_message(track: Track) -> Message:
    """The session's definition: with what a belt or pod tells where the run had one."""
    form = () if track.form is None else SESSION_FORM_FIELDS
    return Message(SESSION.local, SESSION.number, SESSION.fields + form)


def interleaved_records(
    track: Track, record: Message, laps: Sequence[dict[str, float]]
) -> Iterable[bytes]:
    """Records with the timer's events and the laps between them, in the order of time."""
    rows = pack(record, record_columns(track, record))
    marks = [(int(lap["record_index"]), row_bytes(LAP, lap)) for lap in laps]
    for stop_s, restart_s in track.pauses:
        index = int(np.searchsorted(track.clock_s, restart_s))
        stop = row_bytes(EVENT, timer_row(track, at_s=stop_s, kind="stop_all"))
        start = row_bytes(EVENT, timer_row(track, at_s=restart_s, kind="start"))
        marks.append((index, stop + start))
    yield row_bytes(EVENT, timer_row(track, at_s=0, kind="start"))
    previous = 0
    for index, message in sorted(marks):
        yield rows[previous:index].tobytes()
        yield message
        previous = index
    yield rows[previous:].tobytes()
    yield row_bytes(EVENT, timer_row(track, at_s=last_s(track), kind="stop_all"))


def record_columns(track: Track, record: Message) -> Columns:
    """Columns of the record message in the profile's units, cadence split into strides."""
    columns = {"timestamp": fit_time(track) + track.clock_s}
    if track.cadence_spm is not None:
        strides = np.round(track.cadence_spm) / 2
        columns["cadence"] = np.floor(strides)
        columns["fractional_cadence"] = strides - np.floor(strides)
    for item in record.fields:
        if item.name not in columns:
            told = track.form_records.get(item.name)
            columns[item.name] = getattr(track, item.name) if told is None else told
    return columns


def lap_rows(track: Track) -> list[dict[str, float]]:
    """One row a started kilometre: times from the records that close it."""
    total_m = float(track.distance_m[-1])
    marks_m = np.append(np.arange(LAP_M, total_m, LAP_M), total_m)
    ends = np.searchsorted(track.distance_m, marks_m).clip(max=len(track.clock_s) - 1)
    starts = np.concatenate(([0], ends[:-1]))
    return [
        {
            **totals(track, first=int(first), last=int(last)),
            "message_index": index,
            "record_index": int(last) + 1,
            "event": 9,
            "event_type": 1,
        }
        for index, (first, last) in enumerate(zip(starts, ends, strict=True))
    ]


def totals(track: Track, *, first: int, last: int) -> dict[str, float]:
    """Times and distance between two records, as lap and session messages give them."""
    start_s, end_s = float(track.clock_s[first]), float(track.clock_s[last])
    paused_s = sum(
        max(0.0, min(restart, end_s) - max(stop, start_s)) for stop, restart in track.pauses
    )
    start_m = float(track.distance_m[first]) if first else 0.0
    return {
        "timestamp": fit_time(track) + end_s,
        "start_time": fit_time(track) + start_s,
        "total_elapsed_time": end_s - start_s,
        "total_timer_time": end_s - start_s - paused_s,
        "total_distance": float(track.distance_m[last]) - start_m,
    }


def session_row(track: Track, *, lap_count: int) -> dict[str, float]:
    """Totals of the whole activity."""
    cadence, effort = mean_strides(track), track.perceived_exertion_score
    form = asdict(track.form) if track.form else {}
    return {
        **{name: np.nan if told is None else told for name, told in form.items()},
        **totals(track, first=0, last=len(track.clock_s) - 1),
        "message_index": 0,
        "event": 8,
        "event_type": 1,
        "sport": SPORTS[track.sport],
        "sub_sport": SUB_SPORTS[track.sub_sport],
        "average_heart_rate": or_nan(track.heart_rate_bpm, np.nanmean),
        "maximum_heart_rate": or_nan(track.heart_rate_bpm, np.nanmax),
        "average_cadence": np.floor(cadence),
        "average_fractional_cadence": cadence - np.floor(cadence),
        "total_ascent": np.nan if track.ascent_m is None else track.ascent_m,
        "total_descent": np.nan if track.descent_m is None else track.descent_m,
        "first_lap_index": 0,
        "lap_count": lap_count,
        "workout_rpe": np.nan if effort is None else 10 * effort,
    }


def mean_strides(track: Track) -> float:
    """Mean cadence of one leg, standing still left out."""
    if track.cadence_spm is None:
        return float("nan")
    stepping = track.cadence_spm[track.cadence_spm > 0]
    return float(stepping.mean() / 2) if len(stepping) else float("nan")


def or_nan(column: np.ndarray | None, summary: Callable[[np.ndarray], float]) -> float:
    """A summary of a column, or NaN where the watch has no such sensor."""
    return float("nan") if column is None else float(summary(column))


def activity_row(track: Track) -> dict[str, float]:
    """The closing message; its local time is where a reader learns the zone's offset."""
    end_s = fit_time(track) + last_s(track)
    whole = totals(track, first=0, last=len(track.clock_s) - 1)
    return {
        "timestamp": end_s,
        "total_timer_time": whole["total_timer_time"],
        "session_count": 1,
        "type": 0,
        "event": 26,
        "event_type": 1,
        "local_timestamp": end_s + track.utc_offset.total_seconds(),
    }


def file_id_row(track: Track) -> dict[str, float | bytes]:
    """Says that this is an activity, and of which watch."""
    return {
        "type": 4,
        "manufacturer": track.watch.manufacturer,
        "product": track.watch.product,
        "serial_number": track.watch.serial,
        "time_created": fit_time(track),
        "product_name": track.watch.name.encode("ascii"),
    }


def device_rows(track: Track) -> list[dict[str, float]]:
    """The watch itself, and its sensors that matter for altitude."""
    sensors = [] if track.latitude_deg is None else [GPS_SENSOR]
    if track.watch.has_barometer and track.altitude_m is not None:
        sensors.append(BAROMETER)
    return [
        {
            "timestamp": fit_time(track),
            "device_index": index,
            "device_type": float("nan") if sensor is None else sensor,
            "manufacturer": track.watch.manufacturer,
            "product": track.watch.product,
            "source_type": LOCAL_SOURCE,
        }
        for index, sensor in enumerate([None, *sensors])
    ]


def timer_row(track: Track, *, at_s: float, kind: str) -> dict[str, float]:
    """The timer was started or stopped."""
    return {"timestamp": fit_time(track) + at_s, "event": 0, "event_type": TIMER[kind]}


def fit_time(track: Track) -> float:
    """The start in seconds since the FIT epoch."""
    return float(round(track.started_at.timestamp()) - FIT_EPOCH_UNIX_S)


def last_s(track: Track) -> float:
    """Seconds from the start to the last record."""
    return float(track.clock_s[-1])


def definition(message: Message) -> bytes:
    """The definition message that must precede the first row of its kind."""
    head = bytes((0x40 | message.local, 0, 0)) + message.number.to_bytes(2, "little")
    fields = b"".join(
        bytes((item.number, np.dtype(item.dtype).itemsize, BASE_TYPES.get(item.dtype, 0x07)))
        for item in message.fields
    )
    return head + bytes((len(message.fields),)) + fields


def row_bytes(message: Message, row: Mapping[str, float | bytes]) -> bytes:
    """One message of values."""
    columns = {item.name: np.atleast_1d(np.asarray(row[item.name])) for item in message.fields}
    return pack(message, columns).tobytes()


def pack(message: Message, columns: Columns) -> Rows:
    """Rows as they lie in the file: a header byte, then every field scaled to its integer."""
    count = len(columns[message.fields[0].name])
    names = ["header", *(item.name for item in message.fields)]
    formats = ["u1", *(item.dtype for item in message.fields)]
    values = [np.full(count, message.local), *(stored(i, columns[i.name]) for i in message.fields)]
    return np.rec.fromarrays(values, dtype=np.dtype({"names": names, "formats": formats}))


def stored(item: FitField, values: np.ndarray) -> np.ndarray:
    """Text as it is, numbers scaled."""
    return values if item.dtype.startswith("S") else scaled(item, values)


def scaled(item: FitField, values: np.ndarray) -> np.ndarray:
    """Integers of the field's scale and offset; NaN becomes the profile's invalid value."""
    numbers = np.round((np.asarray(values, float) + item.offset) * item.scale)
    return np.where(np.isnan(numbers), INVALID[item.dtype], numbers).astype(np.int64)


def with_header(body: bytes) -> bytes:
    """Header and both checksums around the messages."""
    head = bytes((14, 0x20)) + (21_120).to_bytes(2, "little")
    head += len(body).to_bytes(4, "little") + b".FIT"
    head += crc16(head).to_bytes(2, "little")
    return head + body + crc16(head + body).to_bytes(2, "little")


def crc16(data: bytes) -> int:
    """The file's checksum, CRC-16/ARC.

    A CRC is linear and its powers of x repeat every 32,767 bits, so all bits that lie a period
    apart are folded onto each other by exclusive or before any power is looked up. A loop over
    bytes would take a hundred times as long.
    """
    bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
    padded = np.zeros(-(-len(bits) // CRC_PERIOD_BITS) * CRC_PERIOD_BITS, np.uint8)
    padded[len(padded) - len(bits) :] = bits
    folded = np.bitwise_xor.reduce(padded.reshape(-1, CRC_PERIOD_BITS), axis=0)
    return int(np.bitwise_xor.reduce(crc_powers()[folded.view(bool)]))


@cache
def crc_powers() -> np.ndarray:
    """What a single set bit leaves in the checksum, by its distance from the end, far to near."""
    powers = np.empty(CRC_PERIOD_BITS, np.uint16)
    value = 1
    for index in range(CRC_PERIOD_BITS - 1, -1, -1):
        value = value >> 1 ^ (0xA001 if value & 1 else 0)
        powers[index] = value
    return powers
