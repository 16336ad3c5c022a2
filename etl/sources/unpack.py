"""Bytes from disk and out of ZIPs and .gz, within bounds: a bomb is refused before it unfolds."""

import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.errors import BrokenFile, SkippedFile

MOST_BYTES = 128 * 2**20
"""Unpacked size of one file; a day of records takes some 20 MB."""

_MOST_RATIO = 200  # XML packs to a thirtieth, records to a half
_FREE_OF_RATIO = 8 * 2**20  # so small, unpacking cannot hurt
_MOST_ARCHIVE_BYTES = 16 * 2**30  # a ZIP inside a ZIP; platforms part theirs at two to four
_PIECE_BYTES = 2**20
_DEFLATE_SLACK = 1024  # what cannot be packed grows by its headers
_LOCAL_HEADER_BYTES = 30
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_BITS, _RAW_BITS = 31, -15


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A file on disk."""

    path: str

    def read(self) -> bytes:
        """Its bytes.

        Raises BrokenFile where it is gone or too large, SkippedFile where it is a device or a
        pipe, whose reading might never end.
        """
        path = Path(self.path)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise SkippedFile(_NO_FILE)
            if status.st_size > MOST_BYTES:
                raise BrokenFile(_TOO_LARGE)
            return path.read_bytes()
        except FileNotFoundError as error:
            raise BrokenFile("The file is not there any more. Check the path.") from error
        except OSError as error:
            raise BrokenFile("The file cannot be opened. Check that you may read it.") from error

    def head(self, size: int) -> bytes:
        """Its first bytes. Raises as `read` does."""
        return next(self.pieces(), b"")[:size]

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, piece by piece, however large it is. Raises as `read` does."""
        path = Path(self.path)
        try:
            if not stat.S_ISREG(path.stat().st_mode):
                raise SkippedFile(_NO_FILE)
            with path.open("rb") as stream:
                while piece := stream.read(_PIECE_BYTES):
                    yield piece
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
            raise BrokenFile(_UNUSUAL)
        if zlib.crc32(content) != self.crc:
            raise BrokenFile(_DAMAGED_INSIDE)
        return content

    def head(self, size: int) -> bytes:
        """Its first bytes, and no more is unpacked. Raises BrokenFile where they are damaged."""
        packed = next(self._packed_pieces(size + _DEFLATE_SLACK), b"")
        if self.method == zipfile.ZIP_STORED:
            return packed[:size]
        if self.method != zipfile.ZIP_DEFLATED:
            raise BrokenFile(_UNUSUAL)
        try:
            return zlib.decompressobj(_RAW_BITS).decompress(packed, size)
        except zlib.error as error:
            raise BrokenFile(_DAMAGED_INSIDE) from error

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, unpacked piece by piece: a table may be larger than memory.

        Raises BrokenFile where they are damaged or unfold beyond all measure; what came before has
        been handed out.
        """
        if self.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BrokenFile(_UNUSUAL)
        stream = zlib.decompressobj(_RAW_BITS) if self.method == zipfile.ZIP_DEFLATED else None
        left = min(_MOST_ARCHIVE_BYTES, max(_FREE_OF_RATIO, _MOST_RATIO * self.packed_bytes))
        crc = 0
        try:
            for packed in self._packed_pieces():
                for piece in _inflated(stream, packed):
                    left -= len(piece)
                    if left < 0:
                        raise BrokenFile(_BOMB)
                    crc = zlib.crc32(piece, crc)
                    yield piece
        except zlib.error as error:
            raise BrokenFile(_DAMAGED_INSIDE) from error
        if crc != self.crc:
            raise BrokenFile(_DAMAGED_INSIDE)

    def unpack_to(self, target: Path) -> None:
        """Write the member, a ZIP itself, to a new file, in pieces.

        Raises BrokenFile where it is damaged, is packed in an unusual way, unfolds beyond all
        measure or does not fit on the disk.
        """
        room = shutil.disk_usage(target.parent).free // 2
        if self.bytes > min(_MOST_ARCHIVE_BYTES, room):
            raise BrokenFile(_NO_ROOM)
        if self.bytes > max(_FREE_OF_RATIO, _MOST_RATIO * self.packed_bytes):
            raise BrokenFile(_BOMB)
        try:
            with zipfile.ZipFile(self.path) as archive:
                listed = {member.header_offset: member for member in archive.infolist()}
                with archive.open(listed[self.header_at]) as packed, target.open("xb") as stream:
                    shutil.copyfileobj(packed, stream, _PIECE_BYTES)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError) as error:
            raise BrokenFile(
                "The file is damaged inside the ZIP. Download the ZIP again."
            ) from error
        except OSError as error:
            raise BrokenFile("The ZIP cannot be opened any more. Check the path.") from error

    def _packed(self) -> bytes:
        return b"".join(self._packed_pieces())

    def _packed_pieces(self, size: int = _PIECE_BYTES) -> Iterator[bytes]:
        left = self.packed_bytes
        try:
            with Path(self.path).open("rb") as stream:
                stream.seek(self.header_at)
                header = stream.read(_LOCAL_HEADER_BYTES)
                name_bytes = int.from_bytes(header[26:28], "little")
                extra_bytes = int.from_bytes(header[28:30], "little")
                stream.seek(name_bytes + extra_bytes, 1)
                while left and (packed := stream.read(min(left, size))):
                    left -= len(packed)
                    yield packed
        except OSError as error:
            raise BrokenFile("The ZIP cannot be opened any more. Check the path.") from error


Place = FilePlace | ZipPlace


def unpacked(data: bytes) -> bytes:
    """The content without a .gz around it, if there is one.

    Raises BrokenFile where the .gz breaks off or unfolds beyond all measure.
    """
    return _inflate(data, bits=_GZIP_BITS) if data[:2] == _GZIP_MAGIC else data


def _inflated(stream: "zlib._Decompress | None", packed: bytes) -> Iterator[bytes]:
    """What some packed bytes unfold to, never more than a piece at once."""
    if stream is None:
        yield packed
        return
    while packed and not stream.eof:
        if piece := stream.decompress(packed, _PIECE_BYTES):
            yield piece
        packed = stream.unconsumed_tail


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
_UNUSUAL = "The ZIP is packed in an unusual way. Unpack it and import the folder."
_NO_ROOM = (
    "There is no room to unpack this ZIP inside the ZIP. Unpack it yourself and import the folder."
)
_NO_FILE = "This is a device or a pipe, not a file, so there is nothing to import."
_DAMAGED_INSIDE = "The file is damaged inside the ZIP. Download the ZIP again."
_DAMAGED = "The compressed file is damaged or breaks off. Copy it or download it again."
