"""What a source cites, as links on a screen: papers, sections of the evidence, dois."""

from urllib.parse import urlencode

from dashboard.ui.escape import escaped
from etl.reference.citations import Piece, pieces

METHOD_PATH = "method"
"""The address of *Method*, beside those of the other screens."""


def linked(source: str) -> str:
    """The source as Markdown: what it cites leads to its page of evidence, a doi to the paper."""
    return "".join(map(_linked_piece, pieces(source)))


def evidence_address(page: str, anchor: str = "") -> str:
    """Where *Method* shows a page of evidence, or one section of it."""
    asked = {"evidence": page} | ({"at": anchor} if anchor else {})
    return f"{METHOD_PATH}?{urlencode(asked)}"


def _linked_piece(piece: Piece) -> str:
    text = escaped(piece.text)
    if piece.address:
        return f"[{text}](<{piece.address}>)"
    if piece.target:
        page, anchor = piece.target.split("#")
        return f"[{text}]({evidence_address(page, anchor)})"
    return text
