"""The sheet of pictures has every screen as each role sees it, with data and without."""

from pathlib import Path

from bench.screenshots.sheet import (
    ADDRESSES,
    ALONE,
    ROLES,
    SCHEMES,
    WIDTHS,
    Sheet,
    rows_of,
    write_sheet,
)
from dashboard.screens import SCREENS


def test_the_sheet_leaves_out_no_screen_role_home_width_or_scheme(tmp_path: Path):
    """Each has a picture of its own, and the page shows them all."""
    who = [*(role.name for role in ROLES), ALONE]
    full, empty, alone = rows_of(Sheet(tmp_path, ADDRESSES, who))
    screens = {screen.url_path for screen in SCREENS}
    assert {role.name for role in ROLES} == {"runner", "coach", "clinician"}
    for rows, roles in ((full, who[:-1]), (empty, who[:-1]), (alone, who[-1:])):
        asked = {(role, screen) for role in roles for screen in screens}
        assert {(row.role, row.screen) for row in rows} == asked
    rows = [*full, *empty, *alone]
    files = [row.file(width, scheme) for row in rows for width in WIDTHS for scheme in SCHEMES]
    assert len(set(files)) == len(files) == len(rows) * 4
    write_sheet(tmp_path, rows)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert all(f'href="{file}"' in page for file in files)
