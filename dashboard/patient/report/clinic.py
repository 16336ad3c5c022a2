"""Whose paper the report is printed on: a clinic's name and logo, from the folder `brand`.

`brand/clinic.txt` has the name on its first line, `brand/clinic.png` or `.jpg` is the logo; a home
without them prints neither. Nothing is fetched from anywhere.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from matplotlib.image import imread

from dashboard.patient.report import wording
from etl.errors import UserError
from etl.home import Home
from etl.text import plain

_ENDINGS = ("png", "jpg")
_MOST_BYTES = 500_000
_MOST_LETTERS = 80


@dataclass(frozen=True, slots=True)
class Clinic:
    """A name, a picture with its ending, or both."""

    name: str = ""
    logo: bytes = b""
    ending: str = "png"

    @property
    def logo_file(self) -> str:
        """What the picture is called beside the page; empty without one."""
        return f"clinic.{self.ending}" if self.logo else ""


def read_clinic(home: Home) -> Clinic:
    """What a home says of its clinic.

    Raises UserError for a name that is no text, and for a logo that is too large or no picture.
    """
    folder = home.root / "brand"
    name = _name(folder / "clinic.txt")
    for ending in _ENDINGS:
        path = folder / f"clinic.{ending}"
        if path.is_file():
            return Clinic(name, _picture(path, ending), ending)
    return Clinic(name)


def _name(path: Path) -> str:
    if not path.is_file():
        return ""
    try:
        lines = path.read_text("utf-8").strip().splitlines()
    except UnicodeDecodeError:
        raise UserError(wording.NAME_IS_NO_TEXT) from None
    return plain(lines[0])[:_MOST_LETTERS] if lines else ""


def _picture(path: Path, ending: str) -> bytes:
    if path.stat().st_size > _MOST_BYTES:
        raise UserError(wording.LOGO_TOO_LARGE)
    content = path.read_bytes()
    try:
        imread(io.BytesIO(content), format=ending)
    except (OSError, SyntaxError, ValueError):
        raise UserError(wording.LOGO_IS_NO_PICTURE) from None
    return content
