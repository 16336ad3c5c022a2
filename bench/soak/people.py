"""What one of many people does: comes, looks, logs pain, sends a small file, goes, comes back."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import requests
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.exceptions import ConnectionClosed

from bench.visitors import Visitor, signed_in_cookie, visitor

OF_RUNNERS = ("today", "load", "pain", "plan", "runs", "data")
OF_COACHES = ("squad", "patient", "load", "pain")
_FIRST_DAY = date(2015, 1, 1)  # of files that are sent: long before anything else in the home


@dataclass(slots=True)
class Person:
    """Somebody with an account. `done` counts what they did, `failed` says what went wrong.

    `took_s` is how long each page took to arrive.

    `make_run` gives the bytes of a short run on a day; no two people send one of the same length.
    """

    address: str
    email: str
    is_coach: bool
    cookie_secret: str
    home: Path
    number: int
    make_run: Callable[[date, float], bytes]
    pause_s: float
    done: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    took_s: list[float] = field(default_factory=list)
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        """Everybody's own chance, the same in each run."""
        self.rng = random.Random(self.email)

    async def live(self, is_over: Callable[[], bool]) -> None:
        """Come and go until it is over."""
        await self._pause()
        former = ""
        while not is_over():
            try:
                former = await self._come(former, is_over)
            except (TimeoutError, ConnectionClosed):  # a machine that has too much to do
                self.done["given up"] += 1
            self.done["left"] += 1
            await asyncio.sleep(self.rng.choice((0.5, 2, 4)) * self.pause_s)

    async def _come(self, former: str, is_over: Callable[[], bool]) -> str:
        """Open a page and leave it; the session to come back to, if they will."""
        async with visitor(
            self.address,
            self.email,
            cookie_secret=self.cookie_secret,
            home=self.home,
            back_to=former,
        ) as page:
            if self.rng.random() < 0.1:
                return ""  # gone before anything was asked for
            await self._stay(page, is_over)
            return page.session_id if self.rng.random() < 0.5 else ""

    async def _stay(self, page: Visitor, is_over: Callable[[], bool]) -> None:
        for _ in range(self.rng.randint(1, 8)):
            if is_over():
                return
            await self._look(page, self.rng.choice(OF_COACHES if self.is_coach else OF_RUNNERS))
            if not self.is_coach and self.rng.random() < 0.15:
                await self._log(page)
            if not self.is_coach and self.rng.random() < 0.05:
                await self._send(page)
            await self._pause()

    async def _look(self, page: Visitor, name: str, *widgets: WidgetState) -> None:
        page.received.clear()
        self.took_s.append(await page.visit(name, widgets=widgets))
        self.done["pages"] += 1
        if b"Traceback" in page.received:
            self.failed.append(f"{name} of {self.email}")

    async def _log(self, page: Visitor) -> None:
        """One tap on a number of the left knee."""
        await self._look(page, "today")
        scores = [one for one in page.ids("button_group") if "quick-score-left" in one]
        if not scores:
            self.failed.append(f"no scores for {self.email}")
            return
        tapped = WidgetState(id=scores[0])
        tapped.string_array_value.data.append(str(self.rng.randint(0, 5)))
        await self._look(page, "today", tapped)
        if b"Saved:" in page.received:
            self.done["entries"] += 1
        else:
            self.failed.append(f"entry of {self.email}")

    async def _send(self, page: Visitor) -> None:
        """A short run of some day long ago."""
        await self._look(page, "data")
        drops = [one for one in page.ids("file_uploader") if "-files-" in one]
        if not drops:
            self.failed.append(f"no drop for {self.email}")
            return
        day = _FIRST_DAY + timedelta(days=self.done["files"])
        content = self.make_run(day, 0.4 + self.number / 100)
        answer = await asyncio.to_thread(self._put, page.session_id, content)
        if answer != 204:
            self.failed.append(f"upload of {self.email}: {answer}")
            return
        dropped = WidgetState(id=drops[0])
        dropped.file_uploader_state_value.uploaded_file_info.add(
            file_id="one", name=f"{day}.fit", size=len(content)
        )
        await self._look(page, "data", dropped)
        if b"Done: 1 imported" in page.received:
            self.done["files"] += 1
        else:
            self.failed.append(f"import of {self.email}")

    def _put(self, session_id: str, content: bytes) -> int:
        token = generate_xsrf_token_string()
        name, value = signed_in_cookie(
            self.address, self.email, cookie_secret=self.cookie_secret, home=self.home
        )
        return requests.put(
            f"{self.address}/_stcore/upload_file/{session_id}/one",
            headers={
                "Cookie": f"{name}={value}; {XSRF_COOKIE_NAME}={token}",
                "X-Xsrftoken": token,
                "Connection": "close",
            },
            files={"file": ("run.fit", content)},
            timeout=60,
        ).status_code

    async def _pause(self) -> None:
        await asyncio.sleep(self.rng.uniform(0.3, 1.7) * self.pause_s)
