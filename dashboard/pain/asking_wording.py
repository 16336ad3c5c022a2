"""Words of the questions about pain, sleep, effort, old injuries and assessments."""

from types import MappingProxyType


class Pain:
    """Of a day's pain of one knee, on the form and of the command's options."""

    DAY_HELP = "Day of the run or the pain."
    UNTIMED_HELP = "At a moment that is not said, as a diary from elsewhere has it."
    MORNING_HELP = "The morning after that day."
    MORNING_TIP = "Belongs to the run of the day before: choose that day above."
    CHIPS = "What it felt like"
    CHIPS_HELP = "Such as sharp_hill; may repeat."
    ONSET = "It began this far into the run"
    ONSET_HELP = "Where in the run it began."
    LIMPING = "I limped, or ran differently because of it"
    LIMPING_HELP = "It changed how you run."


class Site:
    """Of pain elsewhere than at the knee."""

    OPENS = "Pain elsewhere"
    MISSING = "Choose a place first."
    SIDE = "Side, if it has one"
    SIDE_HELP = "Of a site: left or right."
    SCORE = "How much, 0 none to 10 worst"
    MORNING = "The morning after, if you know it"


class Sleep:
    """Of a night."""

    HELP = "Log how long you slept in the night that ended on the morning of that day."
    OPENS = "Log sleep"
    DAY = "Night that ended on the morning of"
    HOURS = "Hours slept"
    HOURS_HELP = "Hours slept, 0 to 24."


class Effort:
    """Of how hard a run felt."""

    SCORE = "How hard was it, half an hour later? 0 rest, 3 easy, 5 hard, 10 as hard as can be"
    SCORE_HELP = "0 rest to 10 as hard as can be (CR-10)."


class Injury:
    """Of an injury of the past."""

    HELP = "Tell of an injury of the past: context beside the load for a year, no limit changes."
    OPENS = "Add a past injury"
    DAY = "Last day it kept you from running as usual"
    DAY_HELP = "Last day it kept you from running as usual."


class Assessment:
    """Of somebody qualified who has looked."""

    HELP = (
        "Log that somebody qualified has looked: it answers warning signs of that day and before."
    )
    MISSING = "Say who looked, and what came of it."
    SENDS = "Keep it"
    WHO = "Who looked"
    OUTCOME = "What came of it"
    KNEE = "What they looked at"
    KNEE_HELP = "left or right; both if not given."
    NOTE = "What they found, if you like"


class Light:
    """Of the limits that a knee's light goes by."""

    OPENS = "Change the limits"
    ABOUT = (
        "For a patellar tendon that a clinician has looked at. The limit comes from a trial of "
        "38 people with a sore Achilles tendon (grade C), not from knees. What an hour after and "
        "the next morning may bring stays as it is."
    )
    MISSING = "Choose a knee, and on whose word the limits change."
    DECIDER = "On whose word"
    DECIDERS = MappingProxyType(
        {"clinician": "I am the clinician", "runner": "My clinician said so"}
    )
