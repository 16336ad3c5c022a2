"""How strength work is asked for."""

from dashboard.ui.asking import RUNNER, Asked, Field
from etl.journal.entries import StrengthEntry

STRENGTH = Asked(
    entry=StrengthEntry,
    table="strength_entry",
    command="strength",
    help="Log the sets of one exercise; several entries of a day add up.",
    key="details",
    fields={
        "exercise": Field(help="Such as spanish_squat.", is_argument=True),
        "runner_id": RUNNER,
        "local_date": Field(),
        "set_count": Field("Sets", option="sets", help="On each side, where it has sides.", step=1),
        "repetition_count": Field("Repetitions of a set", option="repetitions", step=1),
        "hold_s": Field("Seconds held", step=1),
        "load_kg": Field("Weight, kg", step=0.5),
        "knee": Field(
            "One side only",
            option="side",
            help="left or right, where only that side was trained.",
            words={"left": "Left only", "right": "Right only"},
        ),
        "pain_during_score": Field(
            "Knee pain during it, 0 none to 10 worst", option="pain", look="pills"
        ),
        "note": Field("Note"),
    },
)
