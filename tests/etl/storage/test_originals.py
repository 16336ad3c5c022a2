"""The bytes as they came."""

from pathlib import Path

import pytest

from etl.errors import DataError
from etl.storage.originals import Originals


def test_what_was_kept_comes_back_to_the_byte(tmp_path: Path) -> None:
    """Originals are the truth everything can be rebuilt from."""
    originals = Originals(tmp_path)
    content = bytes(range(256)) * 50
    assert originals.read(originals.keep(content)) == content


def test_keeping_the_same_content_twice_stores_it_once(tmp_path: Path) -> None:
    """The name is the content's own hash."""
    originals = Originals(tmp_path)
    assert originals.keep(b"run") == originals.keep(b"run")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("damage", [b"\x1f\x8b\x08", b"not gzip at all"])
def test_a_damaged_original_is_named_not_returned(tmp_path: Path, damage: bytes) -> None:
    """Bit rot must not become a run."""
    originals = Originals(tmp_path)
    sha256 = originals.keep(b"run")
    originals.path(sha256).write_bytes(damage)
    with pytest.raises(DataError, match="damaged"):
        originals.read(sha256)


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08", b"not gzip at all"])
def test_importing_a_damaged_original_again_mends_it(tmp_path: Path, damage: bytes) -> None:
    """The doctor's advice is true: it is whole afterwards."""
    originals = Originals(tmp_path)
    sha256 = originals.keep(b"run")
    originals.path(sha256).write_bytes(damage)
    assert not originals.is_sound(sha256)
    assert originals.keep(b"run") == sha256
    assert originals.read(sha256) == b"run"


def test_a_swapped_original_is_noticed(tmp_path: Path) -> None:
    """Sound bytes under the wrong name are not the file either."""
    originals = Originals(tmp_path)
    first, second = originals.keep(b"one run"), originals.keep(b"another run")
    originals.path(first).write_bytes(originals.path(second).read_bytes())
    with pytest.raises(DataError, match="not the file it was"):
        originals.read(first)


def test_a_missing_original_says_what_to_restore(tmp_path: Path) -> None:
    """One sentence that says what to do."""
    with pytest.raises(DataError, match="restore the originals folder"):
        Originals(tmp_path).read("00" * 32)
