"""Polars works on one thread, in each process that a test starts as well.

It asks once, when it is loaded, and rows of a test fit into one task: threads that wake for it, and
find nothing to do, are a tenth of an import.
"""

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")
