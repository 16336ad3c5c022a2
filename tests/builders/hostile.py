"""A home in which every text that a person or a file can bring is made to be misread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from etl.home import Home
from etl.journal.clinic_notes import ClinicNote, save_clinic_note
from etl.journal.coach_notes import SquadNote, save_squad_note
from etl.journal.mechanics import Finding, save_findings
from etl.journal.other_site_entries import SitePain
from etl.journal.plans import PlanChange, change_plan, start_plan, to_plan
from etl.journal.races import RunnerEvent, keep_event
from etl.journal.red_flags import Assessment, keep_assessment
from etl.journal.rule_overrides import RuleOverride, override_rule
from etl.journal.store import Journal, StrengthEntry
from etl.operations.import_files import import_sources
from etl.people.accounts import TeamPerson, add_person
from etl.people.groups import Group, Member, join, make_group
from etl.reference.clinic.plan_templates import our_plans
from etl.settings import Settings
from etl.storage.duckdb_files import Connection, open_to_write
from tests.builders.homes import NOW, a_home, an_upload
from tests.builders.runs import a_run
from tests.etl.reference.test_plans import OFFER

TODAY = NOW.date()
TRICKS = (
    '<img src=x onerror="window.__pwned=1"><b>b</b> **x** [a](javascript:window.__pwned=2)'
    " :material/home: :red[x] `c` $\\alpha$ ~~s~~ &lt;i&gt; \u202eabc\u202c https://evil.example"
    " www.evil.example\n\n# heading\n- item\x07 "
)
LONG = "m" * 10_000

FREE: Mapping[str, tuple[str, ...]] = {
    "core.activity": ("device", "note"),
    "journal.assessment": ("note",),
    "journal.clinic_note": ("note",),
    "journal.import_item": ("file",),
    "journal.mechanics_finding": ("note", "value_text"),
    "journal.pain_entry": ("note",),
    "journal.plan": ("template_title",),
    "journal.plan_change": ("reason",),
    "journal.plan_step": ("phase_title", "words"),
    "journal.rule_override": ("reason",),
    "journal.runner": ("display_name",),
    "journal.runner_event": ("name",),
    "journal.site_pain": ("note",),
    "journal.squad_note": ("note",),
    "journal.strength_entry": ("exercise", "note"),
    "journal.team_group": ("display_name", "season"),
    "journal.team_person": ("display_name",),
}
"""Columns of words, by table; the runner's name in the warehouse is the journal's."""


@dataclass(frozen=True)
class Hostile:
    """The home, signed-in people of it, and a run to open."""

    home: Home
    settings: Settings
    runner_id: str
    mara: TeamPerson
    coach: TeamPerson


def mark_of(table: str, column: str) -> str:
    """What the text of a column begins with, so that it is found wherever it is shown."""
    return f"zq{table.partition('.')[2]}{column}qz".replace("_", "")


def text_for(table: str, column: str) -> str:
    """The text of a column: its mark, every trick, and ten thousand letters."""
    return f"{mark_of(table, column)} {TRICKS}{LONG}"


def a_hostile_home(folder: Path) -> Hostile:
    """Two runners with a row in each of these tables, a squad and a coach, then all texts changed.

    What the program itself would refuse is written past it, as an older version may have.
    """
    days = [TODAY - timedelta(days=1 + 2 * n) for n in range(20)]
    pains = [
        {"local_date": day, "knee": "right", "pain_before_score": 0, "pain_during_score": 3,
         "pain_after_score": 0, "pain_morning_score": 0, "note": "x"}
        for day in days[:2]
    ]  # fmt: skip
    files = {f"{day}.fit": a_run(day, km=8) for day in days} | {"broken.fit": b"no run"}
    home, settings = a_home(folder, files, runner_name="a", pains=pains)
    journal = Journal(home, settings)
    runner_id = journal.ensure_runner("a").runner_id
    other = journal.ensure_runner("b")
    import_sources(home, settings, [an_upload(a_run(days[0], km=9))], runner=other)
    log_words(journal, runner_id)
    mara = add_person(journal, email="mara@example.org", own_runner_id=runner_id)
    coach = add_person(journal, email="coach@example.org", roles=["coach"])
    squad = make_group(journal, kind="squad", display_name="g", season="s")
    enter(journal, squad, {mara: "runner", coach: "coach"})
    _rewrite(home, settings)
    home.materialized.unlink(missing_ok=True)  # nobody was told of that
    return Hostile(home, settings, runner_id, mara, coach)


def log_words(journal: Journal, runner_id: str) -> None:
    """A row in each table that holds words."""
    given: dict[str, Any] = {"runner_id": runner_id, "local_date": TODAY - timedelta(days=1)}
    journal.log_strength(StrengthEntry(**given, exercise="squat", set_count=3, note="x"))
    journal.save_entry(
        "site_pain", SitePain(**given, site="calf", pain_during_score=3, note="x"), saved_by="x"
    )
    keep_event(journal, RunnerEvent(runner_id=runner_id, name="x", event_date=date(2026, 6, 14)))
    keep_assessment(journal, Assessment(**given, assessed_by="doctor", outcome="cleared", note="x"))
    save_clinic_note(journal, ClinicNote(**given, note="x"))
    save_squad_note(journal, SquadNote(**given, note="x", is_shown_to_runner=True))
    save_findings(
        journal,
        [
            Finding(**given, seen_by="runner", item_id="knee_inward", side="left", value="yes",
                    note="x"),
            Finding(**given, seen_by="runner", item_id="footwear", value="x"),
        ],
    )  # fmt: skip
    override_rule(
        journal,
        RuleOverride(runner_id=runner_id, rule_id="session_spike", level="watch", threshold=None,
                     reason="x", from_date=TODAY),
        saved_by="x",
    )  # fmt: skip
    offer = OFFER | {"runner_id": runner_id, "knee": None, "start_date": date(2026, 4, 27)}
    plan = to_plan(offer | {"plan_id": "first"})
    start_plan(journal, plan, our_plans()[0], week_count=6)
    change = PlanChange(
        plan_id="first", runner_id=runner_id, week_index=1, target_name="distance_m",
        value=9_000.0, decided_by="runner", reason="x",
    )  # fmt: skip
    change_plan(journal, [change])


def enter(journal: Journal, group: Group, roles: Mapping[TeamPerson, str]) -> None:
    """People in a group."""
    with journal.writing() as connection:
        for person, role in roles.items():
            member = Member(group_id=group.group_id, person_id=person.person_id, role=role)
            join(connection, member, today=TODAY, saved_by="x")


def _rewrite(home: Home, settings: Settings) -> None:
    for schema, file in (("journal", home.journal), ("core", home.warehouse)):
        with open_to_write(file, wait_s=settings.lock_wait_s) as connection:
            for table, columns in FREE.items():
                if table.startswith(schema):
                    _fill(connection, table, columns)
    with open_to_write(home.warehouse, wait_s=settings.lock_wait_s) as connection:
        name = text_for("journal.runner", "display_name")
        connection.execute("update core.runner set display_name = ?", [name])


def _fill(connection: Connection, table: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        row = connection.execute(
            f"update {table} set {column} = ? where {column} is not null"  # noqa: S608  our own names
            + (" or true" if column in ("device", "note") and table == "core.activity" else ""),
            [text_for(table, column)],
        ).fetchone()
        assert row is not None and row[0], f"nothing to make hostile in {table}.{column}"
