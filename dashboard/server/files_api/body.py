"""What a request brings, written into a folder as it comes, and never more than it may bring.

A body is one file, or a form with files (multipart/form-data). What stands in a form beside files
is passed over.
"""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from etl.text import plain

MOST_FILES = 100
"""Of one form; more go into a ZIP or into further requests."""

_FORM = "multipart/form-data"
_TYPES = frozenset(
    {
        *("application/octet-stream", "application/fit", "application/vnd.ant.fit"),
        *("application/gpx+xml", "application/gpx", "application/tcx+xml", "application/xml"),
        *("application/vnd.garmin.tcx+xml", "text/xml", "application/zip", "application/gzip"),
        *("application/x-gzip", "application/x-zip-compressed"),
    }
)
_PIECE_BYTES = 2**20
_LONGEST_NAME = 120
_FILE_NAME = re.compile(r'filename="?([^";]*)"?', re.IGNORECASE)
_BEGINNINGS = {b"PK\x03\x04": ".zip"}


class Unusable(Exception):
    """What came cannot be taken; `status` is the answer's, `words` say what to do."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


_TOO_LARGE = "That is more than one request may bring. Send fewer or smaller files at a time."
_NO_TYPE = (
    "Send the file itself as application/octet-stream, or a form with files as multipart/form-data."
)
_PACKED = "Send the file as it is, without a Content-Encoding."
_NO_FILE = "There is no file in it. Send one as the body, or in a form."
_BROKEN_FORM = "The form is broken, or holds more than 100 files."


@dataclass(slots=True)
class Arriving:
    """Counts what comes of a request."""

    request: Request
    most_bytes: int
    received_bytes: int = 0

    def check(self) -> None:
        """Raises Unusable for what can be told before anything is received."""
        headers = self.request.headers
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise Unusable(415, _PACKED)
        if _kind(headers) not in _TYPES | {_FORM}:
            raise Unusable(415, _NO_TYPE)
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length) > self.most_bytes:
            raise Unusable(413, _TOO_LARGE)

    async def write(self, folder: Path) -> None:
        """Every file into the folder. Raises Unusable, and starlette's ClientDisconnect."""
        if _kind(self.request.headers) == _FORM:
            await self._write_form(folder)
        else:
            await self._write_body(folder)
        if not any(path.stat().st_size for path in folder.iterdir()):
            raise Unusable(400, _NO_FILE)

    async def _pieces(self) -> AsyncGenerator[bytes]:
        async for piece in self.request.stream():
            self.received_bytes += len(piece)
            if self.received_bytes > self.most_bytes:
                raise Unusable(413, _TOO_LARGE)
            yield piece

    async def _write_body(self, folder: Path) -> None:
        name = _FILE_NAME.search(self.request.headers.get("content-disposition", ""))
        place = _place(folder, name.group(1) if name else "")
        beginning = b""
        with place.open("xb") as file:
            async for piece in self._pieces():
                beginning = beginning or piece[:4]
                await run_in_threadpool(file.write, piece)
        if not place.suffix:  # a ZIP is looked into by its name
            place.rename(place.with_suffix(_BEGINNINGS.get(beginning, "")))

    async def _write_form(self, folder: Path) -> None:
        parser = MultiPartParser(
            self.request.headers, self._pieces(), max_files=MOST_FILES, max_fields=MOST_FILES
        )
        try:
            form = await parser.parse()
        except MultiPartException as error:
            raise Unusable(400, _BROKEN_FORM) from error
        try:
            for _, part in form.multi_items():
                if isinstance(part, UploadFile):
                    await run_in_threadpool(_copy, part, _place(folder, part.filename or ""))
        finally:
            await form.close()


def _copy(part: UploadFile, to: Path) -> None:
    with to.open("xb") as file:
        while piece := part.file.read(_PIECE_BYTES):
            file.write(piece)


def _kind(headers: Headers) -> str:
    return headers.get("content-type", "application/octet-stream").partition(";")[0].strip().lower()


def _place(folder: Path, given: str) -> Path:
    """A path of our own for a name that somebody sent: its last part, once."""
    name = PurePosixPath(plain(given).replace("\\", "/")).name.lstrip(".")
    stem, ending = PurePosixPath(name).stem, "".join(PurePosixPath(name).suffixes[-2:])
    name = f"{stem[:_LONGEST_NAME]}{ending[:12]}" if len(name) > _LONGEST_NAME else name
    place = folder / (name or "file")
    number = 1
    while place.exists():
        number += 1
        place = folder / f"{number} {name or 'file'}"
    return place
