"""The method in words: its index, what a card has, how a statement is known, and who checked it."""

from datetime import date

from dashboard.rows.others import RuleOverride
from dashboard.ui import display

# The index.
LEAD = (
    "Every number on these pages: how it is worked out, where that comes from, how well it is "
    "known, and what it cannot know. There is no injury probability for one person and no score."
)
NOT_REVIEWED = "not yet reviewed by a clinician"
WHO_CHECKED = f"An entry that names nobody who checked it is {NOT_REVIEWED}."
SEARCH = "Search the method"
SEARCH_EXAMPLE = "descent, Frandsen, 30 days …"
GRADES = "Evidence"
GRADES_MEANING = "What the grades mean"
NOTHING_FOUND = "Nothing has all of these words. Try fewer of them."
EVIDENCE_PAGES = "Evidence"
PRINT = "Download as one file to print"
WITH_SQL = "With its SQL"
ALL = "All of the method"
AS_COMPUTED = "As it is computed"
QUESTION = "What do rest, stretching, rolling, new shoes or waiting do?"

# The file to print.
PRINTED_TITLE = "Kneewise: the method"
GRADES_OF_EVIDENCE = "Grades of evidence"
NUMBERS, EVERY_NUMBER = "Numbers", "Every number with a meaning"
VIEWS, EVERY_VIEW = "Views", "Every view, as it is computed"
WORKED_OUT_IN = "Worked out in"
NUMBER_HEADINGS = ("Number", "What it is", "Grade", "Source")
EVERY_NUMBER_HEADINGS = ("Name", "Value", "What it is", "Grade", "Source")

# One card.
ITS_NUMBERS = "**Its numbers**"
COMPARISONS = {
    "above": "above",
    "at_least": "at least",
    "below": "below",
    "at_most": "at most",
}
FORMULA, UNIT, EVIDENCE, GRADE, SOURCE = "Formula", "Unit", "Evidence", "Grade", "Source"
CANNOT_KNOW, REVIEW, LOOKS_AT, WHAT_TO_DO = "Cannot know", "Review", "Looks at", "What to do"
COUNTS_FOR, WRITTEN_BY, RULES = "Counts for", "Written by", "Rules"
"""Labels of its facts; the last one is the area of a rule over no metric."""

CONTEXT = "context, changes no status"
"""What a level leads to that changes none."""

# How a statement is known.
LABEL = "How is this known?"
IN_FULL = "The method in full"
NOTE = "Not yet reviewed by a clinician, unless one is named."


def grade_word(grade: str) -> str:
    """Of a choice among grades."""
    return f"Grade {grade}"


def grades_meaning() -> str:
    """Each grade and what it says, a line each, as Markdown."""
    return "  \n".join(f"{grade}: {text}" for grade, text in display.EVIDENCE_GRADES.items())


def card_line(title: str, grade: str) -> str:
    """An entry on the line that opens it, as Markdown."""
    return f"{title} **grade {grade}**"


def rule_title(title: str) -> str:
    """A rule says that it is one, since its metric may have the same title."""
    return f"Rule: {title}"


def number_line(value: str, what: str, source: str, grade: str) -> str:
    """One number of a card as a line of a list; all but the grade are Markdown."""
    return f"- **{value}** {what} ({source}; grade {grade})"


def counts_for(days: int) -> str:
    """How long a rule that was met holds."""
    return f"{display.count(days, 'day')}, the day itself included"


def looks_at(metric: str, view: str, unit: str) -> str:
    """Which column of which view a rule goes by."""
    return f"{metric} in {view}, {unit}"


def level(name: str) -> str:
    """Label of a level of a rule."""
    return f"Level {name}"


def all_of(page: str) -> str:
    """Link from one section of a page of evidence to the whole."""
    return f"All of {page}"


def review(checked_by: str, next_review_on: date) -> str:
    """Who qualified has checked it, where somebody has, and when it is looked at again."""
    checked = f"checked by {checked_by}; " if checked_by else ""
    return f"{checked}next review {display.day(next_review_on)}"


def rule_set(version: str, from_date: date) -> str:
    """`Rule set 3, in effect from Sun 29 Nov 2026.`"""
    return f"Rule set {version}, in effect from {display.day(from_date)}."


def yours_and_limit(value: str, limit: str, *, is_own: bool) -> str:
    """The very number of a reason beside its limit, as Markdown."""
    whose = ", set for you by a clinician" if is_own else ""
    return f"Yours: **{value}** · limit: **{limit}**{whose}"


def its_sql(view: str) -> str:
    """Above the query of a view."""
    return f"Its SQL: {view}"


def its_inputs(view: str) -> str:
    """Above the row that a value was worked out from."""
    return f"Its inputs, from {view}"


def evidence_grade(grade: str) -> str:
    """How well something is known, as Markdown."""
    return f"Evidence grade **{grade}**: {display.EVIDENCE_GRADES[grade]}."


def source(words: str) -> str:
    """Where something comes from; `words` are Markdown."""
    return f"Source: {words}"


def written_by(author: str, reviewed: str) -> str:
    """Who wrote a rule, and how its review stands."""
    return f"Written by {author}. {reviewed[0].upper()}{reviewed[1:]}."


def answer_source(words: str, grade: str) -> str:
    """Below an answer to a common question; `words` are Markdown."""
    return f"{words} · evidence {grade}"


def own_limit(row: RuleOverride, units: str, *, who: str) -> str:
    """What was changed, from when to when, by whom and why; plain text."""
    end = f" to {display.day(row['until_date'])}" if row["until_date"] else ", until changed"
    why = f": {row['reason']}" if row["reason"] else ""
    return (
        f"Set for this runner: {row['title']}, {limit_change(row, units)}, from "
        f"{display.day(row['from_date'])}{end}, by {who}{why}"
    )


def limit_change(row: RuleOverride, units: str) -> str:
    """`above 1.30 times instead of 1.10 times`."""
    usual = display.quantity(row["usual_threshold"], row["unit"], units)
    if row["threshold"] is None:
        return f"level {row['level']} is off instead of {COMPARISONS[row['comparison']]} {usual}"
    own = display.quantity(row["threshold"], row["unit"], units)
    return f"{COMPARISONS[row['comparison']]} {own} instead of {usual}"


def kind_and_grade(kind: str, grade: str) -> str:
    """Over a card of the file to print."""
    return f"{kind}, grade {grade}"
