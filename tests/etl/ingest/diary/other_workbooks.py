"""Workbooks of other programs, of one sheet: OpenDocument (.ods), and Excel up to 2003 (.xls)."""

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date

Cells = Sequence[Sequence[str | float | date | None]]

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_SECTOR = 512
_END, _FREE, _IS_FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_LEAST_STREAM = 4096  # a shorter one lies elsewhere, in sectors of 64 bytes


def an_ods(rows: Cells) -> bytes:
    """As LibreOffice writes it, of the parts that a reader needs."""
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    body = (
        f'<office:document-content xmlns:office="{_OPEN}:office:1.0" '
        f'xmlns:table="{_OPEN}:table:1.0" xmlns:text="{_OPEN}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Diary">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{_ODS}"/></manifest:manifest>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", _ODS)
        archive.writestr("content.xml", body)
        archive.writestr("META-INF/manifest.xml", manifest)
    return content.getvalue()


def _ods_cell(value: str | float | date | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        told = f'office:value-type="date" office:date-value="{value}"'
    elif isinstance(value, str):
        told = 'office:value-type="string"'
    else:
        told = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {told}><text:p>{value}</text:p></table:table-cell>"


def an_xls(rows: Cells) -> bytes:
    """BIFF8 records in a compound file: one stream, its table of sectors before it."""
    stream = _records(rows).ljust(_LEAST_STREAM, b"\0")
    stream += bytes(-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    chain = [_IS_FAT, _END, *range(3, 2 + count), _END]
    fat = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    entries = [_entry("Root Entry", 5, child=1), _entry("Workbook", 2, start=2, size=len(stream))]
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + fat + directory + stream


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<2B3I", kind, 1, _FREE, _FREE, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<H", len(text))
        + links
        + bytes(36)
        + struct.pack("<2I4x", start, size)
    )


def _records(rows: Cells) -> bytes:
    name = b"Diary"
    cells = b"".join(
        _xls_cell(line, column, value)
        for line, row in enumerate(rows)
        for column, value in enumerate(row)
        if value is not None
    )
    begin = _record(0x809, struct.pack("<4H2I", 0x600, 5, 0x0DBB, 1996, 0, 6))
    sheet = _record(0x809, struct.pack("<4H2I", 0x600, 0x10, 0x0DBB, 1996, 0, 6)) + cells
    end = _record(0x0A, b"")
    bound = struct.pack("<IHBB", 0, 0, len(name), 0) + name
    at = len(begin) + len(_record(0x85, bound)) + len(end)
    return begin + _record(0x85, struct.pack("<I", at) + bound[4:]) + end + sheet + end


def _xls_cell(line: int, column: int, value: str | float | date) -> bytes:
    place = struct.pack("<3H", line, column, 0)
    if isinstance(value, str | date):
        text = str(value).encode("utf-16-le")
        return _record(0x204, place + struct.pack("<HB", len(text) // 2, 1) + text)
    return _record(0x203, place + struct.pack("<d", value))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<2H", kind, len(content)) + content
