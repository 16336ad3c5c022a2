"""Who checked which file: name, registration, day, and the hash of what the file said then.

Sign-offs lie in `sign_offs.toml` of the home, the newest last; those that come with the product, in
`sql/sign_offs.toml`, are none so far. A file that has changed since has lost its sign-off. For a
rule the hash is also of the numbers that its limits name, for warning signs of their own file.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from etl.errors import DataError, UserError
from etl.home import Home
from etl.reference.reviewed import Reviewed, Rows, check
from etl.reference.rules import parameter_value
from etl.reference.toml_files import read_toml, toml_files
from etl.storage.disk.durable import sync
from etl.text import plain
from sql import ROOT

OURS = ("rules", "plans", "programmes", "mechanics", "method")
"""Folders of files that somebody qualified can sign."""

CLINICS = ("plans", "programmes", "mechanics")
"""Folders of a home that hold a clinic's own, which take the place of ours of the same name."""

NAME_TYPED = "name typed, not verified"
"""Beside a clinician's name that anybody could have typed: no sign-in stands behind it."""

_LONGEST = 80


class SignOff(Reviewed):
    """Somebody checked a file; `file` is folder and name, as in `rules/session_spike.toml`."""

    file: str
    sha256: str
    name: str
    registration: str
    signed_on: date

    @property
    def words(self) -> str:
        """`Ada Field, HCPC PH00001, on 29 Nov 2026 (name typed, not verified)`."""
        day = f"{self.signed_on.day} {self.signed_on:%b %Y}"
        return f"{self.name}, {self.registration}, on {day} ({NAME_TYPED})"


class _SignOffs(Reviewed):
    sign_off: Rows[SignOff] = ()


def checked_by(home: Home, file: str) -> str:
    """Who checked a file as it is now, in words; empty where nobody has.

    Sign-offs that cannot be read count for nothing: `kneewise doctor` says so.
    """
    try:
        signed = [one for one in read_sign_offs(home) if one.file == file]
    except DataError:
        return ""
    path = _files(home).get(file) if signed else None
    if path is None:
        return ""
    sha256 = sha256_of(path)
    return next((one.words for one in reversed(signed) if one.sha256 == sha256), "")


def sign_off(home: Home, *, file: str, name: str, registration: str, on: date) -> SignOff:
    """Write down that somebody checked a file as it is now. Raises UserError where it is none."""
    files = _files(home)
    key = _key(files, file)
    signed = SignOff(
        file=key,
        sha256=sha256_of(files[key]),
        name=_line("name", name),
        registration=_line("registration", registration),
        signed_on=on,
    )
    with home.create().sign_offs.open("a", encoding="utf-8") as kept:
        kept.write(_as_toml(signed))
    sync(home.sign_offs)
    sync(home.root)
    home.sign_offs.chmod(0o600)
    return signed


def read_sign_offs(home: Home) -> tuple[SignOff, ...]:
    """Every sign-off, lost ones too, oldest first. Raises DataError where one is incomplete."""
    return tuple(
        one
        for path in (ROOT / "sign_offs.toml", home.sign_offs)
        if path.is_file()
        for one in _read(path)
    )


def lost_sign_offs(home: Home) -> list[SignOff]:
    """The latest of each file that has one, where the file has changed or gone since."""
    latest = {one.file: one for one in read_sign_offs(home)}
    return [one for one in latest.values() if not checked_by(home, one.file)]


def sha256_of(path: Traversable) -> str:
    """Of the bytes of a file and of what else it says by naming it."""
    digest = hashlib.sha256(path.read_bytes())
    for more in _named_by(path):
        digest.update(more)
    return digest.hexdigest()


def _named_by(path: Traversable) -> Iterator[bytes]:
    for level, table in sorted(read_toml(path).get("levels", {}).items()):
        if isinstance(table, dict) and isinstance(table.get("threshold"), str):
            yield f"\n{level}={parameter_value(table['threshold'])!r}".encode()
    if path.name == "red_flag.toml":
        for signs in toml_files(ROOT / "rules" / "red_flags"):
            yield signs.read_bytes()


def _files(home: Home) -> dict[str, Traversable]:
    """Every file that can be signed, by folder and name; a clinic's own in place of ours."""
    found: dict[str, Traversable] = {}
    for root, folders in ((ROOT, OURS), (home.root, CLINICS)):
        for folder in folders:
            if (root / folder).is_dir():
                found |= {f"{folder}/{path.name}": path for path in toml_files(root / folder)}
    return found


def _key(files: dict[str, Traversable], wanted: str) -> str:
    name = wanted if wanted.endswith(".toml") else f"{wanted}.toml"
    found = [key for key in files if key == name or key.endswith(f"/{name}")]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(f"Several files are named {wanted}: say one of {', '.join(found)}.")
    raise UserError(
        f"There is no file {wanted} to sign: say one as rules/session_spike, "
        "plans/return_to_normal or programmes/knee."
    )


def _line(what: str, words: str) -> str:
    words = " ".join(plain(words).split())
    if not words or len(words) > _LONGEST:
        raise UserError(f"A {what} has 1 to {_LONGEST} characters.")
    return words


def _as_toml(signed: SignOff) -> str:
    quoted = (
        f"{key} = {json.dumps(getattr(signed, key), ensure_ascii=False)}"
        for key in ("file", "sha256", "name", "registration")
    )
    return "\n".join(["[[sign_off]]", *quoted, f"signed_on = {signed.signed_on}", "", ""])


def _read(path: Path) -> tuple[SignOff, ...]:
    try:
        return check(_SignOffs, read_toml(path), where=path.name).sign_off
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name}: cannot be read as text") from error
