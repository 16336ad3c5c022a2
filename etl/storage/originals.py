"""The bytes as they came, found by the SHA-256 of their content."""

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.errors import DataError
from etl.storage.disk.durable import sync, sync_all, write_whole
from etl.storage.disk.packing import DAMAGED, compress, decompress

_COMPRESSION_LEVEL = 1  # FIT shrinks to 58 %, GPX to 7


@dataclass(frozen=True, slots=True)
class Originals:
    """A folder of compressed originals; writing the same content twice changes nothing."""

    folder: Path

    def keep(self, content: bytes, *, sha256: str | None = None, to_disk: bool = True) -> str:
        """Store the content, return its SHA-256 in hex, worked out here unless it is given.

        Safe to be killed at any moment; without `to_disk` not from a power cut. One that the disk
        has damaged meanwhile is whole again afterwards.
        """
        sha256 = sha256 or hashlib.sha256(content).hexdigest()
        if not self.is_sound(sha256):
            write_whole(self.path(sha256), _packed(content), to_disk=to_disk)
        return sha256

    def keep_for_now(self, content: bytes, *, sha256: str) -> int:
        """As `keep` without `to_disk`; nobody may be told of it before `to_disk`.

        Returns its `packed_crc32`.
        """
        if self.is_sound(sha256):
            return zlib.crc32(self.path(sha256).read_bytes())
        packed = _packed(content)
        write_whole(self.path(sha256), packed, to_disk=False)
        return zlib.crc32(packed)

    def to_disk(self, sha256s: Iterable[str]) -> None:
        """Have originals that were kept for now outlive a power cut, from here on."""
        names = sorted(set(sha256s))
        if names:
            sync_all([self.path(name) for name in names])
            sync(self.folder)

    def is_sound(self, sha256: str) -> bool:
        """Whether the content is there and still what it was."""
        try:
            self.read(sha256)
        except DataError:
            return False
        return True

    def read(self, sha256: str) -> bytes:
        """The content again. Raises DataError where it is missing or no longer what it was."""
        try:
            content = decompress(self.path(sha256).read_bytes())
        except FileNotFoundError as error:
            message = f"The original {sha256[:12]}… is missing; restore the originals folder."
            raise DataError(message) from error
        except DAMAGED as error:
            raise DataError(f"The original {sha256[:12]}… is damaged on disk.") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DataError(f"The original {sha256[:12]}… is not the file it was.")
        return content

    def packed_crc32(self, sha256: str) -> int | None:
        """A checksum of the content as it lies packed; None where it is missing.

        A tenth of the work of reading it again, and as good at telling what the disk damaged.
        """
        try:
            return zlib.crc32(self.path(sha256).read_bytes())
        except OSError:
            return None

    def forget(self, sha256: str) -> None:
        """Remove the content; nothing happens where it is already gone."""
        self.path(sha256).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the content lies; two levels keep folders small."""
        return self.folder / sha256[:2] / f"{sha256}.gz"


def _packed(content: bytes) -> bytes:
    return compress(content, _COMPRESSION_LEVEL, mtime=0)
