"""Bytes from disk and out of ZIPs and .gz, within bounds: a bomb is refused before it unfolds."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from etl.errors import BrokenFile

MOST_BYTES = 128 * 2**20
"""Unpacked size of one file; a day of records takes some 20 MB."""

_MOST_RATIO = 200  # XML packs to a thirtieth, records to a half
_FREE_OF_RATIO = 8 * 2**20  # so small, unpacking cannot hurt
_LOCAL_HEADER_BYTES = 30
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_BITS, _RAW_BITS = 31, -15


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file on disk."""

    path: str

    def read(self) -> bytes:
        """Its bytes. Raises BrokenFile where it is gone or too large."""
        path = Path(self.path)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise BrokenFile(_TOO_LARGE)
            return path.read_bytes()
        except FileNotFoundError as error:
            raise BrokenFile("The file is not there any more. Check the path.") from error
        except OSError as error:
            raise BrokenFile("The file cannot be opened. Check that you may read it.") from error


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """A member of a ZIP, by where its bytes lie, so that reading it opens no directory again."""

    path: str
    header_at: int
    packed_bytes: int
    bytes: int
    method: int
    crc: int

    @staticmethod
    def of(path: Path, member: zipfile.ZipInfo) -> "ZipPlace":
        """Where a listed member lies."""
        return ZipPlace(
            str(path),
            member.header_offset,
            member.compress_size,
            member.file_size,
            member.compress_type,
            member.CRC,
        )

    def read(self) -> bytes:
        """Its bytes, unpacked. Raises BrokenFile where they are damaged or would grow too large."""
        if self.packed_bytes > MOST_BYTES or self.bytes > MOST_BYTES:
            raise BrokenFile(_TOO_LARGE)
        packed = self._packed()
        if self.method == zipfile.ZIP_STORED:
            content = packed
        elif self.method == zipfile.ZIP_DEFLATED:
            content = _inflate(packed, bits=_RAW_BITS)
        else:
            raise BrokenFile(
                "The ZIP is packed in an unusual way. Unpack it and import the folder."
            )
        if zlib.crc32(content) != self.crc:
            raise BrokenFile("The file is damaged inside the ZIP. Download the ZIP again.")
        return content

    def _packed(self) -> bytes:
        try:
            with Path(self.path).open("rb") as stream:
                stream.seek(self.header_at)
                header = stream.read(_LOCAL_HEADER_BYTES)
                name_bytes = int.from_bytes(header[26:28], "little")
                extra_bytes = int.from_bytes(header[28:30], "little")
                stream.seek(name_bytes + extra_bytes, 1)
                return stream.read(self.packed_bytes)
        except OSError as error:
            raise BrokenFile("The ZIP cannot be opened any more. Check the path.") from error


Place = FilePlace | ZipPlace


def unpacked(data: bytes) -> bytes:
    """The content without a .gz around it, if there is one.

    Raises BrokenFile where the .gz breaks off or unfolds beyond all measure.
    """
    return _inflate(data, bits=_GZIP_BITS) if data[:2] == _GZIP_MAGIC else data


def _inflate(packed: bytes, *, bits: int) -> bytes:
    limit = min(MOST_BYTES, max(_FREE_OF_RATIO, _MOST_RATIO * len(packed)))
    parts: list[bytes] = []
    left = limit
    rest = packed
    while rest:
        stream = zlib.decompressobj(bits)
        try:
            part = stream.decompress(rest, left + 1)
        except zlib.error as error:
            raise BrokenFile(_DAMAGED) from error
        if len(part) > left:
            raise BrokenFile(_BOMB if limit < MOST_BYTES else _TOO_LARGE)
        if not stream.eof:
            raise BrokenFile(_DAMAGED)
        parts.append(part)
        left -= len(part)
        rest = stream.unused_data if stream.unused_data[:2] == _GZIP_MAGIC else b""
    return b"".join(parts)


_TOO_LARGE = "The file is larger than 128 MB, more than any activity. Check that it is the one."
_BOMB = "The file unpacks to more than 200 times its size, as no activity does; it was not read."
_DAMAGED = "The compressed file is damaged or breaks off. Copy it or download it again."
