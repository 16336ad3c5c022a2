"""Mechanics checks, as the journal keeps them: what one pair of eyes saw on one day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from etl.errors import UserError
from etl.journal.fields import OneOf, Text
from etl.reference.clinic.mechanics_items import NUMBERS, YES_NO, Item, Mechanics, read_mechanics

if TYPE_CHECKING:
    from etl.journal.store import Journal

SEERS = ("runner", "clinician")
LONGEST_WORDS = 500
LONGEST_LINK = 2000

_LINK = "A video is a link such as https://example.org/video: http or https only."
_SEEN_BY = OneOf("pair of eyes", SEERS)
_NOTE = Text(LONGEST_WORDS, f"A note has 1 to {LONGEST_WORDS} characters.")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")

Value = str | float | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was seen of one item and side; `value` is a code, a number, words or a day."""

    runner_id: str
    local_date: date
    seen_by: Annotated[str, _SEEN_BY]
    item_id: str
    value: Value
    side: str | None = None
    video_url: Annotated[str | None, Text(LONGEST_LINK, _LINK)] = None
    note: Annotated[str | None, _NOTE] = None

    @property
    def entry_id(self) -> str:
        """One a runner, day, pair of eyes, item and side: a second answer replaces the first."""
        parts = (self.runner_id, f"{self.local_date:%Y%m%d}", self.seen_by, self.item_id, self.side)
        return "-".join(filter(None, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """A finding as the journal has it: its value in the column of its kind."""

    entry_id: str
    runner_id: str
    local_date: date
    item_id: str
    side: str | None
    video_url: str | None
    seen_by: str
    note: str | None
    value_code: str | None = None
    value_number: float | None = None
    value_text: str | None = None
    value_date: date | None = None


_SAME = tuple(column.name for column in fields(_Typed) if not column.name.startswith("value_"))


def save_findings(
    journal: "Journal",
    findings: Sequence[Finding],
    *,
    instead_of: Sequence[str] = (),
    saved_by: str = "local",
) -> list[str]:
    """Keep what was seen, in one transaction; return the entry ids.

    `instead_of` are the entries of the check as it stood before an edit: those that are not
    written again are marked deleted. Raises UserError, and writes nothing, for an item, side,
    value, link or day that cannot be, or where nothing was seen at all.
    """
    if not findings:
        raise UserError("Fill in at least one thing that was seen.")
    known = read_mechanics(journal.home.mechanics)
    for finding in findings:
        check_finding(finding, known)
    rows = [_typed(finding, _kind(finding, known)) for finding in findings]
    return journal.save_entries("mechanics_finding", rows, saved_by=saved_by, instead_of=instead_of)


def delete_findings(
    journal: "Journal", entry_ids: Sequence[str], *, saved_by: str = "local"
) -> None:
    """Mark findings taken back; their history stays."""
    journal.mark_deleted("mechanics_finding", *entry_ids, saved_by=saved_by)


def check_finding(finding: Finding, known: Mechanics) -> None:
    """Raises UserError, saying what can be, for a finding that cannot."""
    item = known.item(finding.item_id)
    if item is None:
        ids = ", ".join(each.id for each in known.items)
        raise UserError(f"{finding.item_id!r} is no item of the mechanics check: choose {ids}.")
    _SEEN_BY.check("seen_by", finding.seen_by)
    if finding.side not in item.sides:
        wanted = "has no side" if not item.has_side else "is told of a side: say left or right"
        raise UserError(f"{item.title} {wanted}.")
    check_value(item, finding.value)
    if finding.note is not None:
        _NOTE.check("note", finding.note.strip())
    if finding.video_url is not None:
        check_link(finding.video_url)


def check_value(item: Item, value: Value | None) -> None:
    """Raises UserError, saying what can be, for a value that the item cannot have."""
    if item.kind in NUMBERS:
        least, most = item.least or 0, item.most or 0
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not least <= value <= most:
            raise UserError(f"{item.title} goes from {least:g} to {most:g} {item.unit}.")
        if item.kind == "count" and value != int(value):
            raise UserError(f"{item.title} is a whole number.")
    elif item.kind == "text":
        if not _is_words(value):
            raise UserError(f"{item.title} has 1 to {LONGEST_WORDS} characters.")
    elif item.kind == "date":
        if not isinstance(value, date):
            raise UserError(f"{item.title} is a day such as 2026-04-19.")
    elif value not in codes_of(item):
        raise UserError(f"{item.title} is one of {', '.join(codes_of(item))}.")


def codes_of(item: Item) -> tuple[str, ...]:
    """What can be answered where the answer is a word of the list."""
    return YES_NO if item.kind == "yes_no" else tuple(choice.code for choice in item.choices)


def value_of(item: Item, word: str) -> Value:
    """A value as it is typed in a shell; what cannot be read stays a word and is then refused."""
    try:
        if item.kind in NUMBERS:
            return float(word)
        if item.kind == "date":
            return date.fromisoformat(word)
    except ValueError:
        pass
    return word


def check_link(link: str) -> None:
    """Raises UserError unless it is an http or https link with a plain host and no password."""
    if host_of(link) is None:
        raise UserError(_LINK)


def host_of(link: str) -> str | None:
    """The host that a link leads to, as it is shown; None where it is no link we keep."""
    if len(link) > LONGEST_LINK or not link.isascii() or not link.isprintable() or " " in link:
        return None
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and "@" not in parts.netloc and "\\" not in link
    return host if is_web and host and _HOST.fullmatch(host) else None


def _is_words(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_WORDS


def _kind(finding: Finding, known: Mechanics) -> str:
    item = known.item(finding.item_id)
    return "" if item is None else item.kind


def _typed(finding: Finding, kind: str) -> _Typed:
    columns = {"seconds": "number", "count": "number", "text": "text", "date": "date"}
    value: dict[str, Any] = {f"value_{columns.get(kind, 'code')}": finding.value}
    told = {name: getattr(finding, name) for name in _SAME}
    return _Typed(**told, **value)
