"""Who imports whom, as a picture: `python -m bench.architecture` writes docs/architecture.svg.

A room is a folder of a package, or a module beside those folders. Arrows go down; one that others
imply is left out, and each room names all of its imports when pointed at. Where rooms import each
other in a circle, the fewest arrows that break it go up, dashed. The picture is made from the code
alone, so the same tree gives the same text, and a test compares both.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURE = REPOSITORY / "docs" / "architecture.svg"
PACKAGES = ("dashboard", "etl", "sql")
MOST_BESIDE_FOLDERS = 16  # more modules than that are drawn as one room

Rooms = Mapping[str, frozenset[str]]
"""Each room with those it imports."""

_ROOM_PX, _GAP_PX, _LINE_PX, _HIGH_PX, _ROW_PX = 124, 14, 10, 28, 64
_MARGIN_PX, _HEAD_PX, _FRAME_GAP_PX = 24, 40, 44
_SWEEPS = 6

_STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1d2733; text-anchor: middle }
.name { font-weight: 600; font-size: 15px; text-anchor: start }
.frame { fill: #f5f7f9; stroke: #c5ccd4 }
.room { fill: #ffffff; stroke: #55606e }
.arrow { fill: none; stroke: #7d8a99; marker-end: url(#tip) }
.up { fill: none; stroke: #b3261e; stroke-dasharray: 5 4; marker-start: url(#tip) }"""
_TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
    ' orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" fill="#7d8a99"/></marker>'
)


@dataclass(frozen=True, slots=True)
class Line:
    """Where an arrow passes a row; `upper` and `lower` are rooms."""

    upper: str
    lower: str
    row: int


Row = list[str | Line]


def read_rooms(root: Path, packages: Iterable[str] = PACKAGES) -> Rooms:
    """Rooms of these packages below `root`, and the rooms that each of them imports."""
    modules = {name: path for package in packages for name, path in _modules(root, package)}
    room_of = {name: _room(name, modules) for name in modules}
    found: dict[str, set[str]] = {room: set() for room in room_of.values()}
    for name, path in modules.items():
        is_package = path.name == "__init__.py"
        for imported in _imports(path, name, is_package=is_package, known=modules.keys()):
            found[room_of[name]].add(room_of[imported])
    touched = {room for room in found if found[room] - {room}}.union(*found.values())
    drawn = {
        room for room in found if "." in room or room in touched or not _has_rooms(room, found)
    }
    return {room: frozenset(found[room] - {room}) for room in sorted(drawn)}


def _has_rooms(package: str, rooms: Iterable[str]) -> bool:
    return any(room.startswith(f"{package}.") for room in rooms)


def _modules(root: Path, package: str) -> Iterator[tuple[str, Path]]:
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        yield ".".join(part for part in parts if part != "__init__"), path


def _room(name: str, modules: Mapping[str, Path]) -> str:
    parts = name.split(".")
    second = ".".join(parts[:2])
    if len(parts) > 1 and modules[second].name == "__init__.py":
        return second
    beside = [one for one in modules if one.startswith(f"{parts[0]}.") and one.count(".") == 1]
    flat = [one for one in beside if modules[one].name != "__init__.py"]
    return second if len(flat) <= MOST_BESIDE_FOLDERS else parts[0]


def _imports(path: Path, name: str, *, is_package: bool, known: Iterable[str]) -> Iterator[str]:
    """Modules that run when this one does, as far as they are known."""
    for node in _running(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = name.split(".")
            above = base[: len(base) - node.level + is_package] if node.level else []
            start = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{start}.{alias.name}" for alias in node.names]
            wanted = [one if one in known else start for one in names]
        else:
            continue
        yield from (one for one in wanted if one in known)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but those below `if TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield child
            yield from _running(child)


def upward(rooms: Rooms) -> list[tuple[str, str]]:
    """Few imports without which there is no circle: who imports, and what.

    Rooms are lined up from both ends (Eades, Lin and Smyth 1993): who is imported by none that is
    left goes to the front, who imports none to the back, else whoever has most imports to spare.
    """
    left, front, back = set(rooms), [], []
    while left:
        leaving = {room: len(rooms[room] & left - {room}) for room in left}
        coming = {room: sum(room in rooms[one] for one in left - {room}) for room in left}
        last = sorted(room for room in left if not leaving[room])
        first = sorted(room for room in left if not coming[room])
        if last:
            back += last
        elif first:
            front += first
        else:
            front.append(min(left, key=lambda room: (coming[room] - leaving[room], room)))
        left -= {*front, *back}
    place = {room: index for index, room in enumerate([*front, *reversed(back)])}
    return [(a, b) for a in sorted(rooms) for b in sorted(rooms[a]) if place[b] < place[a]]


def downward(rooms: Rooms) -> Rooms:
    """The imports without those that close a circle."""
    up = set(upward(rooms))
    return {room: frozenset(b for b in rooms[room] if (room, b) not in up) for room in rooms}


def reach_of(down: Rooms) -> Rooms:
    """Each room with all that it imports, itself or through others."""
    found: dict[str, frozenset[str]] = {}

    def reach(room: str) -> frozenset[str]:
        if room not in found:
            found[room] = down[room].union(*map(reach, down[room]))
        return found[room]

    return {room: reach(room) for room in down}


def rows_of(down: Rooms) -> list[Row]:
    """Rooms from the top down, each above all that it imports; without circles."""
    reach = reach_of(down)
    height: dict[str, int] = {}
    for room in sorted(down, key=lambda one: (len(reach[one]), one)):
        height[room] = 1 + max((height[one] for one in down[room]), default=-1)
    most = max(height.values(), default=0)
    return [[one for one in sorted(down) if height[one] == most - row] for row in range(most + 1)]


def arrows(down: Rooms) -> list[tuple[str, str]]:
    """Imports that no others imply."""
    reach = reach_of(down)
    return [
        (room, target)
        for room in sorted(down)
        for target in sorted(down[room])
        if not any(target in reach[one] for one in down[room])
    ]


def with_lines(rows: list[Row], drawn: list[tuple[str, str]]) -> tuple[list[Row], list[Row]]:
    """Rows with a place for every arrow that passes them, in an order with few crossings; paths.

    `drawn`: pairs of an upper and a lower room.
    """
    at = {room: index for index, row in enumerate(rows) for room in row}
    rows = [[*row] for row in rows]
    paths: list[Row] = []
    for upper, lower in drawn:
        passed = [Line(upper, lower, row) for row in range(at[upper] + 1, at[lower])]
        for line in passed:
            rows[line.row].append(line)
        paths.append([upper, *passed, lower])
    beside: dict[str | Line, list[str | Line]] = {item: [] for row in rows for item in row}
    for path in paths:
        for upper, lower in pairwise(path):
            beside[upper].append(lower)
            beside[lower].append(upper)
    for sweep in range(_SWEEPS):
        order = range(1, len(rows)) if sweep % 2 == 0 else range(len(rows) - 2, -1, -1)
        for index in order:
            place = _middles(rows[index - 1 if sweep % 2 == 0 else index + 1])
            now = _middles(rows[index])
            means = {item: _mean(place, beside[item], now[item]) for item in rows[index]}
            rows[index].sort(key=lambda item: (means[item], now[item]))
    return rows, paths


def _mean(place: Mapping[str | Line, float], items: Row, otherwise: float) -> float:
    known = [place[item] for item in items if item in place]
    return sum(known) / len(known) if known else otherwise


def _width(item: str | Line) -> int:
    return _LINE_PX if isinstance(item, Line) else _ROOM_PX


def _row_width(row: Row) -> int:
    return sum(map(_width, row)) + _GAP_PX * (len(row) - 1) if row else 0


def _middles(row: Row) -> dict[str | Line, float]:
    """Middle of each item of a row, in px from the middle of the row."""
    x = -_row_width(row) / 2
    found = {}
    for item in row:
        found[item] = x + _width(item) / 2
        x += _width(item) + _GAP_PX
    return found


def draw(rooms: Rooms) -> str:
    """The picture as SVG: a frame a package, its rooms from the top down."""
    packages = _packages(rooms)
    names = [one for row in rows_of(downward(packages)) for one in row if isinstance(one, str)]
    frames = {name: _Frame.of(_inner(rooms, name)) for name in names}
    width = 2 * _MARGIN_PX + max(frame.width for frame in frames.values())
    parts: list[str] = []
    y, ends = _MARGIN_PX, {}
    for name, frame in frames.items():
        ends[name] = (y, y + frame.height)
        parts += frame.drawn(name, rooms, width, y)
        y += frame.height + _FRAME_GAP_PX
    for upper, lower in arrows(downward(packages)):
        start, end = ends[upper][1], ends[lower][0]
        parts.append(f'<path class="arrow" d="M{width / 2:.0f} {start}V{end - 1}"/>')
    high = y - _FRAME_GAP_PX + _MARGIN_PX
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{high}"'
        f' viewBox="0 0 {width} {high}" role="img">',
        "<title>Who imports whom in Kneewise, from the top down</title>",
        f"<style>\n{_STYLE}\n</style>",
        f"<defs>{_TIP}</defs>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    return "\n".join([*head, *parts, "</svg>", ""])


def _packages(rooms: Rooms) -> Rooms:
    found: dict[str, set[str]] = {room.split(".")[0]: set() for room in rooms}
    for room, imported in rooms.items():
        package = room.split(".")[0]
        found[package] |= {one.split(".")[0] for one in imported} - {package}
    return {package: frozenset(imported) for package, imported in found.items()}


def _inner(rooms: Rooms, package: str) -> Rooms:
    own = {room for room in rooms if room.split(".")[0] == package}
    return {room: rooms[room] & own for room in sorted(own)}


@dataclass(frozen=True, slots=True)
class _Frame:
    """Rows of one package; `paths` from an upper room to a lower one, `up` those that go up."""

    rows: list[Row]
    paths: list[Row]
    up: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, inner: Rooms) -> "_Frame":
        """Laid out; `inner` has the rooms and imports within one package."""
        down = downward(inner)
        at = {room: row for row, names in enumerate(rows_of(down)) for room in names}
        up = [(b, a) for a, b in upward(inner) if at[b] < at[a]]
        rows, paths = with_lines(rows_of(down), [*arrows(down), *up])
        return cls(rows, paths, frozenset(up))

    @property
    def width(self) -> int:
        """In px, with space at both sides."""
        return max(map(_row_width, self.rows)) + 4 * _GAP_PX

    @property
    def height(self) -> int:
        """In px."""
        return _HEAD_PX + _ROW_PX * len(self.rows)

    def drawn(self, package: str, rooms: Rooms, width: int, top: int) -> Iterator[str]:
        """Frame, arrows and rooms, from behind to the front."""
        yield (
            f'<rect class="frame" x="{_MARGIN_PX}" y="{top}" width="{width - 2 * _MARGIN_PX}"'
            f' height="{self.height}" rx="8"/>'
            f'<text class="name" x="{_MARGIN_PX + 16}" y="{top + 26}">{escape(package)}</text>'
        )
        at = {
            item: (width / 2 + x, top + _HEAD_PX + index * _ROW_PX)
            for index, row in enumerate(self.rows)
            for item, x in _middles(row).items()
        }
        for path in self.paths:
            yield _arrow([at[item] for item in path], is_up=(path[0], path[-1]) in self.up)
        for item, (x, y) in at.items():
            if isinstance(item, str):
                yield _room_drawn(item, rooms[item], x, y)


def _arrow(places: list[tuple[float, float]], *, is_up: bool) -> str:
    (x, y), *others = places
    d, y = f"M{x:.0f} {y + _HIGH_PX:.0f}", y + _HIGH_PX
    for index, (next_x, next_y) in enumerate(others, 1):
        half = (y + next_y) / 2
        d += f"C{x:.0f} {half:.0f} {next_x:.0f} {half:.0f} {next_x:.0f} {next_y:.0f}"
        x, y = next_x, next_y + _HIGH_PX
        d += f"V{y:.0f}" if index < len(others) else ""
    return f'<path class="{"up" if is_up else "arrow"}" d="{d}"/>'


def _room_drawn(room: str, imported: frozenset[str], x: float, y: float) -> str:
    words = ", ".join(sorted(imported)) or "nothing of ours"
    return (
        f"<g><title>{room} imports {words}</title>"
        f'<rect class="room" x="{x - _ROOM_PX / 2:.0f}" y="{y:.0f}" width="{_ROOM_PX}"'
        f' height="{_HIGH_PX}" rx="4"/><text x="{x:.0f}" y="{y + 19:.0f}">'
        f"{escape(room.partition('.')[2] or room)}</text></g>"
    )


def write_picture() -> None:
    """Bring the picture up to date."""
    PICTURE.write_text(draw(read_rooms(REPOSITORY)), "utf-8")
    sys.stdout.write(f"{PICTURE.relative_to(REPOSITORY)}\n")


if __name__ == "__main__":
    write_picture()
