"""The picture of who imports whom is that of the code, and draws a circle as one."""

from pathlib import Path

import pytest

from bench.architecture import PICTURE, REPOSITORY, arrows, downward, draw, read_rooms, upward

TREE = {
    "shop/__init__.py": "",
    "shop/front/__init__.py": "",
    "shop/front/door.py": "from shop.back import shelf\nfrom shop import till\n",
    "shop/back/__init__.py": "",
    "shop/back/shelf.py": "from typing import TYPE_CHECKING\nfrom shop.till import count\n"
    "if TYPE_CHECKING:\n    import shop.front.door\n",
    "shop/till.py": "import math\n\ndef count():\n    pass\n",
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A package of two folders and a module."""
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_the_picture_is_that_of_the_code():
    """`make architecture` draws it anew."""
    assert PICTURE.read_text("utf-8") == draw(read_rooms(REPOSITORY))


def test_rooms_are_folders_and_the_modules_beside_them(shop: Path):
    """Imports for the type checker alone are none."""
    rooms = read_rooms(shop, ["shop"])
    assert rooms == {
        "shop.back": {"shop.till"},
        "shop.front": {"shop.back", "shop.till"},
        "shop.till": frozenset(),
    }
    assert arrows(downward(rooms)) == [("shop.back", "shop.till"), ("shop.front", "shop.back")]


def test_what_closes_a_circle_goes_up(shop: Path):
    """One arrow, of whoever has the fewest imports to spare, and dashed."""
    assert 'class="up"' not in draw(read_rooms(shop, ["shop"]))
    (shop / "shop/till.py").write_text("def count():\n    from shop.front import door\n", "utf-8")
    rooms = read_rooms(shop, ["shop"])
    assert upward(rooms) == [("shop.till", "shop.front")]
    assert draw(rooms).count('class="up"') == 1


def test_many_modules_beside_folders_are_one_room(shop: Path):
    """A crowd would hide the rest."""
    for number in range(16):
        (shop / f"shop/one{number}.py").write_text("import shop.back.shelf\n", "utf-8")
    assert read_rooms(shop, ["shop"]).keys() == {"shop", "shop.back", "shop.front"}
