"""A clinician's change of one limit for one runner: dated rows in the journal, never an edit."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from etl.errors import UserError
from etl.journal.fields import Between, Text, checked
from etl.reference.rules import Level, OwnLimit, Rule, read_rules
from etl.text import plain
from sql.parameters import number_of

if TYPE_CHECKING:
    from etl.journal.store import Journal
    from etl.storage.duckdb_files import Connection

TABLE = "rule_override"
USUAL_WEEKS = int(number_of("own_limit_usual_weeks", file="patient.toml"))
MOST_WEEKS = int(number_of("own_limit_most_weeks", file="patient.toml"))
MOST_LETTERS = 500  # a reason is read on a phone
_REASON = Text(
    MOST_LETTERS,
    f"The reason is longer than {MOST_LETTERS} letters: shorten it.",
    none="A change of a limit needs a reason, for whoever reads it next.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOverride:
    """One changed limit; `threshold` None switches the level off, in the unit of the rule.

    Without a last day it counts for `USUAL_WEEKS`. With the `override_id` of an earlier one it is a
    newer word on it, such as its last day.
    """

    runner_id: str
    rule_id: str
    level: str
    threshold: float | None
    reason: Annotated[str, _REASON]
    from_date: date
    until_date: date | None = None
    override_id: str | None = None


def overridable() -> tuple[tuple[Rule, Level], ...]:
    """Every limit that a clinician may set for one runner, with its rule, the best known first."""
    rules = sorted(read_rules(), key=lambda rule: (rule.evidence_grade, rule.rule_id))
    return tuple((rule, level) for rule in rules for level in rule.levels if level.own is not None)


def last_day(from_date: date, *, weeks: int = USUAL_WEEKS) -> date:
    """The last day of so many weeks, the first day among them."""
    return from_date + timedelta(weeks=weeks, days=-1)


def override_rule(journal: "Journal", override: RuleOverride, *, saved_by: str) -> str:
    """Keep a changed limit, in place of the one that counted for that level; return override_id.

    Raises UserError for a limit that nobody may change or a value out of its bounds, a runner that
    is not there, dates the wrong way round or too far apart, and a change without a reason.
    """
    override = replace(
        override,
        reason=" ".join(plain(override.reason).split()),
        until_date=override.until_date or last_day(override.from_date),
    )
    check_override(override)
    journal.runner(override.runner_id)
    override_id = override.override_id or uuid.uuid4().hex

    def rows(connection: "Connection") -> Sequence[dict[str, Any]]:
        ended = [  # else they would count again, unasked, once this one ends
            _ended(former, on=override.from_date)
            for former in _newest(connection, override.runner_id)
            if former.override_id != override_id and _overlap(former, override)
        ]
        return [asdict(each) for each in (*ended, replace(override, override_id=override_id))]

    journal.save_rows(TABLE, rows, saved_by=saved_by)
    return override_id


def end_override(
    journal: "Journal", override_id: str, *, runner_id: str, today: date, saved_by: str
) -> None:
    """Let the usual limit count again from today on; what was said stays.

    Raises UserError where the runner has no such change, or it is over.
    """

    def rows(connection: "Connection") -> Sequence[dict[str, Any]]:
        for former in _newest(connection, runner_id):
            if former.override_id == override_id and not _is_over(former, today):
                return [asdict(_ended(former, on=today))]
        raise UserError("That limit does not count any more: there is nothing to withdraw.")

    journal.save_rows(TABLE, rows, saved_by=saved_by)


def check_override(override: RuleOverride) -> None:
    """Raises UserError where it could not be applied, or nobody could tell why it is there."""
    level = _level(override)
    if (override.rule_id, override.level) == ("red_flag", "refer"):
        raise UserError("A warning sign has no limit: log the assessment that answers it.")
    if level.own is None:
        raise UserError(
            f"The limit {override.level!r} of {override.rule_id!r} is the same for everybody: only "
            "limits of load are a clinician's to set. What pain may be is chosen on Pain."
        )
    _check_value(override, level, level.own)
    if override.until_date is not None:
        if override.until_date < override.from_date:
            raise UserError("The last day of a change cannot lie before its first.")
        if override.until_date > last_day(override.from_date, weeks=MOST_WEEKS):
            raise UserError(f"A change counts for {MOST_WEEKS} weeks at most: look at it again.")
    checked(override, today=override.from_date)


def _level(override: RuleOverride) -> Level:
    for rule in read_rules():
        for level in rule.levels:
            if (rule.rule_id, level.level) == (override.rule_id, override.level):
                return level
    raise UserError(f"There is no level {override.level!r} of a rule {override.rule_id!r}.")


def _check_value(override: RuleOverride, level: Level, own: OwnLimit) -> None:
    value = override.threshold
    if value is None:
        return
    words = f"A limit of one's own goes from {own.least:g} to {own.most:g} here."
    Between(own.least, own.most, words).check("threshold", value)
    if value == level.threshold:
        raise UserError(f"{value:g} is the usual limit: choose another one, or withdraw.")


def _newest(connection: "Connection", runner_id: str) -> list[RuleOverride]:
    """Every change of a runner as it was last told."""
    names = [column.name for column in fields(RuleOverride)]
    rows = connection.execute(
        f"select {', '.join(names)} from journal.{TABLE} where runner_id = ?"  # noqa: S608  our own names
        " qualify row_number() over (partition by override_id order by saved_order desc) = 1",
        [runner_id],
    ).fetchall()
    return [RuleOverride(**dict(zip(names, row, strict=True))) for row in rows]


def _overlap(former: RuleOverride, override: RuleOverride) -> bool:
    is_same = (former.rule_id, former.level) == (override.rule_id, override.level)
    return is_same and not _is_over(former, override.from_date)


def _is_over(override: RuleOverride, today: date) -> bool:
    """Whether its last day was before today; one withdrawn before its first day always is."""
    last = override.until_date
    return last is not None and (last < today or last < override.from_date)


def _ended(former: RuleOverride, *, on: date) -> RuleOverride:
    """The same with the day before as its last; with none where it had yet to begin."""
    return replace(former, until_date=max(on, former.from_date) - timedelta(days=1))
