"""What stands beside advice: which version of the rules it is by, and what the product is for."""

from dashboard.method import wording
from etl.errors import DataError
from etl.reference.evidence import read_pages
from etl.reference.rule_set import read_rule_set


def rule_set_words() -> str:
    """`Rule set 3, in effect from Sun 29 Nov 2026.`"""
    rules = read_rule_set()
    return wording.rule_set(rules.rule_set_version, rules.effective_from_date)


def intended_use() -> str:
    """For whom it is, what it does and does not do, who decides: one paragraph, the same anywhere.

    It is written on the first page of the evidence.
    """
    index = read_pages()[0]
    section = index.section("use")
    if section is None:
        raise DataError("docs/evidence/index.md has no section on its use.")
    return section.text
