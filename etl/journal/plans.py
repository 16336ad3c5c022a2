"""The runner's side of a plan of some weeks: start it, give a week another number, pause, stop.

What has become of a plan is no business of this module: `metric.plan_week` works it out from runs
and scores, so that a late one still counts.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from math import inf
from typing import TYPE_CHECKING, Annotated, Any

from etl.errors import UserError
from etl.journal.fields import Between, Text
from etl.recording import FORMULA_VERSION
from etl.reference.clinic.plan_templates import PlanTemplate

if TYPE_CHECKING:
    from etl.journal.store import Journal

ACTIONS = ("pause", "resume", "stop", "finish")
DECIDERS = ("runner", "clinician")
TARGETS = {
    "distance_m": (100.0, 400_000.0),
    "longest_run_m": (100.0, 200_000.0),
    "downhill_m": (0.0, 200_000.0),
    "fast_s": (0.0, 36_000.0),
    "strength_count": (0.0, 14.0),
}
"""Numbers of a week that may be changed, and from what to what."""

REFUSALS = {
    "underway": "A plan is already under way.",
    "refer": "A warning sign was ticked: have the knee seen first.",
    "unknown": "A plan starts from your usual week: too few of the last four weeks are known yet.",
    "break": "A plan starts from your usual week, and of late there is hardly any running: "
    "come back over a week first.",
}
"""Why a plan cannot start: code of `page.plan_start` to a sentence."""

_WEEK = Between(1, inf, "The weeks of a plan are counted from 1.")
_REASON = Text(500, "A reason has at most 500 characters.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a plan freezes at its start; distances in metres, times in seconds."""

    runner_id: str
    knee: str | None
    start_date: date
    started_status: str
    started_light: str | None
    reason_name: str
    easing_share: float
    baseline_7d_m: float
    baseline_longest_m: float | None
    baseline_downhill_m: float | None
    baseline_fast_s: float | None
    strength_session_count: int
    plan_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """Another number for one week: in the unit of its name, on the runner's or a clinician's word.

    A runner may ask less of a week than the plan does; what is above counts on a clinician's word.
    """

    runner_id: str
    plan_id: str
    week_index: Annotated[int, _WEEK]
    target_name: str
    value: float
    decided_by: str
    reason: Annotated[str | None, _REASON] = None

    @property
    def entry_id(self) -> str:
        """One a plan, week and target: a second change replaces the first."""
        return f"{self.plan_id}-{self.week_index}-{self.target_name}"

    def check(self) -> None:
        """Raises UserError for a number that its target cannot have, or a decider nobody knows."""
        if self.target_name not in TARGETS:
            raise UserError(f"A week of a plan has no {self.target_name} to change.")
        if self.decided_by not in DECIDERS:
            raise UserError(f"Say who decided: {' or '.join(DECIDERS)}.")
        least, most = TARGETS[self.target_name]
        if self.target_name in {"distance_m", "longest_run_m"} and self.value < least:
            raise UserError("To leave a week of running out, pause the plan.")
        if not least <= self.value <= most:
            raise UserError("That number was mistyped: it is far from what a week can have.")


def to_plan(start: Mapping[str, Any]) -> Plan:
    """The plan that a row of `page.plan_start` offers.

    Raises UserError with the reason where it offers none.
    """
    if start["refusal_code"] is not None:
        raise UserError(REFUSALS[start["refusal_code"]])
    return Plan(**{name: start[name] for name in Plan.__dataclass_fields__ if name in start})


def start_plan(
    journal: "Journal",
    plan: Plan,
    template: PlanTemplate,
    *,
    week_count: int,
    saved_by: str = "local",
) -> str:
    """Write a plan and what each of its weeks asks for, once and for good; return its id.

    Raises UserError for a length that the template has not.
    """
    plan_id = plan.plan_id or uuid.uuid4().hex
    row = asdict(plan) | {
        "plan_id": plan_id,
        "week_count": week_count,
        "template_id": template.template_id,
        "template_title": template.title,
        "formula_version": FORMULA_VERSION,
    }
    weeks = [
        {
            "plan_id": plan_id,
            "runner_id": plan.runner_id,
            "step_index": index,
            "phase_id": phase.id,
            "phase_title": phase.title,
            "words": phase.words,
            "distance_share": phase.distance_share,
            "is_eased": phase.is_eased,
            "longest_ratio": phase.longest_ratio,
            "downhill_share": phase.downhill_share,
            "fast_share": phase.fast_share,
            "strength_session_count": phase.strength_sessions,
            "gate_green_share": phase.gate_green_share,
            "gate_least_day_count": phase.gate_least_days,
        }
        for index, phase in enumerate(template.steps(week_count), start=1)
    ]
    journal.save_rows("plan", [row], saved_by=saved_by, once="plan_id", parts={"plan_step": weeks})
    return plan_id


def change_plan(
    journal: "Journal", changes: list[PlanChange], *, saved_by: str = "local"
) -> list[str]:
    """Keep other numbers for weeks of a plan, all or none; return their entry_ids.

    Raises UserError for a week, number or decider that cannot be.
    """
    return journal.save_entries("plan_change", changes, saved_by=saved_by)


def take_back_change(journal: "Journal", entry_id: str, *, saved_by: str = "local") -> None:
    """The plan's own number holds again; what was changed stays in its history."""
    journal.mark_deleted("plan_change", entry_id, saved_by=saved_by)


def act_on_plan(
    journal: "Journal",
    *,
    runner_id: str,
    plan_id: str,
    action: str,
    acted_at: datetime,
    local_date: date,
    saved_by: str = "local",
) -> None:
    """Pause, resume or stop a plan, or (`finish`) end it on a clinician's word.

    Raises UserError for an action nobody knows.
    """
    if action not in ACTIONS:
        raise UserError(f"A plan cannot {action}.")
    row = {
        "action_id": uuid.uuid4().hex,
        "plan_id": plan_id,
        "runner_id": runner_id,
        "action": action,
        "acted_at": acted_at.astimezone(UTC).replace(tzinfo=None),
        "local_date": local_date,
    }
    journal.save_rows("plan_action", [row], saved_by=saved_by)
