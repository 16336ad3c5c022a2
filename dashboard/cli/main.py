"""The command `kneewise` from its first moment to its exit code.

Exit codes: 0 done, 1 could not do it, 2 wrong usage, 3 done but not all of it: some items failed,
nothing could be read, or an answer was cut that nobody asked to cut.
"""

import gc
import os
import sys
from collections.abc import Sequence

from etl.errors import KneewiseError
from etl.home import PRIVATE_UMASK
from etl.storage import without_pandas


def main() -> None:
    """Run the command line; what goes wrong on purpose becomes one sentence and exit code 1."""
    os.umask(PRIVATE_UMASK)
    # Else numpy's library starts threads that spin for a while, and nothing here is of its kind.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Else pydantic looks through all that is installed for extensions, of which we want none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _begin_reading(sys.argv[1:])
    gc.disable()  # until the command is loaded: of that nothing is garbage
    try:
        with without_pandas.left_out():
            from dashboard.cli.commands import app

            app()
    except KneewiseError as error:
        _fail(str(error))
    except Exception as error:
        from etl.machine_refusals import words_of

        words = words_of(error)
        if words is None:
            raise
        _fail(words)


def _begin_reading(words: Sequence[str]) -> None:
    """Where an import is asked for, what reads is loaded beside all that the command loads.

    Of a folder nothing may be new: for that no more is made than a copy that could.
    """
    if "import" in words:
        from etl.ingest import worker

        given = words[words.index("import") + 1 :]
        worker.begin(is_needed=any(map(os.path.isfile, given)))


def _fail(words: str) -> None:
    from dashboard.cli.output import err, print_json

    if "--json" in sys.argv:
        print_json({"error": words})
    # Never broken by us: the paths in it are copied, and a pipe has no width.
    err.print(words, style="red", highlight=False, markup=False, soft_wrap=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
