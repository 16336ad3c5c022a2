"""Words that somebody typed or a file brought, made harmless on a page."""

import re

from etl.text import plain

# What follows is looked for in text that is escaped already: only a break within keeps it from
# becoming a link that a name or a note leads somewhere with.
_LINK = re.compile(r"(https?|www)(?=[:.])", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<=[\w.+-])@(?=\w)")  # of e-mail: nobody meant a link by it
_NO_BREAK = "\u2060"  # word joiner: neither seen nor a place to break a line
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+.!|~:$&=-])")
_IN_LINE = re.compile(r"([\\`*_\[\]<~$&]|:(?=[A-Za-z]))")


def escaped(words: str) -> str:
    """The words as they are, never read as Markdown, and turning no others around."""
    return _MARKS.sub(r"\\\1", _unlinked(plain(words)))


def escaped_line(words: str) -> str:
    """The same for a finding on its own line, whose numbers and signs stay as they are.

    What makes lists, headings or tables does so at the start of a line alone.
    """
    return _IN_LINE.sub(r"\\\1", _unlinked(" ".join(plain(words).split())))


def _unlinked(words: str) -> str:
    return _ADDRESS.sub(f"{_NO_BREAK}@", _LINK.sub(rf"\1{_NO_BREAK}", words))
