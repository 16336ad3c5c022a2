"""The runner's side of the cadence step: starting a plan, pausing, stopping, telling of a calf.

What the plan has come to is no business of this module: `metric.cadence_step` works it out from
runs and pain, so that a run that arrives late still counts.
"""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from etl.errors import UserError
from etl.journal.fields import Score
from etl.journal.store import Journal
from etl.recording import FORMULA_VERSION

ACTIONS = ("pause", "resume", "stop", "calf_pain")
REFUSALS = {
    "underway": "A cadence step is already under way.",
    "refer": "A warning sign was ticked: first have the knee seen, and hear that you may train.",
    "no_line": "Your runs have no cadence on flat ground yet to start from.",
    "few_runs": "A start needs a few more runs with enough flat, steady running.",
    "at_aim": "You are there already: nothing here asks for quicker steps than yours.",
    "spike": "Not in the week of a run much longer than the ones before: one change at a time.",
    "reentry": "Not in the first week back after a break: one change at a time.",
    "break": "Not straight out of a break: run for a week first.",
}
"""Why a plan cannot start: code of `page.cadence_start` to a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CadencePlan:
    """What a plan freezes at its start; speeds in m/s, cadences in steps a minute of both feet.

    `started_at` is UTC without a zone, as stored; `line_week_start_date` names the line of
    `metric.cadence_line` that the slope is of.
    """

    runner_id: str
    started_at: datetime
    baseline_spm: float
    reference_speed_mps: float
    line_slope: float
    line_week_start_date: date
    line_method: str
    aim_spm: float
    is_height_known: bool
    wanted_run_count: int
    plan_id: str | None = None


def to_plan(start: Mapping[str, Any], *, started_at: datetime) -> CadencePlan:
    """The plan that a row of `page.cadence_start` offers.

    Raises UserError with the reason where it offers none.
    """
    if start["refusal_code"] is not None:
        raise UserError(REFUSALS[start["refusal_code"]])
    frozen = {name: start[name] for name in CadencePlan.__dataclass_fields__ if name in start}
    return CadencePlan(**frozen, started_at=_stored(started_at))


def start_plan(journal: Journal, plan: CadencePlan, *, saved_by: str = "local") -> str:
    """Write a plan down, once and for good; return its id."""
    plan_id = plan.plan_id or uuid.uuid4().hex
    row = asdict(plan) | {"plan_id": plan_id, "formula_version": FORMULA_VERSION}
    journal.save_rows("cadence_plan", [row], saved_by=saved_by, once="plan_id")
    return plan_id


def act_on_plan(
    journal: Journal,
    *,
    runner_id: str,
    plan_id: str,
    action: str,
    acted_at: datetime,
    local_date: date,
    pain_score: int | None = None,
    saved_by: str = "local",
) -> None:
    """Pause, resume or stop a plan, or tell of pain in the calf or Achilles tendon (0-10).

    Raises UserError for an action nobody knows, or calf pain without a score.
    """
    if action not in ACTIONS:
        raise UserError(f"A cadence step cannot {action}.")
    if (action == "calf_pain") != (pain_score is not None):
        raise UserError("Calf pain needs a number from 0 to 10, and nothing else has one.")
    if pain_score is not None:
        Score.check("pain_score", pain_score)
    row = {
        "action_id": uuid.uuid4().hex,
        "plan_id": plan_id,
        "runner_id": runner_id,
        "action": action,
        "acted_at": _stored(acted_at),
        "local_date": local_date,
        "pain_score": pain_score,
    }
    journal.save_rows("cadence_action", [row], saved_by=saved_by)


def choose_goal(
    journal: Journal, *, runner_id: str, has_goal: bool, saved_by: str = "local"
) -> None:
    """The runner's word on whether quicker steps are a goal."""
    row = {"runner_id": runner_id, "has_goal": has_goal}
    journal.save_rows("cadence_goal", [row], saved_by=saved_by)


def _stored(instant: datetime) -> datetime:
    """UTC without a zone, as the tables hold it; without a zone it is UTC already."""
    return instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant
