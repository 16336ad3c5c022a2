"""How a clinician's note and a limit for one runner are asked for."""

from dashboard.ui.asking import Asked, Field
from etl.journal.clinic_notes import ClinicNote
from etl.journal.rule_overrides import TABLE, USUAL_WEEKS, RuleOverride

NOTE = Asked(
    entry=ClinicNote,
    table="clinic_note",
    fields={"note": Field("What you found, and what was agreed", look="area")},
)
LIMIT = Asked(
    entry=RuleOverride,
    table=TABLE,
    fields={
        "rule_id": Field("Limit", help="Such as session_spike.", is_argument=True),
        "level": Field(help="Where the rule has several: info, watch, high."),
        "threshold": Field(option="to", help="The limit for this runner."),
        "reason": Field("Why", help="Why, for whoever reads it.", look="area"),
        "until_date": Field(
            "Last day", option="until", help=f"Last day; {USUAL_WEEKS} weeks if not given."
        ),
    },
)
