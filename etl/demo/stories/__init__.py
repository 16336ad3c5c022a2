"""Who lives in the demonstration. Every name, run and pain here is invented."""

from etl.demo.runners import Person
from etl.demo.stories.mara import MARA
from etl.demo.stories.others import MAREK, RUTH
from etl.demo.stories.squad import SQUAD

PEOPLE: tuple[Person, ...] = (MARA, RUTH, MAREK, *SQUAD)
