"""What native code writes to the error stream by itself is not for people."""

import os
import random

import fitfast
import pytest

from etl.sources.common.native import is_panic, without_panic_text
from etl.sources.detect import read_file
from etl.sources.fit.reader import with_sound_header
from tests.etl.sources.test_mutations import a_fit, a_watch_s_fit, delete_bytes


def panicking() -> bytes:
    """A damaged file at which the decoder gives up with a trace."""
    for number in range(400):
        chance = random.Random(number)
        content = delete_bytes(chance, chance.choice((a_fit, a_watch_s_fit))())
        try:
            fitfast.parse(with_sound_header(content))
        except fitfast.FitDecodeError:
            continue
        except BaseException as error:
            if is_panic(error):
                return content
            raise
    pytest.skip("this decoder does not panic any more")


def test_a_panic_in_native_code_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """The file is read as far as it goes, and its note says so; no trace beside it."""
    content = panicking()
    assert "panicked" in capfd.readouterr().err
    (run,) = read_file("run.fit", content)
    assert any("damaged" in note for note in run.notes)
    assert capfd.readouterr().err == ""


def test_what_others_write_meanwhile_comes_through(capfd: pytest.CaptureFixture[str]) -> None:
    """Only the panic's own text is dropped."""
    with without_panic_text():
        os.write(2, b"from another thread\n")
    assert capfd.readouterr().err == "from another thread\n"


def test_an_error_that_is_no_panic_hides_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Its text is somebody else's."""
    with pytest.raises(ZeroDivisionError), without_panic_text():
        os.write(2, b"\nthread 'main' is tired\n")
        raise ZeroDivisionError
    assert capfd.readouterr().err == "\nthread 'main' is tired\n"
