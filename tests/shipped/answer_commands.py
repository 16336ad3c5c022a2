"""Run inside an installation: each list of words on stdin as one command, the answers on stdout."""

import contextlib
import io
import json
import sys
import traceback

from dashboard.cli.main import main


def answer(words: list[str]) -> tuple[int, str, str]:
    """Exit code, output, and what was said beside it, as in a process of its own."""
    out, err = io.StringIO(), io.StringIO()
    sys.argv = ["kneewise", *words]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001  as the interpreter does for a process
            traceback.print_exc()
            code = 70
    return code, out.getvalue(), err.getvalue()


json.dump([answer(words) for words in json.load(sys.stdin)], sys.stdout)
