"""The table in SECURITY.md: rows of what was run last, beside those that stood there before.

python -m tests.faults.security_table
"""

from collections.abc import Iterable
from pathlib import Path

from tests.faults.tally import Result, failed, read

SECURITY = Path(__file__).resolve().parents[2] / "SECURITY.md"
BEGIN = "<!-- begin: faults and attacks, written by make test-faults -->"
END = "<!-- end: faults and attacks -->"
HEAD = [
    "| fault or attack | tries | held | lost, and named with the way back | ASVS 5.0 | test"
    " | day |",
    "|---|---:|---:|---:|---|---|---|",
]
_TEST = 5  # the column that names the test


def main() -> None:
    """Write the table where its two marks stand."""
    before, _, rest = SECURITY.read_text(encoding="utf-8").partition(BEGIN)
    standing, _, after = rest.partition(END)
    rows = joined(standing.splitlines(), read(), failed())
    SECURITY.write_text(before + "\n".join([BEGIN, *HEAD, *rows, END]) + after, encoding="utf-8")


def joined(standing: Iterable[str], results: Iterable[Result], gone: frozenset[str]) -> list[str]:
    """Rows of the table: a result takes the place of its test's former row.

    A row whose test was not run stays, with the day on which it was; one whose test has failed
    since goes. Faults come before attacks, which name requirements; each by its words.
    """
    rows = {cells[_TEST]: line for line in standing if len(cells := _cells(line)) > _TEST + 1}
    rows = {test: line for test, line in rows.items() if test.startswith("`")}
    for test in gone:
        rows.pop(_name(test), None)
    rows |= {_name(result.test): to_row(result) for result in results}
    return sorted(rows.values(), key=lambda line: (bool(_cells(line)[4]), _cells(line)[0]))


def to_row(result: Result) -> str:
    """One line of the table."""
    named = str(result.named) if result.named else ""
    cells = [
        result.what,
        f"{result.tries:,}",
        f"{result.held:,}",
        named,
        " ".join(result.asvs),
        _name(result.test),
        f"{result.day:%Y-%m-%d}",
    ]
    return f"| {' | '.join(cells)} |"


def _name(test: str) -> str:
    """As the table names it."""
    path, _, name = test.partition("::")
    return f"`{path.removeprefix('tests/faults/')}` `{name}`"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


if __name__ == "__main__":
    main()
