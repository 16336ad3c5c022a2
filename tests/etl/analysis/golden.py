"""The worked cases of the evidence, by id."""

from tests.golden import GOLDEN

__all__ = ["GOLDEN"]
