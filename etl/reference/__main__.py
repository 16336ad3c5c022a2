"""Writes the numbers and boxes of `docs/evidence` anew: `python -m etl.reference`."""

import sys

from etl.reference.evidence import write_filled

if __name__ == "__main__":
    for changed in write_filled():
        sys.stdout.write(f"brought up to date: {changed.name}\n")
