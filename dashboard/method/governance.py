"""What stands beside advice: which version of the rules it is by, and what the product is for."""

from dashboard.ui import display
from etl.reference.evidence import read_pages
from etl.reference.rule_set import read_rule_set


def rule_set_words() -> str:
    """`Rule set 3, in effect from Sun 29 Nov 2026.`"""
    rules = read_rule_set()
    day = display.day(rules.effective_from_date)
    return f"Rule set {rules.rule_set_version}, in effect from {day}."


def intended_use() -> str:
    """For whom it is, what it does and does not do, who decides: one paragraph, the same anywhere.

    It is written on the first page of the evidence.
    """
    index = read_pages()[0]
    section = index.section("use")
    assert section is not None, "docs/evidence/index.md has its section"
    return section.text
