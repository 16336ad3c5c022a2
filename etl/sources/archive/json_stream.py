"""Objects of a JSON array one by one: a table of activities may have hundreds of megabytes."""

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from etl.errors import BrokenFile

_LONGEST_OBJECT = 64 * 2**20  # characters; a summary has some 20,000, a day of tracks a million
_BETWEEN = re.compile(r"[\s,]*")
_BROKEN = "The table of activities breaks off or is damaged. Ask for a new export."

Json = dict[str, Any]


def objects_of(
    pieces: Iterable[bytes],
    *,
    key: str | None = None,
    mend: Callable[[str], str] = lambda text: text,
) -> Iterator[Json]:
    """The objects of every array named `key`, or of the first array, in order.

    `mend` puts right what a platform writes and JSON does not know; it is asked again of a text
    that has grown. Raises BrokenFile where the text breaks off; what came before has been told.
    """
    stream = _Text(pieces, mend)
    begin = re.compile(rf'"{key}"\s*:\s*\[' if key else r"\[")
    while stream.skip_past(begin):
        yield from _objects(stream)
        if key is None:
            return


def _objects(stream: "_Text") -> Iterator[Json]:
    decoder = json.JSONDecoder()
    while True:
        stream.skip(_BETWEEN)
        if stream.text.startswith("]"):
            return
        try:
            found, end = decoder.raw_decode(stream.text)
        except ValueError as error:
            if len(stream.text) > _LONGEST_OBJECT or not stream.grow():
                raise BrokenFile(_BROKEN) from error
            continue
        if isinstance(found, dict):
            yield found
        stream.text = stream.text[end:]


class _Text:
    """The part of a text that is at hand; grows at its end, is cut at its beginning."""

    def __init__(self, pieces: Iterable[bytes], mend: Callable[[str], str]) -> None:
        self._pieces = iter(pieces)
        self._mend = mend
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self.text = ""

    def grow(self) -> bool:
        """Another piece; False at the end."""
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self.text = self._mend(self.text + self._decoder.decode(piece))
        return True

    def skip(self, what: re.Pattern[str]) -> None:
        """Leave out what stands at the beginning, however far it goes."""
        while True:
            found = what.match(self.text)
            self.text = self.text[found.end() :] if found else self.text
            if self.text or not self.grow():
                return

    def skip_past(self, what: re.Pattern[str]) -> bool:
        """Leave out everything until after the next place of this; False where there is none."""
        while (found := what.search(self.text)) is None:
            self.text = self.text[-_OVERLAP:]
            if not self.grow():
                return False
        self.text = self.text[found.end() :]
        return True


_OVERLAP = 256  # characters; a name and its bracket may lie across two pieces
