"""FIT files written message by message, for what no watch of ours would write."""

import struct
from collections.abc import Sequence
from datetime import datetime

from fitdecode.utils import compute_crc

from tests.etl.sources.builders import START

FIT_EPOCH_S = 631_065_600  # Unix time of the last day of 1989, where FIT begins to count
_TYPES = {"enum": (0x00, "B"), "uint8": (0x02, "B"), "uint16": (0x84, "H"), "sint32": (0x85, "i"),
          "uint32": (0x86, "I"), "float32": (0x88, "f"), "string": (0x07, "16s"),
          "byte": (0x0D, "16s")}  # fmt: skip

Field = tuple[int, str]  # number in the profile, type


def fit_time(moment: datetime) -> int:
    """Seconds as FIT counts them."""
    return int(moment.timestamp()) - FIT_EPOCH_S


def message(
    number: int,
    fields: Sequence[Field],
    rows: Sequence[Sequence[object]],
    *,
    developer: Sequence[Field] = (),
) -> bytes:
    """A definition and its data; `developer` fields follow the native ones in each row."""
    kinds = [_TYPES[kind] for _, kind in (*fields, *developer)]
    sizes = [struct.calcsize(code) for _, code in kinds]
    flag = 0x60 if developer else 0x40
    parts = [struct.pack("<BBBHB", flag, 0, 0, number, len(fields))]
    parts += [bytes((f[0], sizes[i], kinds[i][0])) for i, f in enumerate(fields)]
    if developer:
        parts.append(bytes((len(developer),)))
        parts += [bytes((f[0], sizes[len(fields) + i], 0)) for i, f in enumerate(developer)]
    packing = struct.Struct("<" + "".join(code for _, code in kinds))
    parts += [b"\x00" + packing.pack(*row) for row in rows]
    return b"".join(parts)


def fit_file(*messages: bytes) -> bytes:
    """Header, an activity's file_id, the messages, the checksum."""
    file_id = message(0, [(0, "enum"), (1, "uint16"), (2, "uint16"), (4, "uint32")],
                      [(4, 1, 3113, fit_time(START))])  # fmt: skip
    body = file_id + b"".join(messages)
    head = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    data = head + struct.pack("<H", compute_crc(head)) + body
    return data + struct.pack("<H", compute_crc(data))


def records(
    seconds: Sequence[int],
    metres: Sequence[float],
    *,
    strides: int = 85,
    developer: Sequence[Field] = (),
    told: float = 0.0,
    altitudes_m: Sequence[float] | None = None,
) -> bytes:
    """Records at those seconds after START with those metres; `told` fills developer fields."""
    extra = [told] * len(developer)
    altitudes = altitudes_m or [100.0] * len(seconds)
    rows = [
        (fit_time(START) + s, round(m * 100), strides, round((a + 500) * 5), *extra)
        for s, m, a in zip(seconds, metres, altitudes, strict=True)
    ]  # fmt: skip
    fields = [(253, "uint32"), (5, "uint32"), (4, "uint8"), (2, "uint16")]
    return message(20, fields, rows, developer=developer)


def developer_field(name: str) -> bytes:
    """The announcement of one developer field, number 0 of developer 0, in steps a minute."""
    owner = message(207, [(1, "byte"), (3, "uint8")], [(bytes(range(16)), 0)])
    about = message(
        206,
        [(0, "uint8"), (1, "uint8"), (2, "uint8"), (3, "string")],
        [(0, 0, 0x88, name.encode())],
    )
    return owner + about


def session(
    *,
    elapsed_s: float,
    timer_s: float,
    distance_m: float | None,
    started: int | None = None,
    ascent_m: int | None = None,
    descent_m: int | None = None,
    laps: Sequence[tuple[float, float]] = (),
) -> bytes:
    """A session of a run with its totals, after some laps of (seconds, metres)."""
    start = fit_time(START) if started is None else started
    end = (fit_time(START) if not started else start) + int(elapsed_s)
    lap_fields = [(253, "uint32"), (2, "uint32"), (7, "uint32"), (8, "uint32"), (9, "uint32")]
    lap_rows = [(end, start, round(s * 1000), round(s * 1000), round(m * 100)) for s, m in laps]
    fields: list[Field] = [(253, "uint32"), (2, "uint32"), (7, "uint32"), (8, "uint32"),
                           (5, "enum"), (6, "enum")]  # fmt: skip
    row: list[object] = [end, start, round(elapsed_s * 1000), round(timer_s * 1000), 1, 0]
    if distance_m is not None:
        fields, row = [*fields, (9, "uint32")], [*row, round(distance_m * 100)]
    if ascent_m is not None and descent_m is not None:
        fields, row = [*fields, (22, "uint16"), (23, "uint16")], [*row, ascent_m, descent_m]
    return (message(19, lap_fields, lap_rows) if laps else b"") + message(18, fields, [row])
