"""Brings the invented runners in, through the same door as real ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from etl.demo.fit_writer import Watch, encode_fit
from etl.demo.mechanics import mechanics
from etl.demo.narration import keep_told, keep_versions
from etl.demo.pain_diary import diary
from etl.demo.plan import generator, planned_runs
from etl.demo.runners import (
    BackToNormal,
    Body,
    Person,
    PlannedRun,
    QuickerSteps,
    WeeklyCheckIn,
)
from etl.demo.stories import PEOPLE
from etl.demo.streams import record
from etl.demo.strength import strength, warm_ups
from etl.errors import UserError
from etl.home import Home
from etl.ingest.chunks import Progress
from etl.journal.cadence_plan import CadencePlan
from etl.journal.cadence_plan import start_plan as start_cadence_plan
from etl.journal.check_ins import CheckIn, save_check_in
from etl.journal.mechanics import save_findings
from etl.journal.plans import Plan, start_plan
from etl.journal.store import Journal
from etl.operations.import_files import import_sources
from etl.reference.clinic.plan_templates import our_plans
from etl.reference.clinic.strength_programmes import our_programmes
from etl.reference.questionnaires.licensed_texts import own_texts
from etl.reference.rules import parameter_value
from etl.settings import Settings

DEMO_NOW = datetime(2026, 5, 3, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
"""The demonstration's present: a Sunday morning. It never moves, so its stories stay true."""

STORY_VERSION = "8"  # of the marker: another story is built beside none, but over an old one


@dataclass(frozen=True, slots=True)
class InventedFile:
    """A watch file that comes into being where and when it is read."""

    label: str
    name: str  # of the runner: it seeds the random numbers
    run: PlannedRun
    body: Body
    watch: Watch
    record_every_s: int
    context: str | None = None  # nothing but the file speaks of the run
    archive: str | None = None

    def read(self) -> bytes:
        """The file's bytes, the same each time."""
        track = record(
            self.run,
            body=self.body,
            watch=self.watch,
            rng=generator(self.name, self.run.starts_at.isoformat()),
            record_every_s=self.record_every_s,
        )
        return encode_fit(track)


def invented_file(person: Person, run: PlannedRun) -> InventedFile:
    """The file of one run, named by its start, as watches do."""
    return InventedFile(
        label=f"{run.starts_at:%Y-%m-%d-%H-%M-%S}.fit",
        name=person.name,
        run=run,
        body=person.body,
        watch=person.watch,
        record_every_s=person.record_every_s,
    )


def build_demo(
    home: Home,
    settings: Settings,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    people: Sequence[Person] = PEOPLE,
) -> None:
    """Fill the home with invented runners, unless that was done before.

    Safe to be killed and run again: what is in already is passed over, and the marker that says
    that all is there is written last. Raises UserError for a home that holds anything else.
    """
    if _holds_real_data(home):
        raise UserError(
            f"{home.root} is a home for real data, and invented runners never go into one: give "
            "the demo a folder of its own with --home or KNEEWISE_HOME."
        )
    home.create()
    marker = home.root / "demo.txt"
    if marker.is_file() and marker.read_text().strip() == STORY_VERSION:
        return
    home.clock.write_text(DEMO_NOW.isoformat() + "\n", "utf-8")
    settings = settings.at(home)
    runs = {person.name: planned_runs(person, until=DEMO_NOW) for person in people}
    total, done = sum(map(len, runs.values())), 0
    for person in people:
        bring_in(
            home,
            settings,
            person,
            runs=runs[person.name],
            on_progress=shifted(on_progress, done=done, total=total),
        )
        done += len(runs[person.name])
    marker.write_text(STORY_VERSION + "\n")


def _holds_real_data(home: Home) -> bool:
    """Whether anything of ours is there but for a demonstration, which its clock tells."""
    if home.clock.is_file():
        return False
    files = (home.journal, home.warehouse, home.sync_ledger)
    folders = (home.originals, home.samples, home.documents)
    return any(file.exists() for file in files) or any(
        folder.is_dir() and any(folder.iterdir()) for folder in folders
    )


def bring_in(
    home: Home,
    settings: Settings,
    person: Person,
    *,
    runs: Sequence[PlannedRun],
    on_progress: Callable[[Progress], None] | None,
) -> None:
    """One person: profile, runs, diary, strength."""
    journal = Journal(home, settings)
    runner = replace(
        journal.ensure_runner(person.name),
        birth_year=person.birth_year,
        height_cm=person.height_cm,
        time_zone=person.time_zone,
        week_start=person.week_start,
        units=person.units,
    )
    journal.save_runner(runner)
    files = [invented_file(person, run) for run in runs]
    import_sources(home, settings, files, runner=runner, on_progress=on_progress)
    entries = diary(person, runner_id=runner.runner_id, runs=runs, until=DEMO_NOW)
    written = keep_versions(journal, person, runner_id=runner.runner_id)
    entries = [entry for entry in entries if entry.entry_id not in written]
    if entries:
        journal.log_pains(entries)
    keep_told(journal, person, runner_id=runner.runner_id)
    journal.log_strengths(strength(person, runner_id=runner.runner_id))
    for warm_up in warm_ups(person, runner_id=runner.runner_id):
        journal.log_warm_up(warm_up)
    for told in person.check_ins:
        save_check_in(journal, weekly_check_in(told, runner_id=runner.runner_id))
    for findings in mechanics(person, runner_id=runner.runner_id):
        save_findings(journal, findings)
    if person.quicker_steps is not None:
        start_cadence_plan(
            journal, cadence_plan(person, person.quicker_steps, runner_id=runner.runner_id)
        )
    if person.plan is not None:
        plan = back_to_normal(person.plan, runner_id=runner.runner_id)
        start_plan(journal, plan, our_plans()[0], week_count=person.plan.weeks)


def weekly_check_in(told: WeeklyCheckIn, *, runner_id: str) -> CheckIn:
    """The journal's own form; one a runner, knee and day, so writing twice is harmless."""
    (text,) = own_texts()
    return CheckIn(
        runner_id=runner_id,
        local_date=told.on,
        questionnaire_id=text.facts.questionnaire_id,
        questionnaire_version=text.version,
        answers=told.answers,
        knee=told.knee,
    )


def cadence_plan(person: Person, steps: QuickerSteps, *, runner_id: str) -> CadencePlan:
    """A plan from what the body really has. Its id is the runner's: writing twice is harmless."""
    return CadencePlan(
        plan_id=f"{runner_id}-{steps.on:%Y%m%d}",
        runner_id=runner_id,
        started_at=steps.on.astimezone(UTC).replace(tzinfo=None),
        baseline_spm=person.body.cadence_spm,
        reference_speed_mps=person.body.easy_mps,
        line_slope=person.body.cadence_slope,
        line_week_start_date=steps.line_week,
        line_method="own",
        aim_spm=steps.aim_spm,
        is_height_known=True,
        wanted_run_count=6,
    )


def back_to_normal(told: BackToNormal, *, runner_id: str) -> Plan:
    """What a start on the eve would have frozen. Its id is the runner's: twice is harmless."""
    return Plan(
        plan_id=f"{runner_id}-plan-{told.from_date:%Y%m%d}",
        runner_id=runner_id,
        knee=told.knee,
        start_date=told.from_date,
        started_status="amber",
        started_light="amber",
        reason_name="amber",
        easing_share=parameter_value("easing_amber_share"),
        baseline_7d_m=told.baseline_7d_m,
        baseline_longest_m=told.baseline_longest_m,
        baseline_downhill_m=told.baseline_downhill_m,
        baseline_fast_s=told.baseline_fast_s,
        strength_session_count=our_programmes()[0].sessions_per_week,
    )


def shifted(
    on_progress: Callable[[Progress], None] | None, *, done: int, total: int
) -> Callable[[Progress], None] | None:
    """Progress of one person told as progress of all."""
    if on_progress is None:
        return None

    def tell(progress: Progress) -> None:
        rate = progress.files_per_s
        left = total - done - progress.done
        on_progress(
            replace(
                progress,
                done=done + progress.done,
                total=total,
                imported=done + progress.imported,
                remaining_s=left / rate if rate else None,
            )
        )

    return tell
