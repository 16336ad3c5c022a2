"""How pain, sleep, effort, old injuries and assessments are asked for."""

from dashboard.pain import asking_wording as words_of
from dashboard.ui import display
from dashboard.ui.asking import RUNNER, Asked, Field
from etl.journal.entries import (
    INJURY_SITES,
    TIMED_SCORES,
    DayLog,
    PainEntry,
    PastInjury,
    RunEffort,
)
from etl.journal.other_site_entries import LightProfile, SitePain
from etl.journal.red_flags import Assessment

_MARKED = {code: f"{mark.shape} {mark.word}" for code, mark in display.KNEES.items()}
_WITH_UNSAID = {code: f"{mark.shape} {mark.word}" for code, mark in display.PAIN_KNEES.items()}
_OPTIONS = dict(zip(TIMED_SCORES, ("before", "during", "after", "morning"), strict=True))
_MORNING = "pain_morning_score"

PAIN = Asked(
    entry=PainEntry,
    table="pain_entry",
    key="pain",
    fields={
        "local_date": Field("Day", option="date", help=words_of.Pain.DAY_HELP),
        "knee": Field("Knee", words=_WITH_UNSAID, look="segments"),
        **{
            column: Field(
                words,
                option=_OPTIONS[column],
                help=words_of.Pain.MORNING_HELP if column == _MORNING else "",
                tip=words_of.Pain.MORNING_TIP if column == _MORNING else None,
                look="pills",
            )
            for column, words in display.PAIN_MOMENTS.items()
        },
        "pain_untimed_score": Field(
            display.ALL_MOMENTS["pain_untimed_score"],
            option="score",
            help=words_of.Pain.UNTIMED_HELP,
            look="pills",
        ),
        "chips": Field(
            words_of.Pain.CHIPS,
            option="chip",
            help=words_of.Pain.CHIPS_HELP,
            words=display.CHIPS,
        ),
        "place": Field("Where", words=display.PLACES),
        "onset_m": Field(
            words_of.Pain.ONSET,
            option="onset-km",
            help=words_of.Pain.ONSET_HELP,
            step=0.5,
            is_distance=True,
        ),
        "is_limping": Field(
            words_of.Pain.LIMPING,
            option="limping",
            help=words_of.Pain.LIMPING_HELP,
        ),
        "note": Field("Note", look="area"),
    },
)

SITE = Asked(
    entry=SitePain,
    table="site_pain",
    key="site",
    opens=words_of.Site.OPENS,
    missing=words_of.Site.MISSING,
    fields={
        "site": Field("Where", words=display.SITES),
        "side": Field(
            words_of.Site.SIDE, help=words_of.Site.SIDE_HELP, words=_MARKED, look="segments"
        ),
        "local_date": Field("Day", key="day"),
        "pain_during_score": Field(words_of.Site.SCORE, key="score", look="pills"),
        "pain_morning_score": Field(words_of.Site.MORNING, key="morning", look="pills"),
        "note": Field("Note"),
    },
)

SLEEP = Asked(
    entry=DayLog,
    table="day_log",
    command="day",
    help=words_of.Sleep.HELP,
    opens=words_of.Sleep.OPENS,
    key="sleep",
    fields={
        "runner_id": RUNNER,
        "local_date": Field(words_of.Sleep.DAY, key="day", back_days=365),
        "sleep_h": Field(
            words_of.Sleep.HOURS, key="hours", help=words_of.Sleep.HOURS_HELP, step=0.25
        ),
    },
)

EFFORT = Asked(
    entry=RunEffort,
    table="run_effort",
    key="effort",
    fields={
        "perceived_exertion_score": Field(
            words_of.Effort.SCORE,
            help=words_of.Effort.SCORE_HELP,
            look="pills",
            is_argument=True,
        ),
    },
)

INJURY = Asked(
    entry=PastInjury,
    table="past_injury",
    command="injury",
    help=words_of.Injury.HELP,
    opens=words_of.Injury.OPENS,
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
            words_of.Injury.DAY,
            key="day",
            option="date",
            help=words_of.Injury.DAY_HELP,
        ),
    },
)

ASSESSMENT = Asked(
    entry=Assessment,
    table="assessment",
    command="assessment",
    help=words_of.Assessment.HELP,
    key="assessment",
    missing=words_of.Assessment.MISSING,
    sends=words_of.Assessment.SENDS,
    saved="Kept.",
    fields={
        "assessed_by": Field(
            words_of.Assessment.WHO, key="who", option="by", words=display.ASSESSORS, look="radio"
        ),
        "outcome": Field(words_of.Assessment.OUTCOME, words=display.OUTCOMES, look="radio"),
        "knee": Field(
            words_of.Assessment.KNEE,
            help=words_of.Assessment.KNEE_HELP,
            words={None: "Everything"}
            | {code: f"{mark.word} knee" for code, mark in display.KNEES.items()},
            look="row",
        ),
        "runner_id": RUNNER,
        "local_date": Field("Day", key="day"),
        "note": Field(words_of.Assessment.NOTE, look="area"),
    },
)

LIGHT = Asked(
    entry=LightProfile,
    table="light_profile",
    opens=words_of.Light.OPENS,
    about=words_of.Light.ABOUT,
    key="profile",
    missing=words_of.Light.MISSING,
    fields={
        "knee": Field("Knee", words=_MARKED, look="segments"),
        "profile": Field("Limits", key="which", words=display.LIGHT_PROFILES, look="radio"),
        "decided_by": Field(
            words_of.Light.DECIDER,
            key="decider",
            words=words_of.Light.DECIDERS,
            look="radio",
        ),
        "local_date": Field("From", key="from", back_days=365),
    },
)
