"""`bench/RESULTS.md`, written of all parts that have results."""

from collections.abc import Iterator, Sequence

from bench.compare.results import Line, Part, Run, Table, finds_others, ratio

_ABOUT = """\
# Results

Written by `make bench`; a part alone is run again by `make bench BENCH="--only reading"`. Each part
says when it was run, on what machine, at which commit and under which load.

Times are seconds of the processor, of a process and its children, unless a line says "by the
clock": on a machine that others use these compare, and seconds by the clock do not. Contenders of a
table take turns in the same run. A number is the median of the goes, with the lowest and the
highest in brackets; a ratio is that of two medians. Inputs are made by `bench/compare/inputs.py`
and `bench/archive.py`, the same each time: nothing here was measured on the recordings of real
people, and nothing is said of machines or files other than these.
"""


def as_page(parts: Sequence[Part], *, missing: Sequence[str]) -> str:
    """The page; `missing` parts were not run here."""
    blocks: list[str] = [_ABOUT.rstrip()]
    for part in parts:
        blocks.extend(_part(part))
    if missing:
        blocks.append(f"Not run here: {', '.join(missing)}.")
    return "\n\n".join(blocks) + "\n"


def _part(part: Part) -> Iterator[str]:
    yield f"## {part.name.capitalize()}"
    yield _conditions(part.run)
    for table in part.tables:
        yield f"### {table.title}"
        yield table.about
        yield as_markdown(table)
    if part.left_out:
        yield "Left out:"
        yield "\n".join(f"- {one.who}: {one.why}" for one in part.left_out)


def _conditions(run: Run) -> str:
    return (
        f"{run.begun_at:%Y-%m-%d %H:%M} UTC, {run.took_s / 60:.0f} min, commit {run.commit}, "
        f"load average {run.load_before:.1f} before and {run.load_after:.1f} after. {run.machine}."
    )


def as_markdown(table: Table) -> str:
    """Only the columns that some line fills."""
    named = {line.what: line for line in reversed(table.lines)}  # of several, the first
    bases = [named[name] for name in table.bases if name in named]
    columns: list[tuple[str, str, list[str]]] = [
        ("", "---", [line.what for line in table.lines]),
        ("version", "---", [line.version for line in table.lines]),
        ("leaves", "---", [line.does for line in table.lines]),
        ("measured", "---:", [measured(line) for line in table.lines]),
        *((f"× {base.what}", "---:", [_times(one, base) for one in table.lines]) for base in bases),
        ("points", "---:", [_points(line, table) for line in table.lines]),
        ("promised", "---", [line.promised for line in table.lines]),
    ]
    filled = [column for column in columns if any(column[2])]
    rows = [
        [title for title, _, _ in filled],
        [rule for _, rule, _ in filled],
        *map(list, zip(*(cells for _, _, cells in filled), strict=True)),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def measured(line: Line) -> str:
    """The median, and the lowest and highest where there were several goes."""
    if isinstance(line.goes, str) or line.middle is None:
        return line.goes if isinstance(line.goes, str) else "not measured"
    middle = line.unit.text(line.middle)
    if len(line.goes) == 1:
        return f"{middle} (one go)"
    return f"{middle} ({line.unit.bare(min(line.goes))}–{line.unit.bare(max(line.goes))})"


def _times(line: Line, base: Line) -> str:
    found = ratio(line, base)
    if found is None:
        return ""
    if found < 0.095:
        return f"{found:.3f}"
    return f"{found:.2f}" if found < 9.95 else f"{found:.0f}"


def _points(line: Line, table: Table) -> str:
    if line.points is None:
        return ""
    return f"{line.points:,}" + (" (other points)" if finds_others(line, table) else "")
