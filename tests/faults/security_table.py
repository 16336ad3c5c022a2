"""The table in SECURITY.md, from the results of the last `make test-faults`.

python -m tests.faults.security_table
"""

from pathlib import Path

from tests.faults.tally import Result, read

SECURITY = Path(__file__).resolve().parents[2] / "SECURITY.md"
BEGIN = "<!-- begin: faults and attacks, written by make test-faults -->"
END = "<!-- end: faults and attacks -->"
HEAD = [
    "| fault or attack | tries | held | lost, and named with the way back | ASVS 5.0 | test |",
    "|---|---:|---:|---:|---|---|",
]


def main() -> None:
    """Write the table where its two marks stand."""
    results = read()
    before, _, rest = SECURITY.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    text = before + "\n".join([BEGIN, *HEAD, *map(to_row, results), END]) + after
    SECURITY.write_text(text, encoding="utf-8")


def to_row(result: Result) -> str:
    """One line of the table."""
    path, _, name = result.test.partition("::")
    named = str(result.named) if result.named else ""
    cells = [
        result.what,
        f"{result.tries:,}",
        f"{result.held:,}",
        named,
        " ".join(result.asvs),
        f"`{path.removeprefix('tests/faults/')}` `{name}`",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
