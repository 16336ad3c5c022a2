"""Points of GPX and TCX that look alike are cut out of their document before it is read.

Nearly all of such a file is points of a few shapes: the same tags in the same order around other
numbers. A regular expression made of one point takes the texts of all that look like it, in one
pass; an empty element stands where a run of them stood. What is left, with every odd point, is told
to the format's reader as ever, which also says what a shape means: it reads one point of it.

Nothing is cut where a tag might be no tag (comments, CDATA, processing instructions), and what is
left must be sound to its end. Else nothing is cut, and the whole document is read as it stands.
"""

import re
from collections.abc import Callable, Container, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from etl.errors import BrokenFile
from etl.sources.common.xml_points import PointTexts
from etl.sources.common.xml_stream import Reader, is_read, read_elements, to_utf8

CUT = "kneewise-points"
"""The element that stands for a run of points: `from` the first of them, `to` behind the last."""

_LONGEST_POINT = 4096  # signs; the longest seen has 700
_MOST_TAGS = 64
_MOST_OPEN = 24  # around points; with all of a point's tags not as many as are refused
_LOOKS = 6  # at points all over the document, for what shapes there are
_SMALLEST = 20_000  # bytes; making an expression takes longer than reading less
_ENOUGH_LEFT = 0.1  # of the document: then odd points are few
_STEP = re.compile(
    r"(?P<text>[^<>]*)<(?P<slash>/?)(?P<name>[A-Za-z_][\w.:-]*)(?=[\s/>])[^<>]*?(?P<closed>/?)>",
    re.ASCII,
)
_ATTRIBUTE = re.compile(r"""(?<==)(["'])[^"'<>&]*\1""")
# What needs no reading as XML: printable signs of ASCII, but & < > and, within a tag, quotes.
_TEXT = r"([ -%'-;=?-~]*+)"
_VALUE = r"([ !#-%(-;=?-~]*+)"
_SPACE = r"[ \t\r\n]*+"
_MARK = "kneewise-text"


class NotRegular(Exception):
    """The document has to be read as it stands."""


class PointReader(Reader, Protocol):
    """A reader of elements that takes runs of points, which `cut` holds."""

    cut: "CutPoints | None"

    def latest(self) -> PointTexts | None:
        """The points of the track that was read last."""
        ...


Collector = TypeVar("Collector", bound=PointReader)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format writes its points."""

    point: str
    around: tuple[str, str]  # the least in which a point counts
    parts: frozenset[str]  # elements, a point among them, that are more than a text
    texts_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class CutPoints:
    """Texts of all points that were cut, by column, and which of them count steps.

    In the columns `of_all` every point says something.
    """

    columns: dict[str, list[str | None]]
    of_all: Container[str]
    counting: Set[int]
    texts_of: frozenset[str]

    def keep_run(
        self,
        points: PointTexts | None,
        attributes: dict[str, str],
        around: Sequence[str],
        *,
        segment: int,
        is_in_track: bool = True,
    ) -> None:
        """Add the run that an element `CUT` stands for, in these open elements, to its track.

        What it counts is noted also where its points are no part of the track, as of those that
        are told to Python. Raises NotRegular where its points would have got into a text, or lie
        too deep.
        """
        places = self._places(attributes, around)
        if points is not None:
            points.counts_steps |= self._counts_steps(places)
            if is_in_track:
                self._add(points, places, segment=segment)

    def _places(self, attributes: dict[str, str], around: Sequence[str]) -> range:
        if len(around) > _MOST_OPEN or not self.texts_of.isdisjoint(around):
            raise NotRegular
        return range(int(attributes["from"]), int(attributes["to"]))

    def _counts_steps(self, places: range) -> bool:
        return bool(self.counting) and not self.counting.isdisjoint(places)

    def _add(self, points: PointTexts, places: range, *, segment: int) -> None:
        run = {name: texts[places.start : places.stop] for name, texts in self.columns.items()}
        said = {
            name: texts
            for name, texts in run.items()
            if name in self.of_all or texts.count(None) < len(places)
        }
        points.add_all(said, len(places), segment=segment)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What points that look alike say: for each column a group, or a text that all have."""

    columns: dict[str, int | str]
    counts_steps: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A regular expression of points that look alike, and a point with marks for its groups."""

    expression: str
    marked: str
    groups: int


def read_points(
    data: bytes, layout: Layout, reader: Callable[[], Collector]
) -> tuple[Collector, bool]:
    """As `read_elements`, from which it differs in nothing but the time it takes."""
    if len(data) >= _SMALLEST:
        collected = read_cut(to_utf8(data), layout, reader)
        if collected is not None:
            return collected, False
    return read_elements(data, texts_of=layout.texts_of, reader=reader)


def read_cut(document: bytes, layout: Layout, reader: Callable[[], Collector]) -> Collector | None:
    """What a document says, its regular points cut; None where it is to be read as it stands."""
    # One sign a byte: what is cut is ASCII, and the rest comes back as it was.
    cutting = _Cutting(document.decode("latin-1"), layout, reader)
    if not cutting.is_worth_it():
        return None
    left, cut, run_count = cutting.done()
    # What was cut holds none of these, so what is left tells of the document.
    if "<!" in left or "<?" in left[1:] or left.count(CUT) > run_count:
        return None
    collected = reader()
    collected.cut = cut
    try:
        is_sound = is_read(left.encode("latin-1"), texts_of=layout.texts_of, reader=collected)
    except (BrokenFile, NotRegular):
        return None
    return collected if is_sound else None


class _Cutting:
    """A document in parts: what is between regular points, and the groups of these."""

    def __init__(self, text: str, layout: Layout, reader: Callable[[], PointReader]) -> None:
        self._text = text
        self._layout = layout
        self._reader = reader
        self._shapes: dict[_Pattern, _Shape] = {}
        self._parts: list[str | None] = [text]
        self._cut()
        if len(self._between()) > 1 and self._share_left() > _ENOUGH_LEFT:
            self._cut()

    def _cut(self) -> None:
        """Look for shapes in what is left, and cut out all points that have one."""
        left = self._text if len(self._parts) == 1 else "".join(map(str, self._between()))
        fresh = {
            pattern: shape
            for pattern in dict.fromkeys(_patterns(left, self._layout))
            if (shape := _shape(pattern, self._layout, self._reader)) is not None
        }
        if fresh:
            self._shapes |= fresh
            joined = "|".join(pattern.expression for pattern in self._shapes)
            self._parts = list(re.split(f"(?:{joined}){_SPACE}", self._text))

    def _stride(self) -> int:
        return 1 + sum(pattern.groups for pattern in self._shapes)

    def _between(self) -> list[str | None]:
        return self._parts[:: self._stride()]

    def _share_left(self) -> float:
        return sum(map(len, filter(None, self._between()))) / len(self._text)

    def is_worth_it(self) -> bool:
        """Whether anything was cut."""
        return len(self._parts) > 1

    def done(self) -> tuple[str, CutPoints, int]:
        """The document with an element for each run of points, the points, and how many runs."""
        between = self._between()
        count = len(between) - 1
        ends = [place for place in range(1, count) if between[place]]
        runs = zip([0, *ends], [*ends, count], strict=True)
        left = [f'{between[start]}<{CUT} from="{start}" to="{stop}"/>' for start, stop in runs]
        return "".join((*left, between[count] or "")), self._cut_points(count), len(left)

    def _cut_points(self, count: int) -> CutPoints:
        columns: dict[str, list[str | None]] = {}
        of_all, counting = set[str](), set[int]()
        first, stride = 1, self._stride()
        for pattern, shape in self._shapes.items():
            groups = [self._parts[first + at :: stride] for at in range(pattern.groups)]
            is_of_all = None not in groups[0]
            own = range(count) if is_of_all else _said(groups[0])
            counting.update(own if shape.counts_steps else ())
            for name, source in shape.columns.items():
                texts = (
                    groups[source]
                    if isinstance(source, int)
                    else list[str | None]([source]) * count
                )
                columns[name] = texts if is_of_all else _with(columns.get(name), texts, own)
            of_all.update(shape.columns if is_of_all else ())
            first += pattern.groups
        return CutPoints(columns, of_all, counting, self._layout.texts_of)


def _said(texts: Sequence[str | None]) -> list[int]:
    return [place for place, text in enumerate(texts) if text is not None]


def _with(
    column: list[str | None] | None, texts: Sequence[str | None], places: Sequence[int]
) -> list[str | None]:
    column = column or [None] * len(texts)
    for place in places:
        column[place] = texts[place]
    return column


def _patterns(text: str, layout: Layout) -> Iterator[_Pattern]:
    """The patterns of some points, from all over the text."""
    opening = re.compile(rf"<((?:[A-Za-z_][\w.-]*:)?{layout.point})(?=[ \t\r\n>])", re.ASCII)
    after = 0
    for look in range(_LOOKS):
        found = opening.search(text, max(after, look * len(text) // _LOOKS))
        if found is None:
            return
        closing = f"</{found[1]}>"
        end = text.find(closing, found.end(), found.end() + _LONGEST_POINT)
        after = found.end() if end < 0 else end
        pattern = _pattern(text[found.start() : end + len(closing)], layout) if end > 0 else None
        if pattern is not None:
            yield pattern


def _pattern(point: str, layout: Layout) -> _Pattern | None:
    """What points like this one look like; None where it is more than tags around texts."""
    steps = list(_STEP.finditer(point))
    if not point.isascii() or "".join(step[0] for step in steps) != point:
        return None
    if len(steps) > _MOST_TAGS or any(_local(step) in layout.parts for step in steps[1:-1]):
        return None
    expression, marked = _with_groups(steps[0][0])
    for before, step in pairwise(steps):
        if _opens(before) and step["slash"]:
            expression.append(_TEXT)
            marked.append(_MARK)
        elif step["text"].strip(" \t\r\n") or (
            _opens(before) and _local(before) in layout.texts_of
        ):
            return None
        else:
            expression.append(_SPACE)
        tag = step[0].removeprefix(step["text"])
        expression.append(re.escape(tag))
        marked.append(tag)
    groups = marked.count(_MARK)
    marks = iter(range(groups))
    return _Pattern(
        "".join(expression),
        "".join(f"{_MARK}{next(marks)}" if part == _MARK else part for part in marked),
        groups,
    )


def _with_groups(tag: str) -> tuple[list[str], list[str]]:
    """A point's own tag with groups and with marks for what its attributes say."""
    fixed = _ATTRIBUTE.split(tag)
    expression, marked = [re.escape(fixed[0])], [fixed[0]]
    for quote, behind in zip(fixed[1::2], fixed[2::2], strict=True):
        expression += [quote, _VALUE, quote + re.escape(behind)]
        marked += [quote, _MARK, quote + behind]
    return expression, marked


def _opens(step: re.Match[str]) -> bool:
    return not step["slash"] and not step["closed"]


def _local(step: re.Match[str]) -> str:
    return step["name"].rpartition(":")[2]


def _shape(pattern: _Pattern, layout: Layout, reader: Callable[[], PointReader]) -> _Shape | None:
    """What the format's reader makes of such a point; None where it makes none of it."""
    probe = reader()
    document = pattern.marked.join(layout.around).encode()
    points = probe.latest() if is_read(document, texts_of=layout.texts_of, reader=probe) else None
    if points is None or len(points) != 1 or not pattern.groups:
        return None
    groups = {f"{_MARK}{group}": group for group in range(pattern.groups)}
    texts = {name: points.column(name)[0] or "" for name in points.names()}
    return _Shape(
        {name: groups.get(text, text) for name, text in texts.items()}, points.counts_steps
    )
