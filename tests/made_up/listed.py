"""A fake Stride on loopback, and Stride in the list of platforms: the one line."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from etl.sync import platforms
from tests.made_up.platform import Stride
from tests.made_up.server import FakeStride


@contextmanager
def listed_stride(key: str) -> Generator[FakeStride]:
    """Stride as a platform of this process for as long as the block runs."""
    stride = FakeStride(keys={key: "77"})
    stride.start()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(platforms, "PLATFORMS", [*platforms.PLATFORMS, Stride])
        patched.setattr(Stride, "base_url", stride.base_url)
        yield stride
    stride.stop()
