"""Colours stand in one place each: the theme, the palette of charts, the tokens of the sheets."""

import re
import tomllib

import pytest

from dashboard.assets.sheets import FOLDER, styles
from dashboard.ui.charts import palette
from tests.conftest import REPOSITORY

IN_CODE = re.compile(r"[\"']#[0-9a-fA-F]{6}\b|rgba\(")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(")
HERE = {"palette.py"}
OF_PAPER = {
    "patient/body_mark.py",  # ink on paper, beside the colours of a page
    "patient/report/charts.py",  # ink on paper
    "squad/digest/rendering.py",  # an e-mail knows no theme
    "today/story_picture.py",  # ink on white
    "ui/charts/style.py",  # see-through
}


def tokens() -> dict[str, list[str]]:
    """Name of each to its colours, on light and on dark where they differ."""
    text = (FOLDER / "tokens.css").read_text("utf-8")
    found = re.findall(r"--([\w-]+): (.+);", text)
    return {name: re.findall(r"#\w+", value) for name, value in found}


@pytest.mark.parametrize("sheet", sorted(FOLDER.glob("*.css")), ids=lambda path: path.name)
def test_no_sheet_but_that_of_the_tokens_has_a_colour(sheet):
    """Pictures within a sheet are masks: their black is no colour."""
    text = re.sub(r"url\(.*?\)", "", sheet.read_text("utf-8"))
    has_colour = bool(COLOUR.search(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)))
    assert has_colour == (sheet.name == "tokens.css")


def test_no_module_has_a_colour_of_its_own():
    """But what is printed or mailed."""
    root = REPOSITORY / "dashboard"
    found = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if path.name not in HERE and IN_CODE.search(path.read_text("utf-8"))
    }
    assert found <= OF_PAPER


def test_tokens_are_those_of_the_theme_and_of_the_charts():
    """One colour has one value, wherever it is said."""
    theme = tomllib.loads((REPOSITORY / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    told = tokens()
    assert told["ground"] == [theme[scheme]["backgroundColor"] for scheme in ("light", "dark")]
    assert told["line"] == [theme[scheme]["borderColor"] for scheme in ("light", "dark")]
    assert told["focus"] == [theme[scheme]["linkColor"] for scheme in ("light", "dark")]
    assert told["accent"][0] == theme["light"]["primaryColor"]
    assert told["past"][0].upper() == palette.PAST_LIMIT


def test_a_limit_is_known_to_the_sheet_by_its_colour_which_nothing_else_has():
    """The line and its entry in the legend: both are drawn in the ink of the page."""
    red, green, blue = (int(palette.LIMIT[start : start + 2], 16) for start in (1, 3, 5))
    assert f'.js-line[style*="rgb({red}, {green}, {blue})"]' in styles()
    assert [name for name, value in vars(palette).items() if value == palette.LIMIT] == ["LIMIT"]


def test_every_token_that_a_sheet_uses_is_one():
    """A name with a slip of the pen would be no colour at all."""
    used = set(re.findall(r"var\(--([\w-]+)\)", styles())) - {"icon"}
    assert used == set(tokens())
