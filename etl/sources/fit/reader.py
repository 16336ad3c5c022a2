"""FIT files: bytes to messages and columns.

`fitfast` reads sound files; what it refuses (bad checksum, early end, a damaged part of a chain)
is read by `fitdecode` message by message, and what was read before the damage is kept.
"""

import io
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import fitdecode
import fitfast
import numpy as np
import polars as pl
from fitdecode.profile import MESSAGE_TYPES
from fitdecode.types import DevFieldDefinition

from etl.errors import BrokenFile
from etl.sample_stream import to_frame
from etl.sources.common.native import is_panic, without_panic_text
from etl.sources.common.points import POINT_SCHEMA
from etl.sources.fit.without_records import without_records

Message = dict[str | int, object]

_POINT_FIELDS = {
    "time_s": ("timestamp",),
    "latitude_deg": ("position_lat",),
    "longitude_deg": ("position_long",),
    "distance_m": ("distance",),
    "speed_mps": ("enhanced_speed", "speed"),
    "altitude_m": ("enhanced_altitude", "altitude"),
    "cadence": ("cadence",),
    "heart_rate_bpm": ("heart_rate",),
}
FORM_FIELDS = {
    "ground_contact_s": ("stance_time", 0.001),
    "left_contact_share": ("stance_time_balance", 0.01),
    "vertical_oscillation_m": ("vertical_oscillation", 0.001),
    "vertical_ratio": ("vertical_ratio", 0.01),
    "power_w": ("power", 1.0),
}
"""Columns of a run's form: the field of a record, which a session's mean adds `avg_` to, and what
brings milliseconds, millimetres and hundredths into our units. The balance is the left foot's."""
_FRACTION = "fractional_cadence"
_PACKED = "compressed_speed_distance"
_HEADER_BYTES = (14, 12)
_CHECKSUM_BYTES = 2
_NATIVE_NAMES = frozenset(
    field.name
    for kind in MESSAGE_TYPES.values()
    if kind.name in ("record", "session", "lap", "activity", "event")
    for field in kind.fields.values()
)
_DEGREES_PER_SEMICIRCLE = 180 / 2**31
_DAMAGE = (
    fitdecode.FitError,
    struct.error,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    ArithmeticError,
)


@dataclass(frozen=True, slots=True)
class FitContent:
    """Messages by kind, in the order of the file (records excluded), and the records as points.

    Beside the columns of `POINT_SCHEMA`, points have those of `FORM_FIELDS` that the file tells.
    Times are Unix seconds. `is_partial` says that the file broke off or failed its checksum.
    """

    messages: dict[str, list[Message]]
    points: pl.DataFrame
    is_partial: bool

    def first(self, kind: str) -> Message:
        """The first message of a kind, empty where there is none."""
        return next(iter(self.messages.get(kind, ())), {})


def is_fit(data: bytes) -> bool:
    """Whether the bytes begin like a FIT file."""
    return data[8:12] == b".FIT"


def read_fit(data: bytes) -> FitContent:
    """Decode a FIT file, as far as it goes. Raises BrokenFile where nothing can be read."""
    data = with_sound_header(data)
    decoded = _decode(data)
    if decoded is None:
        return _salvage(data)
    messages, columns, record_count = decoded
    if _overrides_native(messages.get("field_description", ())):
        return replace(_salvage(data), is_partial=False)
    return FitContent(messages, _to_points(columns, record_count), is_partial=False)


def with_sound_header(data: bytes) -> bytes:
    """The bytes with a header that strict readers take, where only its own numbers are wrong.

    Seen: a size of 0, and a length of the data that nobody wrote back after the recording. A header
    has 12 or 14 bytes; the first record behind it defines a message (bit 6 of its first byte).
    """
    if data[0] in _HEADER_BYTES and int.from_bytes(data[4:8], "little"):
        return data
    told = data[0] if data[0] in _HEADER_BYTES else None
    size = told or next((n for n in _HEADER_BYTES if data[n : n + 1] and data[n] & 0x40), 14)
    length = len(data) - size - _CHECKSUM_BYTES
    head = bytes((size,)) + data[1:4] + max(length, 0).to_bytes(4, "little") + data[8:12]
    # A checksum of zero in the header says that it has none.
    return head + bytes(size - len(head)) + data[size:]


def _overrides_native(descriptions: Iterable[Message]) -> bool:
    """Whether a developer field bears the name of a native one; fitfast keeps the developer's."""
    return any(str(one.get("field_name")) in _NATIVE_NAMES for one in descriptions)


def _decode(data: bytes) -> tuple[dict[str, list[Message]], dict[str, np.ndarray], int] | None:
    """All other messages, columns of the records, and their number; None where it is not sound."""
    try:
        with without_panic_text():
            columns = dict(fitfast.records(data))
            rest = without_records(data) if "distance" in columns else None
            if rest is not None and rest.record_count == len(columns["distance"]):
                return dict(fitfast.parse(rest.data)), columns, rest.record_count
            messages = dict(fitfast.parse(data))
    except fitfast.FitDecodeError:
        return None
    except BaseException as error:
        if not is_panic(error):
            raise
        return None
    records = messages.pop("record", [])
    if records and "distance" not in columns:
        columns |= _unpacked(records)
    return messages, columns, len(records)


def _salvage(data: bytes) -> FitContent:
    """Everything before the damage, with checksums ignored."""
    messages: dict[str, list[Message]] = defaultdict(list)
    try:
        for kind, message in _decoded(data):
            messages[kind].append(message)
    except _DAMAGE as error:
        if not messages:
            raise BrokenFile(
                "The file is damaged from the start and nothing in it can be read. "
                "Copy it from the watch once more, or export it again."
            ) from error
    records = messages.pop("record", [])
    names = {str(name) for record in records for name in record} - {_PACKED}
    columns = {name: _column(records, name) for name in names}
    for name in ("position_lat", "position_long"):
        if name in columns:
            columns[name] = columns[name] * _DEGREES_PER_SEMICIRCLE
    return FitContent(dict(messages), _to_points(columns, len(records)), is_partial=True)


def _decoded(data: bytes) -> Iterator[tuple[str, Message]]:
    reader = fitdecode.FitReader(
        io.BytesIO(data),
        check_crc=fitdecode.CrcCheck.DISABLED,
        error_handling=fitdecode.ErrorHandling.IGNORE,
    )
    with reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage):
                yield frame.name, _to_message(frame)


def _to_message(frame: fitdecode.FitDataMessage) -> Message:
    """Fields by name; a native field wins over a developer's of the same name."""
    message: Message = {}
    developers: Message = {}
    for item in frame.fields:
        if item.value is not None:
            value = item.value
            fields = developers if isinstance(item.field_def, DevFieldDefinition) else message
            fields[item.name] = value.timestamp() if isinstance(value, datetime) else value
    return developers | message


def _column(records: Sequence[Message], name: str) -> np.ndarray:
    values = (record.get(name) for record in records)
    numbers = (value if isinstance(value, int | float) else np.nan for value in values)
    return np.fromiter(numbers, dtype=np.float64, count=len(records))


def _to_points(columns: dict[str, np.ndarray], height: int) -> pl.DataFrame:
    """Columns under our names; of several names for one quantity the first that is known."""
    unknown = np.full(height, np.nan)
    found: dict[str, np.ndarray] = {}
    for ours, theirs in _POINT_FIELDS.items():
        told = [columns[name] for name in theirs if name in columns]
        column = told[0] if told else unknown
        for other in told[1:]:
            column = np.where(np.isnan(column), other, column)
        found[ours] = column
    if _FRACTION in columns:
        found["cadence"] = found["cadence"] + np.nan_to_num(columns[_FRACTION])
    form = {
        ours: columns[theirs] * factor
        for ours, (theirs, factor) in FORM_FIELDS.items()
        if theirs in columns
    }
    schema = pl.Schema({**POINT_SCHEMA, **dict.fromkeys(form, pl.Float64)})
    segment_index = np.zeros(height, dtype=np.int32)
    return to_frame({**found, **form, "segment_index": segment_index}, schema)


def _unpacked(records: Sequence[Message]) -> dict[str, np.ndarray]:
    """Speed and distance of old foot pods: 12 bits each in three bytes, distance rolling over.

    FIT profile: speed in 1/100 m/s, distance in 1/16 m accumulated, so it wraps every 256 m.
    """
    packed = [record.get(_PACKED) for record in records]
    known = np.array([isinstance(value, bytes) and len(value) == 3 for value in packed], dtype=bool)
    if not known.any():
        return {}
    joined = b"".join(
        bytes(value) for value in packed if isinstance(value, bytes) and len(value) == 3
    )
    three = np.frombuffer(joined, dtype=np.uint8).reshape(-1, 3).astype(np.int64)
    speed = three[:, 0] | ((three[:, 1] & 0x0F) << 8)
    counter = (three[:, 1] >> 4) | (three[:, 2] << 4)
    steps = np.diff(counter, prepend=counter[:1]) % 4096
    distance = (counter[0] + np.cumsum(steps)) / 16
    columns = {}
    for name, values in (("speed", speed / 100), ("distance", distance)):
        columns[name] = np.full(len(records), np.nan)
        columns[name][known] = values
    return columns
