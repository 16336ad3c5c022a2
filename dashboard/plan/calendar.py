"""The weeks of a plan as a calendar file (RFC 5545): what to run, nothing of how a knee felt."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from dashboard.plan import wording as plan_wording
from dashboard.rows.plan import Plan, PlanWeek
from etl.errors import UserError
from etl.text import LONGEST_NAME, one_line


def to_calendar(
    plan: Plan, weeks: Sequence[PlanWeek], *, units: str, now: datetime, today: date
) -> bytes:
    """One all-day event a week of which the targets are known.

    `plan`: a row of `page.plan`; `weeks`: its rows of `page.plan_week`; `now` aware, `today` the
    runner's day. An event's id never changes; its SEQUENCE grows with every change and every day
    of the plan, so that a file read later wins. Raises UserError where no week can be told.
    """
    told = [week for week in weeks if week["target_distance_m"] is not None]
    if not told:
        raise UserError("There is no week to put into a calendar now: Plan says why.")
    calendar = Calendar()
    calendar.add("prodid", "-//Kneewise//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Kneewise: {one_line(plan['template_title'], most=LONGEST_NAME)}")
    sequence = plan["version_count"] + max((today - plan["start_date"]).days + 1, 0)
    for week in told:
        calendar.add_component(_event(plan, week, units=units, now=now, sequence=sequence))
    return calendar.to_ical()


def _event(plan: Plan, week: PlanWeek, *, units: str, now: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{plan['plan_id']}-week-{week['week_index']}@kneewise")
    event.add("dtstamp", now)
    event.add("sequence", sequence)
    event.add("summary", plan_wording.calendar_summary(plan, week, units))
    event.add("description", plan_wording.calendar_text(week, units))
    event.add("dtstart", week["week_start_date"])
    event.add("dtend", week["week_end_date"] + timedelta(days=1))  # the day after, as RFC 5545 says
    event.add("transp", "TRANSPARENT")
    return event
