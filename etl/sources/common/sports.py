"""What kind of activity a file means, whatever words and language it uses: `sports.toml`."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Sport:
    """One kind of activity. On a treadmill there are neither positions nor terrain."""

    name: str
    is_run: bool = False
    is_treadmill: bool = False

    @property
    def is_virtual(self) -> bool:
        """Whether its positions lie in a world that somebody drew."""
        return self.name.startswith("virtual_")


def to_sport(text: str | None) -> Sport | None:
    """The sport a word stands for, None where the word is missing or unknown."""
    return _BY_WORD.get(_plain(text)) if text else None


def to_fit_sport(sport: str | None, sub_sport: str | None) -> Sport | None:
    """The sport of a FIT session: the pair where it is known, else the sport alone."""
    return to_sport(f"{sport}/{sub_sport}") or to_sport(sport)


def sport_in_name(name: str | None) -> Sport | None:
    """The kind that the words of a name agree on, or None; only kinds people move on foot in count.

    "Running 3/10/26" is a run, "Run to the swim" tells nothing.
    """
    words = re.findall(r"[^\W\d_]+", name or "")
    told = [sport for word in words if (sport := to_sport(word)) and len(word) > 2]
    kinds = {"run" if sport.is_run else sport.name for sport in told}
    if len(kinds) != 1 or not kinds <= {"run", "walk", "hike", "ride", "swim", "ski", "row"}:
        return None
    return next((sport for sport in told if sport.name != "run"), told[0])


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return re.sub(r"[\s_'’\-]+", "", letters)


def _read() -> dict[str, dict[str, object]]:
    return tomllib.loads(Path(__file__).with_name("sports.toml").read_text("utf-8"))


def _words(tables: dict[str, dict[str, object]]) -> dict[str, Sport]:
    by_word: dict[str, Sport] = {}
    for name, table in tables.items():
        sport = Sport(name, bool(table.get("is_run")), bool(table.get("is_treadmill")))
        names = table["names"]
        if not isinstance(names, list):
            raise TypeError(f"sports.toml: {name} needs a list of names")
        by_word |= {_plain(str(word)): sport for word in (name, *names)}
    return by_word


_BY_WORD = _words(_read())
SPORTS = {sport.name: sport for sport in _BY_WORD.values()}
"""Every sport by its own name."""
