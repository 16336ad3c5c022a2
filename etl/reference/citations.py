"""What a `source` cites: papers of the literature, anchors of the pages, and words for no study."""

import re
from dataclasses import dataclass
from functools import cache

from etl.reference.evidence import Paper, read_pages, read_papers

CHOICES = "index#choices"
ADVICE = "index#advice"
_TERMS = {
    "our choice": CHOICES,
    "our choices": CHOICES,
    "engineering choice": CHOICES,
    "physiotherapists' advice": ADVICE,
}
"""Words that say there is no study, and the anchor that explains them."""

_REFERENCE = re.compile(r"doi 10\.\S+|docs/evidence/\S*")
_ANCHORED = r"docs/evidence/(?P<page>\w+)\.md#(?P<anchor>[\w-]+)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a source: `target` is the page and anchor behind it, `page#anchor`, or empty.

    `address` is a place outside the product, for a doi.
    """

    text: str
    target: str = ""
    address: str = ""


@cache
def pieces(source: str) -> tuple[Piece, ...]:
    """The source cut into what it cites and the words between.

    What leads nowhere stays as words: a clinic's own file may cite what we do not know.
    """
    found, at = [], 0
    for match in _pattern().finditer(source):
        if match.start() > at:
            found.append(Piece(text=source[at : match.start()]))
        found.append(_piece(match))
        at = match.end()
    if at < len(source):
        found.append(Piece(text=source[at:]))
    return tuple(found)


def told(source: str) -> str:
    """The source as plain words, for paper and terminal: anchors by the title of their section."""
    return "".join(piece.text for piece in pieces(source))


def is_resolved(source: str) -> bool:
    """Whether it cites at least one thing that the product can open."""
    return any(piece.target or piece.address for piece in pieces(source))


def broken(source: str) -> list[str]:
    """Dois, pages and anchors that it names and that are not there."""
    words = "\n".join(piece.text for piece in pieces(source) if not piece.target)
    return _REFERENCE.findall(words)


def paper_of(cite: str) -> Paper | None:
    """The paper that is cited by these words; None where none is."""
    return next((paper for paper in read_papers() if paper.cite == cite), None)


@cache
def _pattern() -> re.Pattern[str]:
    cites = sorted((paper.cite for paper in read_papers()), key=len, reverse=True)
    named = "|".join(re.escape(cite) for cite in cites)
    dois = "|".join(re.escape(paper.doi) for paper in read_papers() if paper.doi)
    terms = "|".join(sorted(map(re.escape, _TERMS), key=len, reverse=True))
    words = rf"\b(?P<cite>{named})(?!\w)|\b(?P<term>{terms})\b"
    return re.compile(rf"{_ANCHORED}|doi (?P<doi>{dois})|{words}")


def _piece(match: re.Match[str]) -> Piece:
    text = match[0]
    if match["page"]:
        title = _title(match["page"], match["anchor"])
        return Piece(text=title, target=_target(match)) if title else Piece(text=text)
    if match["doi"]:
        paper = next(paper for paper in read_papers() if paper.doi == match["doi"])
        return Piece(text=text, target=f"literature#{paper.key}", address=paper.address)
    if match["cite"]:
        paper = paper_of(match["cite"])
        return Piece(text=text, target=f"literature#{paper.key}" if paper else "")
    return Piece(text=text, target=_TERMS[text])


def _target(match: re.Match[str]) -> str:
    return f"{match['page']}#{match['anchor']}"


def _title(page_key: str, anchor: str) -> str:
    """Of page and section; empty where one of them is not there."""
    page = next((page for page in read_pages() if page.key == page_key), None)
    section = page.section(anchor) if page else None
    return f"Evidence, {page.title}: {section.title}" if page and section else ""
