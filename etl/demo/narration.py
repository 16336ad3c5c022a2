"""What was told of an invented runner beside the diary's rows: signs, assessments, events, other
pain, and what their coach keeps beside the board.
"""

from dataclasses import asdict, replace
from operator import itemgetter
from typing import Any

import polars as pl

from etl.demo.pain_diary import to_entry
from etl.demo.runners import Person
from etl.journal.coach_notes import SquadNote, save_squad_note
from etl.journal.other_site_entries import SitePain
from etl.journal.other_sites import log_site_pain
from etl.journal.races import RunnerEvent, keep_event
from etl.journal.red_flags import Assessment, RedFlagAnswer, answer_red_flags, keep_assessment
from etl.journal.store import Journal
from etl.journal.triage_marks import SquadMark, save_marks
from etl.storage.frames import scanned_once


def keep_told(journal: Journal, person: Person, *, runner_id: str) -> None:
    """Everything told, in the story's order. Ids are the runner's: writing twice is harmless."""
    for told in person.told:
        if isinstance(told, SquadMark):
            save_marks(journal, [replace(told, runner_id=runner_id)])
            continue
        entry_id = f"{runner_id}-{told.entry_id}"
        match told:
            case SquadNote():
                save_squad_note(journal, replace(told, runner_id=runner_id, entry_id=entry_id))
            case RedFlagAnswer():
                kept = replace(told, runner_id=runner_id, entry_id=entry_id)
                answer_red_flags(journal, kept)
            case Assessment():
                keep_assessment(journal, replace(told, runner_id=runner_id, entry_id=entry_id))
            case RunnerEvent():
                keep_event(journal, replace(told, runner_id=runner_id, entry_id=entry_id))
            case SitePain():
                log_site_pain(journal, replace(told, runner_id=runner_id, entry_id=entry_id))


def keep_versions(journal: Journal, person: Person, *, runner_id: str) -> frozenset[str]:
    """Rows of the diary that were written late or changed, with the moments; their entry ids.

    The journal itself only ever writes the present moment.
    """
    rows: list[dict[str, Any]] = [
        asdict(to_entry(row, runner_id=runner_id))
        | {"is_deleted": False, "saved_by": "local", "saved_at": saved_at}
        for saved_at, row in sorted(person.versions, key=itemgetter(0))
    ]
    if rows:
        words = pl.List(pl.String)
        frame = pl.DataFrame(rows, schema_overrides={"chips": words, "red_flags": words})
        with journal.writing() as connection, scanned_once(connection, "arriving", frame):
            connection.execute("insert into journal.pain_entry by name select * from arriving")
    return frozenset(row["entry_id"] for row in rows)
