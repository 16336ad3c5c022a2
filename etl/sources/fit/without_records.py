"""A FIT file without its records: the few messages that are read one by one.

An hour's file holds 3,600 records and 50 other messages. `fitfast` gives records as columns; asked
for all messages it makes a dict a record as well, to be thrown away: half of the time of decoding.
"""

from dataclasses import dataclass

_RECORD = 20  # number of the message in the FIT profile
_HEADER_BYTES = 14
_CHECKSUM_BYTES = 2
_IS_COMPRESSED, _IS_DEFINITION, _HAS_DEVELOPER_FIELDS, _LOCAL_TYPE = 0x80, 0x40, 0x20, 0x0F


@dataclass(frozen=True, slots=True)
class WithoutRecords:
    """Bytes of a sound FIT file, and how many records were left out of it."""

    data: bytes
    record_count: int


def without_records(data: bytes) -> WithoutRecords | None:
    """The file without its records; None where that cannot be told or would change the others.

    That is: several files in one, and times told by what came before (compressed timestamps). Nor
    where most of it is something else, and nothing is gained.
    """
    begin = data[0]
    end = begin + int.from_bytes(data[4:8], "little")
    if end + _CHECKSUM_BYTES != len(data):
        return None
    try:
        kept, record_count = _split(data, begin, end)
    except (IndexError, KeyError):
        return None
    if kept is None or 2 * len(kept) > len(data):
        return None
    head = bytes((_HEADER_BYTES,)) + data[1:4] + len(kept).to_bytes(4, "little") + b".FIT"
    whole = head + _checksum(head) + kept
    return WithoutRecords(whole + _checksum(whole), record_count)


def _split(data: bytes, begin: int, end: int) -> tuple[bytes | None, int]:
    """All but the records, and their number. Raises KeyError and IndexError for what is no FIT."""
    sizes: dict[int, int] = {}  # of a message by its local type, with its header
    is_record: dict[int, bool] = {}
    kept: list[bytes] = []
    record_count = 0
    at = begin
    while at < end:
        header = data[at]
        if header & _IS_COMPRESSED:
            return None, 0
        local_type = header & _LOCAL_TYPE
        if header & _IS_DEFINITION:
            size, sizes[local_type], is_record[local_type] = _definition(data, at)
            kept.append(data[at : at + size])
            at += size
            continue
        size = sizes[local_type]
        until = at + size * _alike_count(data, at, size, end)
        if is_record[local_type]:
            record_count += (until - at) // size
        else:
            kept.append(data[at:until])
        at = until
    return (b"".join(kept), record_count) if at == end else (None, 0)


def _alike_count(data: bytes, at: int, size: int, end: int) -> int:
    """How many messages of that size follow one another under the header of the first.

    By slices that grow: a step in Python for each takes as long as decoding a tenth of them.
    """
    header = data[at : at + 1]
    count = looked = 0
    look = 8
    while count == looked and at + count * size < end:
        heads = data[at + count * size : min(at + (count + look) * size, end) : size]
        looked += len(heads)
        count += len(heads) - len(heads.lstrip(header))
        look *= 2
    return count


def _definition(data: bytes, at: int) -> tuple[int, int, bool]:
    """Bytes of the definition, bytes of a message that follows it, and whether that is a record."""
    order = "big" if data[at + 2] else "little"
    field_count = data[at + 5]
    size = 6 + 3 * field_count
    message = 1 + sum(data[at + 7 : at + size : 3])
    if data[at] & _HAS_DEVELOPER_FIELDS:
        developer_count = data[at + size]
        message += sum(data[at + size + 2 : at + size + 1 + 3 * developer_count : 3])
        size += 1 + 3 * developer_count
    return size, message, int.from_bytes(data[at + 3 : at + 5], order) == _RECORD


def _table() -> tuple[int, ...]:
    values = list(range(256))
    for _ in range(8):
        values = [value >> 1 ^ (0xA001 if value & 1 else 0) for value in values]
    return tuple(values)


_REMAINDERS = _table()


def _checksum(data: bytes) -> bytes:
    """CRC-16 as FIT has it (polynomial 0xA001, from 0)."""
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _REMAINDERS[(crc ^ byte) & 0xFF]
    return crc.to_bytes(_CHECKSUM_BYTES, "little")
