"""The method as one file to print or send: no script, no picture, nothing from elsewhere."""

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from markdown_it import MarkdownIt

from dashboard.method import wording
from dashboard.method.cards import (
    Card,
    Checked,
    Fact,
    Number,
    nobody,
    read_cards,
)
from dashboard.method.governance import intended_use, rule_set_words
from dashboard.ui import display
from etl.errors import UserError
from etl.reference.citations import pieces
from etl.reference.evidence import Page, Section, read_pages
from etl.reference.metric_catalog import read_metrics
from etl.reference.rules import read_parameters
from etl.reference.views import View, read_views

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_PAGE_LINK = re.compile(r"\]\((\w+)\.md(?:#([\w-]+))?\)")
_OTHER_LINK = re.compile(r"\[([^\]]+)\]\(https?:[^)]*\)")  # on paper the words are all there is
_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { border-bottom: 1px solid; margin-top: 2.5rem; }
article { break-inside: avoid; margin: 1.5rem 0; }
.kind { font-size: .8rem; text-transform: uppercase; letter-spacing: .05em; opacity: .75; }
dl { display: grid; grid-template-columns: 7.5rem 1fr; gap: .25rem .75rem; margin: .5rem 0; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font: .85rem/1.45 ui-monospace, monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
pre { border-left: 3px solid; padding-left: .75rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .2rem .5rem .2rem 0; }
td { overflow-wrap: anywhere; }
nav a { margin-right: .75rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print { body { max-width: none; font-size: 10pt; } nav { display: none; } }
@media print { a { color: inherit; } }
"""


def method_file(checked: Checked = nobody) -> str:
    """The whole method as the text of one HTML file; `checked` says who signed a file."""
    cards = read_cards(checked)
    areas = [(area, list(group)) for area, group in groupby(cards, key=lambda card: card.area)]
    links = [(_anchor(area), area) for area, _ in areas]
    links += [("numbers", wording.NUMBERS), ("views", wording.VIEWS)]
    links += [(f"{page.key}-", page.title) for page in read_pages()]
    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(wording.PRINTED_TITLE)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(wording.PRINTED_TITLE)}</h1>"
        f"<p>{escape(wording.LEAD)} {escape(wording.WHO_CHECKED)}</p>"
        f"<p>{escape(rule_set_words())} {escape(intended_use())}</p>{_grades()}",
        "<nav>" + "".join(f'<a href="#{key}">{escape(word)}</a>' for key, word in links) + "</nav>",
        *(_area(area, group) for area, group in areas),
        _all_numbers(),
        _all_views(read_views()),
        *map(_evidence_page, read_pages()),
        "</body></html>",
    ]
    return "\n".join(parts)


def write_method(path: Path, checked: Checked = nobody) -> None:
    """Write the file. Raises UserError where it cannot be written."""
    try:
        path.write_text(method_file(checked), "utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error


def _grades() -> str:
    lines = "".join(f"<dt>{g}</dt><dd>{escape(w)}</dd>" for g, w in display.EVIDENCE_GRADES.items())
    return f"<h3>{escape(wording.GRADES_OF_EVIDENCE)}</h3><dl>{lines}</dl>"


def _area(area: str, cards: Sequence[Card]) -> str:
    return f'<h2 id="{_anchor(area)}">{escape(area)}</h2>\n' + "\n".join(map(_article, cards))


def _article(card: Card) -> str:
    facts = "".join(map(_fact, card.facts))
    views = ", ".join(f'<a href="#{name}">{name}</a>' for name in card.views)
    kind = escape(wording.kind_and_grade(card.kind, card.grade))
    kept = f"<dt>{escape(wording.WORKED_OUT_IN)}</dt><dd>{views}</dd>" if views else ""
    return (
        f'<article id="{card.key}"><div class="kind">{kind}</div>'
        f"<h3>{escape(card.title)}</h3><p>{escape(card.lead)}</p>"
        f"<dl>{facts}{kept}</dl>{_numbers(card.numbers)}</article>"
    )


def _fact(fact: Fact) -> str:
    text = f"<code>{escape(fact.text)}</code>" if fact.is_formula else _told(fact)
    return f"<dt>{escape(fact.label)}</dt><dd>{text}</dd>"


def _told(fact: Fact) -> str:
    return _source(fact.text) if fact.is_source else escape(fact.text)


def _source(source: str) -> str:
    """What it cites as links within this file."""
    parts = []
    for piece in pieces(source):
        text, target = escape(piece.text), piece.target.replace("#", "-")
        parts.append(f'<a href="#{target}">{text}</a>' if target else text)
    return "".join(parts)


def _numbers(numbers: Sequence[Number]) -> str:
    if not numbers:
        return ""
    rows = "".join(
        f"<tr><td>{escape(number.value)}</td><td>{escape(number.what)}</td>"
        f"<td>{number.grade}</td><td>{_source(number.source)}</td></tr>"
        for number in numbers
    )
    return f"<table>{_head(wording.NUMBER_HEADINGS)}{rows}</table>"


def _head(words: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<th>{escape(word)}</th>' for word in words)}</tr>"


def _all_numbers() -> str:
    rows = "".join(
        f"<tr><td><code>{one.name}</code></td><td>{one.value:.6g} {escape(one.unit)}</td>"
        f"<td>{escape(one.what)}</td><td>{one.grade}</td><td>{_source(one.source)}</td></tr>"
        for one in read_parameters()
    )
    head = _head(wording.EVERY_NUMBER_HEADINGS)
    title = escape(wording.EVERY_NUMBER)
    return f'<h2 id="numbers">{title}</h2><table>{head}{rows}</table>'


def _all_views(views: Sequence[View]) -> str:
    explained = {name for metric in read_metrics() for name in metric.views}
    wanted = [view for view in views if view.schema != "page" or view.full_name in explained]
    title = escape(wording.EVERY_VIEW)
    return f'<h2 id="views">{title}</h2>' + "\n".join(map(_view, wanted))


def _view(view: View) -> str:
    columns = "".join(
        f"<dt>{column.name}</dt><dd>{escape(column.description)}</dd>" for column in view.columns
    )
    return (
        f'<section id="{view.full_name}"><h3>{view.full_name}</h3>'
        f"<p>{escape(view.description)}</p><p>{wording.SOURCE}: {_source(view.source)}</p>"
        f"<dl>{columns}</dl><pre>{escape(view.written)}</pre></section>"
    )


def _evidence_page(page: Page) -> str:
    sections = "\n".join(_evidence_section(page.key, section) for section in page.sections)
    return f'<section id="{page.key}-">{sections}</section>'


def _evidence_section(page: str, section: Section) -> str:
    anchors = "".join(f'<span id="{page}-{anchor}"></span>' for anchor in section.anchors)
    level = min(section.level + 1, 4)
    text = _OTHER_LINK.sub(r"\1", section.text)
    text = _PAGE_LINK.sub(lambda link: f"](#{link[1]}-{link[2] or ''})", text)
    heading = f"<h{level}>{escape(section.title)}</h{level}>"
    return f"{anchors}{heading}{_MARKDOWN.render(text)}"


def _anchor(area: str) -> str:
    return area.casefold().replace(" ", "-")
