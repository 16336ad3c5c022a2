"""A server runs without pandas, which DuckDB would load for a parameter; who needs it gets it."""

import subprocess
import sys
from pathlib import Path

from tests.builders import a_home, a_run

SCRIPT = """
import sys
from pathlib import Path

from dashboard import session
from dashboard.screens import SCREENS, file_of
from dashboard.server import asgi
from streamlit.testing.v1 import AppTest

app = AppTest.from_file(str(Path(session.__file__).with_name("app.py")), default_timeout=60).run()
for screen in SCREENS:
    if not screen.is_of_team:
        app.switch_page(file_of(screen.url_path))
        for name in ("runs", "load", "weeks", "hills", "descents", "cadence", "effort"):
            app.session_state[f"table-{name}"] = True
        app.run()
        assert not app.exception, (screen, app.exception)
        assert "pandas" not in sys.modules, screen
assert session.current_people()
import pandas
print(pandas.DataFrame({"a": [1]}).shape)
"""


def test_no_page_loads_pandas_and_whoever_imports_it_gets_it(tmp_path: Path) -> None:
    """Every screen of a runner with its tables open, in a process like a server's."""
    home, _ = a_home(tmp_path, [a_run("2026-05-02", km=10), a_run("2026-05-04", km=12)])
    around = {"KNEEWISE_HOME": str(home.root), "KNEEWISE_NOW": "2026-05-05T08:00:00+00:00"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={"PATH": "", **around},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "(1, 1)"
