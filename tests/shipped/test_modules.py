"""Nothing that a module imports is there in development only."""

import json
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.shipped.installed import Installed


def test_every_module_of_the_wheel_imports(shipped: Installed) -> None:
    """Also what is imported within functions; out of the environment, never out of the tree."""
    found = json.loads(shipped.script("import_modules.py", KNEEWISE_HOME=str(shipped.folder)))
    assert found["failed"] == {}
    (place,) = {Path(place) for place in found["places"]}
    assert place.is_relative_to(shipped.python.parent.parent)
    assert place.name == "site-packages"
    in_tree = {
        ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")
        for package in ("etl", "sql", "dashboard")
        for path in (REPOSITORY / package).rglob("*.py")
    }
    assert set(found["modules"]) == in_tree
