"""How strength work is asked for."""

from dashboard.strength import wording
from dashboard.ui.asking import RUNNER, Asked, Field
from etl.journal.entries import StrengthEntry

STRENGTH = Asked(
    entry=StrengthEntry,
    table="strength_entry",
    command="strength",
    help=wording.COMMAND,
    key="details",
    fields={
        "exercise": Field(help=wording.EXERCISE_HELP, is_argument=True),
        "runner_id": RUNNER,
        "local_date": Field(),
        "set_count": Field("Sets", option="sets", help=wording.SETS_HELP, step=1),
        "repetition_count": Field(wording.REPETITIONS, option="repetitions", step=1),
        "hold_s": Field(wording.HOLD_SECONDS, step=1),
        "load_kg": Field(wording.WEIGHT, step=0.5),
        "knee": Field(
            wording.ONE_SIDE,
            option="side",
            help=wording.SIDE_HELP,
            words=wording.SIDES,
        ),
        "pain_during_score": Field(wording.PAIN_DURING, option="pain", look="pills"),
        "note": Field("Note"),
    },
)
