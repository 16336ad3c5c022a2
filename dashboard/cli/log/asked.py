"""Entries whose command is no more than what is asked, as a form asks it."""

from dashboard.cli.log.options import command
from dashboard.pain.asking import ASSESSMENT, INJURY, SLEEP
from dashboard.plan.asking import EVENT
from dashboard.strength.asking import STRENGTH

COMMANDS = (ASSESSMENT, EVENT, STRENGTH, SLEEP, INJURY)

assessment, event, strength, day, injury = map(command, COMMANDS)
