"""DuckDB without pandas, in a server that has no use for it.

DuckDB asks pandas what its missing values are before it takes the first parameter of a statement.
Where pandas is installed, as it is with Streamlit, that loads all of it: half a second, and forty
megabytes for as long as the server runs. `pyarrow.dataset`, by which DuckDB reads a frame, asks
too. Tables are sent as Arrow, which needs none of it. Whoever else imports pandas gets it.

Where one thread is in the middle of loading pandas while another draws, Plotly takes the half-made
module for the whole one and fails: one more reason that nothing loads it while pages are shown.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FrameType, ModuleType

_OURS = ("dashboard.", "etl.", "pyarrow.dataset")


class _NotForDuckDB(MetaPathFinder):
    """No code of ours imports pandas, so where it seems to, DuckDB does, called by it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing is found here; for DuckDB, nowhere."""
        if fullname == "pandas" and _importer().startswith(_OURS):
            raise ModuleNotFoundError("pandas is left out", name=fullname)
        return None


def install() -> None:
    """Keep pandas from DuckDB in this process; it is told so once, however often it is asked."""
    if not any(isinstance(one, _NotForDuckDB) for one in sys.meta_path):
        sys.meta_path.insert(0, _NotForDuckDB())


def _importer() -> str:
    """The module that imports, behind Python's own import system."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and "importlib" in frame.f_code.co_filename:
        frame = frame.f_back
    return frame.f_globals.get("__name__", "") if frame is not None else ""
