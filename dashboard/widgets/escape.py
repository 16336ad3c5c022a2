"""Words that somebody typed or a file brought, made harmless on a page."""

import re

from etl.words import plain

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+.!|~:$-])")


def escaped(words: str) -> str:
    """The words as they are, never read as Markdown, and turning no others around."""
    return _MARKS.sub(r"\\\1", plain(words))
