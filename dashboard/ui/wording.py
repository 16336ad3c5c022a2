"""Words that come back on many screens: what stored codes are called, what parts say."""

WAY_IN = "Bring in runs"
WAY_IN_OR_PAIN = "Log pain or bring in runs"
NO_NAME = "No name"
TAKE_BACK = "Take it back"
NOTHING_TO_SEE = "There is nothing here for you to see."
NOTHING_DRAWN = "There is nothing to draw in this period."
TABLE_AND_CSV = "Table and CSV"
DOWNLOAD_CSV = "Download CSV"


def in_180_days(times: str) -> str:
    """`2 times in 180 days`"""
    return f"{times} in 180 days"


LIGHT_PROFILES = {
    "pfp_strict": "Strict: up to 2 of 10 while running",
    "tendon_5": "Tendon: up to 5 of 10 while running",
}
"""The limits that a knee's light can go by: stored code to words."""

ASSESSORS = {
    "physiotherapist": "A physiotherapist",
    "doctor": "A doctor",
    "other": "Somebody else qualified",
}
"""Who assessed a knee: stored code to words."""

OUTCOMES = {
    "cleared": "Cleared: nothing stands in the way of running",
    "may_train_with_limits": "May train, within the limits they gave",
    "under_care": "Under their care: not training yet",
}
"""What an assessment came to: stored code to words."""

PAIN_MOMENTS = {
    "pain_during_score": "Worst while running",
    "pain_after_score": "An hour after",
    "pain_morning_score": "The morning after",
    "pain_before_score": "Before or at rest",
}
"""The four scores of a day, in the order they are asked: stored column to words."""

ALL_MOMENTS = PAIN_MOMENTS | {"pain_untimed_score": "Moment not said"}
"""And the one of diaries from elsewhere that do not say when."""

SIDE_NOT_SAID = "Side not said"
KNEE_NOT_SAID = "knee (side not said)"

PLACES = {
    "front": "Front, around the kneecap",
    "below": "Just below the kneecap",
    "inner": "Inner side",
    "outer": "Outer side",
    "back": "Back of the knee",
    "all_over": "All over",
}
"""Where on the knee it hurts: stored code to words."""

SITES = {
    "hip": "Hip",
    "shin": "Shin",
    "calf": "Calf",
    "achilles": "Achilles tendon",
    "foot": "Foot",
    "back": "Back",
}
"""Where else it hurts: stored code to words."""

CHIPS = {
    "tight_kneecap": "Tight around the kneecap",
    "sharp_hill": "Sharp on hills",
    "mid_run": "Came on mid-run",
    "sore_morning": "Sore next morning",
    "sore_muscle": "Sore in the muscle, not the joint",
    "stairs": "On stairs",
    "sitting": "After sitting",
}
"""What it felt like: stored code to words."""

ALTITUDE_SOURCES = {
    "barometric": "barometer",
    "gps": "GPS only, rough",
    "corrected": "corrected map heights",
    "none": "no altitude",
}
"""How a run's metres of climb were measured: stored code to words."""

SOURCES = {
    "fit": "FIT file",
    "gpx": "GPX file",
    "tcx": "TCX file",
    "strava_export": "Strava export",
    "garmin_takeout": "Garmin takeout, a row",
    "apple_health": "Apple Health, a row",
    "runkeeper": "Runkeeper, a row",
    "polar": "Polar session",
    "fitbit": "Fitbit, a row",
    "samsung_health": "Samsung Health, a row",
    "zepp": "Zepp, a row",
    "huawei_health": "Huawei Health, a row",
    "nike": "Nike Run Club activity",
    "strava_api": "Strava connection",
}
"""Where an activity came from: stored code to words."""

IMPORT_STATUSES = {
    "imported": "imported",
    "duplicate": "already here",
    "skipped": "without an activity",
    "failed": "unreadable",
    "set_aside": "waiting for your word",
}
"""What became of a file: stored code to words."""

EVIDENCE_GRADES = {
    "A": "trials or meta-analyses that agree",
    "B": "a large study that followed runners",
    "C": "small, laboratory or snapshot studies",
    "D": "expert opinion or our own choice",
}
"""Evidence grades as in the rule files."""

STATUSES = {
    "refer": "See a clinician",
    "red": "Back off",
    "amber": "Ease back",
    "high_load": "Big jump",
    "load_note": "Take note",
    "ok": "OK",
    "not_enough_data": "Not enough data",
}
"""Status codes of `risk.runner_day`, worst first, to words."""

LIGHTS = {
    "refer": "See a clinician",
    "red": "Red: back off",
    "amber": "Amber: ease back",
    "green": "Green: calm",
    "green_provisional": "So far calm, not all answers in",
}
"""Traffic lights of `metric.pain_day` to words."""

GATES = {
    "passed": "Passed",
    "held": "Held",
    "stepped_back": "Back a phase",
    "not_known": "Not known: holds",
    "running": "Running",
    "to_come": "To come",
    "paused": "Paused",
}
"""What the gate of a week of a plan said, to words."""
