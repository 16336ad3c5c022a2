"""Which places and screens somebody is shown, in which order, and where they start."""

from dataclasses import dataclass
from typing import Literal

from dashboard.screens import (
    KNEE,
    MORE,
    PATIENTS,
    PLAN,
    SCREENS,
    SQUAD,
    TODAY,
    TRAINING,
    Place,
    Screen,
    screen_at,
)

Role = Literal["runner", "coach", "clinician"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks, as far as the way around depends on it; `has_many`: several runners to look at."""

    role: Role = "runner"
    is_team: bool = False
    has_many: bool = False

    @property
    def looks_after_others(self) -> bool:
        """As a coach or clinician, even while nobody shares yet."""
        return self.role != "runner"


@dataclass(frozen=True, slots=True)
class Group:
    """A place with those of its screens that are shown, each with its title there."""

    place: Place
    screens: tuple[tuple[Screen, str], ...]

    @property
    def url_path(self) -> str:
        """Where the place leads: to its first screen."""
        return self.screens[0][0].url_path

    def holds(self, screen: Screen) -> bool:
        """Whether it is one of these."""
        return any(screen is one for one, _ in self.screens)


def start_of(role: Role) -> Screen:
    """The screen at the root."""
    return screen_at({"runner": "today", "coach": "squad", "clinician": "patient"}[role])


def groups_for(visitor: Visitor) -> tuple[Group, ...]:
    """The bar: five places, and for who sees others one more, first where that is their work."""
    own = [_group(place, visitor) for place in (TODAY, TRAINING, KNEE, PLAN, MORE)]
    if visitor.looks_after_others:
        return (_of_others(visitor), *own)
    return (*own[:-1], _of_others(visitor), own[-1]) if visitor.has_many else tuple(own)


def _group(place: Place, visitor: Visitor) -> Group:
    shown = [
        (screen, screen.title)
        for screen in SCREENS
        if screen.place is place and (visitor.is_team or not screen.is_of_team)
    ]
    if place is MORE and not (visitor.has_many or visitor.looks_after_others):
        shown += [(one, one.title_alone) for one in SCREENS if one.title_alone]
    return Group(place, tuple(shown))


def _of_others(visitor: Visitor) -> Group:
    """One place for both, so that a phone's bar stays wide enough for a thumb."""
    squad, patient = ((one, one.title) for one in SCREENS if one.place in {SQUAD, PATIENTS})
    if visitor.role == "clinician":
        return Group(PATIENTS, (patient, squad))
    return Group(SQUAD, (squad, patient))
