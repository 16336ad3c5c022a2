"""The command as a shell starts it, without the seconds that a process of its own takes."""

import os
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest

from dashboard.cli import main as command_line


@dataclass(frozen=True)
class Done:
    """What a finished command leaves behind."""

    returncode: int
    stdout: str
    stderr: str


def run_here(*words: str, home: Path, environment: Mapping[str, str], folder: Path) -> Done:
    """Run it in that folder, with nothing else in its environment; all is as before afterwards."""
    out, err = StringIO(), StringIO()
    umask = os.umask(0o022)
    try:
        with (
            patch.object(sys, "argv", ["kneewise", "--home", str(home), *words]),
            patch.dict(os.environ, environment, clear=True),
            chdir(folder),
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            command_line.main()
    finally:
        os.umask(umask)
    code = ended.value.code
    return Done(code if isinstance(code, int) else 0, out.getvalue(), err.getvalue())
