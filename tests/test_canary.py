"""The search at the end of a run can find what it searches for."""

import gzip
from pathlib import Path

from tests.canary import CANARY, files_with


def test_the_search_finds_secrets_packed_or_not(tmp_path: Path):
    """In a log, inside a packed document, deep in a folder; not where there is none."""
    (tmp_path / "deep").mkdir()
    mark = b"x" + CANARY[:3]  # not the whole word, or this very test would be found at the end
    (tmp_path / "a.log").write_bytes(b"token=" + mark)
    (tmp_path / "deep" / "b.gz").write_bytes(gzip.compress(b"{" + mark + b"}"))
    (tmp_path / "c.txt").write_bytes(b"nothing")
    (tmp_path / "empty").write_bytes(b"")
    found, count = files_with(tmp_path, mark)
    assert sorted(path.name for path in found) == ["a.log", "b.gz"]
    assert count == 3
