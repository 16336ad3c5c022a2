"""The worked cases of the evidence, by id."""

import json
from pathlib import Path

_FILE = Path(__file__).resolve().parents[2] / "golden.json"
GOLDEN = {case["id"]: case for case in json.loads(_FILE.read_text("utf-8"))["cases"]}
