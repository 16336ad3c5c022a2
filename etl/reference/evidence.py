"""The pages of evidence in `docs/evidence`: read, cut into sections, their numbers kept true.

A page is Markdown that reads well as it lies there. Comments tie it to the files that hold the
numbers: `<!--=NAME-->` stands before a number of that parameter (`NAME*100`, `NAME/60` for another
unit); a pair of `<!--metric:KEY-->`, `<!--rule:ID-->` or `<!--literature-->` stands around a box
that is written from the method, the rule or the list of papers. `filled` writes all of them anew:
what a screen shows went through it, and `make evidence` writes it back into the files.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from etl.errors import DataError
from etl.reference.metric_catalog import read_metrics
from etl.reference.reviewed import Reviewed, Text, check
from etl.reference.rules import Rule, parameter_value, read_rules
from etl.reference.toml_files import read_toml
from sql import ROOT

PAGES = ("index", "metrics", "rules", "unknown", "measured", "literature")
"""Names of the pages, in the order in which they are read."""

_PACKED = ROOT / "evidence"
_CHECKOUT = ROOT.parent / "docs" / "evidence"
_ANCHOR = re.compile(r'<a id="([\w-]+)"></a>')
_HEADING = re.compile(r"(#{1,4}) (.+)")
_NUMBER = re.compile(r"<!--=(\w+)(?:([*/])(\d+))?-->(-?[\d.,]*\d)")
_BOX = re.compile(r"<!--(metric|rule|literature):?(\w*)-->\n(.*?)<!--/\1-->", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n?")


class Paper(Reviewed):
    """A paper or page: `found` is what is taken from it, `read` how; memory waits for a check."""

    key: str
    cite: Text
    where: Text
    doi: Text = ""
    page: Text = ""
    found: Text
    read: Literal["abstract", "page", "second hand", "memory"]

    @property
    def address(self) -> str:
        """Where a browser finds it; empty where we know no address."""
        return f"https://doi.org/{self.doi}" if self.doi else self.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands below it: `anchors` are the names that links know it by."""

    title: str
    level: int
    anchors: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of evidence; the first section is its title and introduction."""

    key: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The page's own heading."""
        return self.sections[0].title

    def section(self, anchor: str) -> Section | None:
        """The section that a link names; None where there is none of that name."""
        return next((one for one in self.sections if anchor in one.anchors), None)


def evidence_folder() -> Path:
    """Where the pages lie: beside the code in a checkout, inside the package once installed."""
    return _PACKED if _PACKED.is_dir() else _CHECKOUT


@cache
def read_papers() -> tuple[Paper, ...]:
    """Every source of `literature.toml`, by key. Raises DataError on an incomplete one."""
    return tuple(
        check(Paper, table, where=f"evidence/literature.toml [{key}]", named={"key": key})
        for key, table in sorted(read_toml(evidence_folder() / "literature.toml").items())
    )


@cache
def read_pages() -> tuple[Page, ...]:
    """Every page with its numbers as the files have them. Raises DataError on a name it lacks."""
    return tuple(to_page(key, filled(written(key))) for key in PAGES)


def written(key: str) -> str:
    """A page as it lies in its file."""
    return (evidence_folder() / f"{key}.md").read_text("utf-8")


def filled(text: str) -> str:
    """The text with each tied number and box written anew. Raises DataError on an unknown name."""
    return _BOX.sub(_box, _NUMBER.sub(_number, text))


def to_page(key: str, text: str) -> Page:
    """A page from its Markdown, cut at its headings; comments are left out."""
    sections: list[Section] = []
    anchors: list[str] = []
    lines: list[str] = []

    def close() -> None:
        if sections:
            sections[-1] = _with_text(sections[-1], lines)
        lines.clear()

    for line in _COMMENT.sub("", text).splitlines():
        if anchor := _ANCHOR.fullmatch(line.strip()):
            anchors.append(anchor[1])
        elif heading := _HEADING.fullmatch(line):
            close()
            sections.append(
                Section(title=heading[2], level=len(heading[1]), anchors=tuple(anchors), text="")
            )
            anchors = []
        else:
            lines.append(line)
    close()
    if not sections or sections[0].level != 1:
        raise DataError(f"evidence/{key}.md: does not begin with its title")
    return Page(key=key, sections=tuple(sections))


def write_filled() -> Iterator[Path]:
    """Bring the files of a checkout up to date; yields each one that changed."""
    for key in PAGES:
        path = evidence_folder() / f"{key}.md"
        text = path.read_text("utf-8")
        if (anew := filled(text)) != text:
            path.write_text(anew, "utf-8")
            yield path


def _with_text(section: Section, lines: list[str]) -> Section:
    return Section(
        title=section.title,
        level=section.level,
        anchors=section.anchors,
        text="\n".join(lines).strip(),
    )


def _number(found: re.Match[str]) -> str:
    name, operator, by, _ = found.groups()
    value = parameter_value(name)
    if operator:
        value = value * int(by) if operator == "*" else value / int(by)
    told = f"{value:,.0f}" if value >= 1000 and value == int(value) else f"{value:.6g}"
    return f"<!--={name}{operator or ''}{by or ''}-->{told}"


def _box(found: re.Match[str]) -> str:
    kind, name, _ = found.groups()
    opening = f"<!--{kind}:{name}-->" if name else f"<!--{kind}-->"
    lines = _BOXES[kind](name)
    return "\n".join([opening, *lines, f"<!--/{kind}-->"])


def _metric_box(key: str) -> list[str]:
    metric = next((one for one in read_metrics() if one.key == key), None)
    if metric is None:
        raise DataError(f"docs/evidence: no entry of sql/method is named {key}")
    return [
        f"- **Formula:** `{metric.formula}`",
        f"- **Unit:** {metric.unit}",
        f"- **Grade:** {metric.grade}",
        f"- **Cannot know:** {metric.cannot_know}",
    ]


def _rule_box(rule_id: str) -> list[str]:
    rule = next((one for one in read_rules() if one.rule_id == rule_id), None)
    return [] if rule is None else list(_rule_lines(rule))


def _rule_lines(rule: Rule) -> Iterator[str]:
    yield f"- **Looks at:** `{rule.metric}` ({rule.unit})"
    for level in rule.levels:
        limit = f"{rule.comparison.replace('_', ' ')} {level.threshold:.6g} {rule.unit}"
        leads_to = f"status `{level.status}`" if level.status else "context, no status"
        yield f"- **Level {level.level}:** {limit}: {level.text} ({leads_to})"
    yield f"- **What to do:** {rule.what_to_do}"
    days = "1 day" if rule.holds_days == 1 else f"{rule.holds_days} days"
    yield f"- **Shown for:** {days}"
    yield f"- **Grade:** {rule.evidence_grade}. {rule.evidence_text}"


def _literature_box(_: str) -> list[str]:
    lines = []
    for paper in sorted(read_papers(), key=lambda paper: paper.cite.casefold()):
        words = (paper.doi and f"doi {paper.doi}") or paper.page.removeprefix("https://")
        link = f" [{words}]({paper.address})." if paper.address else ""
        lines += [
            f'<a id="{paper.key}"></a>',
            f"### {paper.cite}",
            "",
            f"{paper.where}.{link}",
            "",
            f"{paper.found} *Read: {paper.read}.*",
            "",
        ]
    return lines


_BOXES: dict[str, Callable[[str], list[str]]] = {
    "metric": _metric_box,
    "rule": _rule_box,
    "literature": _literature_box,
}
