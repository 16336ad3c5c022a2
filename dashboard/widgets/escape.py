"""Words that somebody typed or a file brought, made harmless on a page."""

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+.!|~:$&=-])")


def escaped(words: str) -> str:
    """The words as they are, never read as Markdown."""
    return _MARKS.sub(r"\\\1", words)
