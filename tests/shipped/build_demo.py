"""Run inside an installation: a demonstration with two of its invented runners, in the home named.

All eleven take half a minute; these two have 18 weeks behind them, and three.
"""

from etl.demo import build_demo
from etl.demo.stories import PEOPLE
from etl.home import Home
from etl.settings import Settings

settings = Settings()
few = [person for person in PEOPLE if person.name in {"Nele W.", "Tom B."}]
build_demo(Home(settings.home), settings, people=few)
