"""Backups that only the holder of a key can read, in the format of age (age-encryption.org/v1)."""

from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from etl.errors import UserError

ENDING = ".age"


def _age() -> Any:
    """pyrage, which tells no types; loaded where somebody encrypts only."""
    return import_module("pyrage")


def check_recipient(recipient: str) -> None:
    """Raises UserError for what is no public key of age."""
    age = _age()
    try:
        age.x25519.Recipient.from_str(recipient)
    except age.RecipientError as error:
        raise UserError(
            "That is no public key of age: it begins with age1, and age-keygen tells it."
        ) from error


def encrypt(plain: Path, encrypted: Path, *, recipient: str) -> None:
    """Write the file so that the holder of the key that belongs to `recipient` can read it."""
    age = _age()
    check_recipient(recipient)
    key = age.x25519.Recipient.from_str(recipient)
    with plain.open("rb") as source, encrypted.open("wb") as target:
        age.encrypt_io(source, target, [key])


@contextmanager
def decrypted(file: Path, *, identity: Path | None, folder: Path) -> Generator[Path]:
    """The file to read while the block runs: itself, or its plain copy in a folder of ours.

    `identity` is the file that `age-keygen` wrote. Raises UserError where the key is missing or is
    another's.
    """
    if file.suffix != ENDING:
        yield file
        return
    if identity is None:
        raise UserError(f"{file.name} is encrypted: name the file of its key with --identity.")
    age, plain = _age(), folder / file.stem
    try:
        key = age.x25519.Identity.from_str(_secret_in(identity))
        with file.open("rb") as source, plain.open("wb") as target:
            plain.chmod(0o600)
            age.decrypt_io(source, target, [key])
        yield plain
    except (age.DecryptError, age.IdentityError) as error:
        raise UserError(f"{file.name} cannot be read with that key.") from error
    finally:
        plain.unlink(missing_ok=True)


def _secret_in(identity: Path) -> str:
    """The line of the key: the others are comments."""
    try:
        lines = identity.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{identity.name} cannot be read: name the file of the key.") from error
    return next((line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-")), "")
