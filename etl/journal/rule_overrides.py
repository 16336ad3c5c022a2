"""A clinician's change of one limit for one runner: a dated row in the journal, never an edit."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date

from etl.clock import written_now
from etl.errors import UserError
from etl.journal.store import Journal
from etl.reference.rules import read_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOverride:
    """One changed limit; `threshold` None switches the level off, in the unit of the rule.

    With the `override_id` of an earlier one it is a newer word on it, such as its last day.
    """

    runner_id: str
    rule_id: str
    level: str
    threshold: float | None
    reason: str
    from_date: date
    until_date: date | None = None
    override_id: str | None = None


def override_rule(journal: Journal, override: RuleOverride, *, saved_by: str) -> str:
    """Keep a changed limit; return its override_id.

    Raises UserError for a rule, level or runner that is not there, for warning signs, for dates the
    wrong way round and for a change without a reason.
    """
    check_override(override)
    journal.runner(override.runner_id)
    override_id = override.override_id or uuid.uuid4().hex
    row = asdict(override) | {
        "override_id": override_id,
        "saved_by": saved_by,
        "saved_at": written_now(),
    }
    columns, marks = ", ".join(row), ", ".join("?" for _ in row)
    with journal.writing() as connection:
        connection.execute(
            f"insert into journal.rule_override ({columns}) values ({marks})",  # noqa: S608  our own names
            list(row.values()),
        )
    return override_id


def check_override(override: RuleOverride) -> None:
    """Raises UserError where it could not be applied, or nobody could tell why it is there."""
    levels = {rule.rule_id: [level.level for level in rule.levels] for rule in read_rules()}
    if override.level not in levels.get(override.rule_id, []):
        raise UserError(f"There is no level {override.level!r} of a rule {override.rule_id!r}.")
    if (override.rule_id, override.level) == ("red_flag", "refer"):
        raise UserError("A warning sign has no limit: log the assessment that answers it.")
    if override.until_date is not None and override.until_date < override.from_date:
        raise UserError("The last day of a change cannot lie before its first.")
    if not override.reason.strip():
        raise UserError("A change of a limit needs a reason, for whoever reads it next.")
