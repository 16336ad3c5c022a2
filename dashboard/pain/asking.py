"""How pain, sleep, effort, old injuries and assessments are asked for."""

from dashboard.ui import display
from dashboard.ui.asking import RUNNER, Asked, Field
from etl.journal.entries import (
    INJURY_SITES,
    PAIN_SCORES,
    DayLog,
    PainEntry,
    PastInjury,
    RunEffort,
)
from etl.journal.other_site_entries import LightProfile, SitePain
from etl.journal.red_flags import Assessment

_MARKED = {code: f"{mark.shape} {mark.word}" for code, mark in display.KNEES.items()}
_OPTIONS = dict(zip(PAIN_SCORES, ("before", "during", "after", "morning"), strict=True))
_MORNING = "pain_morning_score"

PAIN = Asked(
    entry=PainEntry,
    table="pain_entry",
    key="pain",
    fields={
        "local_date": Field("Day", option="date", help="Day of the run or the pain."),
        "knee": Field("Knee", words=_MARKED, look="segments"),
        **{
            column: Field(
                words,
                option=_OPTIONS[column],
                help="The morning after that day." if column == _MORNING else "",
                tip="Belongs to the run of the day before: choose that day above."
                if column == _MORNING
                else None,
                look="pills",
            )
            for column, words in display.PAIN_MOMENTS.items()
        },
        "chips": Field(
            "What it felt like",
            option="chip",
            help="Such as sharp_hill; may repeat.",
            words=display.CHIPS,
        ),
        "place": Field("Where", words=display.PLACES),
        "onset_m": Field(
            "It began this far into the run",
            option="onset-km",
            help="Where in the run it began.",
            step=0.5,
            is_distance=True,
        ),
        "is_limping": Field(
            "I limped, or ran differently because of it",
            option="limping",
            help="It changed how you run.",
        ),
        "note": Field("Note", look="area"),
    },
)

SITE = Asked(
    entry=SitePain,
    table="site_pain",
    key="site",
    opens="Pain elsewhere",
    missing="Choose a place first.",
    fields={
        "site": Field("Where", words=display.SITES),
        "side": Field(
            "Side, if it has one", help="Of a site: left or right.", words=_MARKED, look="segments"
        ),
        "local_date": Field("Day", key="day"),
        "pain_during_score": Field("How much, 0 none to 10 worst", key="score", look="pills"),
        "pain_morning_score": Field(
            "The morning after, if you know it", key="morning", look="pills"
        ),
        "note": Field("Note"),
    },
)

SLEEP = Asked(
    entry=DayLog,
    table="day_log",
    command="day",
    help="Log how long you slept in the night that ended on the morning of that day.",
    opens="Log sleep",
    key="sleep",
    is_emptied=False,
    fields={
        "runner_id": RUNNER,
        "local_date": Field("Night that ended on the morning of", key="day", back_days=365),
        "sleep_h": Field("Hours slept", key="hours", help="Hours slept, 0 to 24.", step=0.25),
    },
)

EFFORT = Asked(
    entry=RunEffort,
    table="run_effort",
    key="effort",
    fields={
        "perceived_exertion_score": Field(
            "How hard was it, half an hour later? 0 rest, 3 easy, 5 hard, 10 as hard as can be",
            help="0 rest to 10 as hard as can be (CR-10).",
            look="pills",
            is_argument=True,
        ),
    },
)

INJURY = Asked(
    entry=PastInjury,
    table="past_injury",
    command="injury",
    help="Tell of an injury of the past: context beside the load for a year, no limit changes.",
    opens="Add a past injury",
    key="injury",
    fields={
        "site": Field(
            "Where",
            words={site: site.capitalize() for site in INJURY_SITES},
            look="list",
            is_argument=True,
        ),
        "runner_id": RUNNER,
        "side": Field(
            "Side", words={code: mark.word for code, mark in display.KNEES.items()}, look="segments"
        ),
        "local_date": Field(
            "Last day it kept you from running as usual",
            key="day",
            option="date",
            help="Last day it kept you from running as usual.",
        ),
    },
)

ASSESSMENT = Asked(
    entry=Assessment,
    table="assessment",
    command="assessment",
    help="Log that somebody qualified has looked: it answers warning signs of that day and before.",
    key="assessment",
    missing="Say who looked, and what came of it.",
    sends="Keep it",
    saved="Kept.",
    fields={
        "assessed_by": Field(
            "Who looked", key="who", option="by", words=display.ASSESSORS, look="radio"
        ),
        "outcome": Field("What came of it", words=display.OUTCOMES, look="radio"),
        "knee": Field(
            "What they looked at",
            help="left or right; both if not given.",
            words={None: "Everything"}
            | {code: f"{mark.word} knee" for code, mark in display.KNEES.items()},
            look="row",
        ),
        "runner_id": RUNNER,
        "local_date": Field("Day", key="day"),
        "note": Field("What they found, if you like", look="area"),
    },
)

LIGHT = Asked(
    entry=LightProfile,
    table="light_profile",
    opens="Change the limits",
    about="For a patellar tendon that a clinician has looked at. The limit comes from a trial of "
    "38 people with a sore Achilles tendon (grade C), not from knees. What an hour after and the "
    "next morning may bring stays as it is.",
    key="profile",
    missing="Choose a knee, and on whose word the limits change.",
    fields={
        "knee": Field("Knee", words=_MARKED, look="segments"),
        "profile": Field("Limits", key="which", words=display.LIGHT_PROFILES, look="radio"),
        "decided_by": Field(
            "On whose word",
            key="decider",
            words={"clinician": "I am the clinician", "runner": "My clinician said so"},
            look="radio",
        ),
        "local_date": Field("From", key="from", back_days=365),
    },
)
