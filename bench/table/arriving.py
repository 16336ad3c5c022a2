"""From the moment a file is dropped or sent until *Today* shows its run."""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import requests

from bench.table.figures import Row
from bench.visitors import run_apart, whoever_has
from dashboard.server.token import cookie_name, home_token
from etl.home import Home
from etl.journal.store import Journal
from etl.people.upload_tokens import UploadTokens
from etl.settings import Settings
from tests.builders import a_run
from tests.builders.homes import a_home
from tests.builders.serving import a_server

PATIENCE_S = 60.0
TIME_ZONE = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class _Watched:
    """A served home of one runner, the folder that it watches, and a token for it."""

    address: str
    home: Home
    folder: Path
    token: str

    def drop(self, content: bytes, name: str) -> None:
        (self.folder / name).write_bytes(content)

    def send(self, content: bytes, _name: str) -> None:
        requests.post(
            f"{self.address}/api/v1/files",
            data=content,
            headers={"authorization": f"Bearer {self.token}", "content-type": "application/fit"},
            timeout=PATIENCE_S,
        ).raise_for_status()

    def shown_after_s(self, km: str, begin: Callable[[], None]) -> float:
        """Seconds from `begin` until a page that is opened anew names a run of that length."""
        begun = time.monotonic()
        begin()
        while km not in run_apart(self.page_of_today()):
            if time.monotonic() - begun > PATIENCE_S:
                raise SystemExit(f"A run of {km} km never came to Today.")
        return time.monotonic() - begun

    async def page_of_today(self) -> str:
        """What a browser would be sent of it."""
        secret = home_token(self.home)
        async with whoever_has(self.address, (cookie_name(secret), secret)) as visitor:
            await visitor.visit("")
            return visitor.received.decode("utf-8", "replace")


def arriving_rows(scratch: Path, *, goes: int) -> Iterator[Row]:
    """Dropped into a watched folder, and sent with a token, by the clock; a home for each go."""
    taken_s: dict[str, list[float]] = {"dropped into a watched folder": [], "sent": []}
    for go in range(goes):
        with _a_place(scratch / str(go)) as (place, today):
            run_apart(place.page_of_today())  # the server is warm
            bringing = (place.drop, place.send)
            for number, (how, bring) in enumerate(zip(taken_s, bringing, strict=True)):
                km = f"{6.1 + 1.1 * number:.1f}"  # the longest and the latest, which Today names
                content = a_run(today - timedelta(days=2 - number), km=float(km))
                begin = partial(bring, content, f"{km}.fit")
                taken_s[how].append(place.shown_after_s(km, begin))
    for how, seconds in taken_s.items():
        yield Row(f"a file {how} until Today shows it", seconds, bar="≤ 5 s")


@contextmanager
def _a_place(scratch: Path) -> Generator[tuple[_Watched, date]]:
    today = date.today()  # noqa: DTZ011  of the machine that serves
    home, settings = a_home(scratch / "home", [a_run(today - timedelta(days=20), km=5)])
    settings = Settings(home=home.root, time_zone=TIME_ZONE)
    _, token = UploadTokens(home, settings).make(
        runner_id=Journal(home, settings).ensure_runner().runner_id,
        person_id=None,
        name="bench",
        until=today + timedelta(days=1),
        today=today,
        time_zone=TIME_ZONE,
    )
    folder = scratch / "watched"
    folder.mkdir()
    with a_server(home.root, scratch / "log", {"KNEEWISE_WATCH": str(folder)}) as server:
        yield _Watched(server.address, home, folder, token), today
