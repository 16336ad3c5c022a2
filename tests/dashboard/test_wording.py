"""Sentences for people lie in the `wording.py` of their room, where a translator finds them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dashboard

ROOT = Path(dashboard.__file__).parent
NO_SCREENS = {"access", "assets", "cli", "rows", "server"}
"""Rooms that show nothing in a page: the shell's words stand with their commands."""
TWO_WORDS = re.compile(r"[A-Za-z]{2,}[,.;:!?…–’)]* [“(‘]?[A-Za-z]")
NO_SENTENCE = re.compile(r"^\s*(select|with|from|where)\b|<\w|</|\w+=\"|--|;$|\[\w+|: \w+;|\(\?")
"""SQL, HTML, CSS, selectors and patterns."""
NO_WORDS = {
    "DejaVu Sans",  # a font
    "upper left",  # places in a drawing
    "middle right",
    "D MMM YYYY",  # how Streamlit writes a day
    "Mara K.",  # a name
    "times in 180 days",  # units as rules store them
    "yes or no",
}
"""What is read by a program."""


def rooms() -> list[str]:
    """The folders and files of the dashboard that show something."""
    names = {path.relative_to(ROOT).parts[0] for path in ROOT.rglob("*.py")}
    return sorted(names - NO_SCREENS)


@pytest.mark.parametrize("room", rooms())
def test_a_room_has_its_sentences_in_its_wording(room: str):
    """Nothing of two words or more stands elsewhere, but in docstrings and raised errors."""
    found = [
        f"{path.relative_to(ROOT)}:{line} {words!r}"
        for path in files_of(room)
        if "word" not in path.stem
        for line, words in sentences(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


def test_a_sentence_is_found_and_what_is_none_is_not():
    """What the search above rests on."""
    source = '''
def show():
    """A docstring has words, too."""
    st.button("Log pain")
    st.caption(f"{count} runs of last week")
    st.html('<div class="big card">')
    frame.sql("select a from b")
    logging.getLogger(__name__).warning("not there yet: %s", name)
    st.warning("Not there yet")
    if row["unit"] == "of three runs":
        raise ValueError("No such thing here.")
'''
    found = {words for _, words in sentences(source)}
    assert found == {"Log pain", " runs of last week", "Not there yet"}


def files_of(room: str) -> list[Path]:
    """The modules of a room, or the one that the room is."""
    return [ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py"))


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each string that people could read, parts of f-strings among them."""
    tree = ast.parse(source)
    left_out = {id(node) for node in ast.walk(tree) if is_docstring(node)}
    for raised in ast.walk(tree):
        if isinstance(raised, ast.Raise):
            left_out |= {id(node) for node in ast.walk(raised)}
        elif isinstance(raised, ast.Compare) or is_log_line(raised):
            left_out |= {id(node) for node in ast.iter_child_nodes(raised)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and id(node) in left_out:
            left_out.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            is_sentence = TWO_WORDS.search(text) and not NO_SENTENCE.search(text)
            if is_sentence and text not in NO_WORDS and id(node) not in left_out:
                yield node.lineno, text


def is_log_line(node: ast.AST) -> bool:
    """`logging.getLogger(…).warning(…)`; what `st.warning` says is read by people."""
    return isinstance(node, ast.Call) and "getLogger" in ast.unparse(node.func)


def is_docstring(node: ast.AST) -> bool:
    """Text that stands by itself, below a definition or an attribute."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
