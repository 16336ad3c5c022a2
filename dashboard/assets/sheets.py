"""The sheets beside this file as one element: what the theme cannot say."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
_COMMENT, _SPACE = re.compile(r"/\*.*?\*/", re.DOTALL), re.compile(r"\s+")
_AROUND_MARKS = re.compile(r" ?([{};]) ?")


@cache
def styles() -> str:
    """HTML, sent with each page."""
    sheets = sorted(FOLDER.glob("*.css"), key=lambda path: path.name)
    text = "".join(path.read_text("utf-8") for path in sheets)
    in_a_line = _SPACE.sub(" ", _COMMENT.sub("", text))
    return f"<style>{_AROUND_MARKS.sub(lambda mark: mark[1], in_a_line)}</style>"
