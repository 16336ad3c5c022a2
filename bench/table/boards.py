"""A coach's board of 100 runners: worked out from nothing, and after one of them logged."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.crowd import Crowd, make_crowd
from bench.table.figures import Row
from dashboard.access.gateway import Gateway, Viewer
from etl.journal.entries import PainEntry
from etl.journal.store import Journal
from etl.people.accounts import TeamPerson
from etl.settings import Settings

RUNNERS = 100
BOARD = "page.squad"
TEAM = {
    "oidc_issuer": "http://127.0.0.1:1",
    "oidc_client_id": "kneewise",
    "oidc_client_secret": "none",
    "oidc_cookie_secret": "c" * 40,
}


@dataclass(slots=True)
class _Board:
    """Somebody who looks at the same board again and again."""

    crowd: Crowd
    settings: Settings
    coach: TeamPerson
    gateway: Gateway

    def look(self) -> int:
        """How many runners are on it."""
        viewer = Viewer(viewer_id=self.coach.person_id, is_owner=False)
        return self.gateway.load(viewer, BOARD)["runner_id"].n_unique()


def board_rows(scratch: Path, *, goes: int) -> Iterator[Row]:
    """In one process that has shown a board before."""
    board = _a_board(scratch / "crowd")
    first_s = [taken_s(board.look)]
    cold_s, first_s_of_one, after_s, ready_s = [], [], [], []
    for go in range(goes):
        board.gateway = Gateway(board.crowd.home, board.settings)  # nothing of it is in memory
        cold_s.append(taken_s(board.look))
        for taken in (first_s_of_one, after_s):  # a server works out ahead what the second finds
            score = 2 + (taken is after_s)
            _log(board, list(board.crowd.names)[go], score=score)
            taken.append(taken_s(board.look))
        _log(board, list(board.crowd.names)[go], score=4)
        board.gateway.prepare_boards()  # as the server does as soon as somebody has written
        ready_s.append(taken_s(board.look))
    what = f"board of {board.look()}"
    yield Row(f"{what}, nothing stored", first_s)
    yield Row(f"{what}, cold", cold_s, bar="≤ 0.4 s")
    yield Row(f"{what}, after one log of whom nothing else is stored", first_s_of_one)
    yield Row(f"{what}, after one log", after_s, bar="≤ 0.08 s")
    yield Row(f"{what}, after one log that the server has seen to", ready_s)
    yield Row(f"{what}, nothing changed", [taken_s(board.look) for _ in range(goes)])


def _a_board(folder: Path) -> _Board:
    crowd = make_crowd(folder, coaches=1, runners=0)
    given = {"home": folder, "time_zone": "Europe/Berlin", **TEAM}
    settings = Settings.model_validate(given).at(crowd.home)
    gateway = Gateway(crowd.home, settings)
    people = gateway.team(settings.current_time().date()).people
    coach = next(one for one in people if one.is_coach)
    return _Board(crowd, settings, coach, gateway)


def _log(board: _Board, runner_id: str, *, score: int) -> None:
    today = board.settings.current_time().date()
    Journal(board.crowd.home, board.settings).log_pain(
        PainEntry(runner_id=runner_id, local_date=today, knee="left", pain_during_score=score)
    )


def taken_s(work: Callable[[], object]) -> float:
    """Processor time of this process, all threads together."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
