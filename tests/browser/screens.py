"""A browser that opens one screen after another, and knows when each is done."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PATIENCE_MS = 120_000


class Screens:
    """The screens that a page links to.

    The server says over the page's socket when a run of its script has ended: the page itself
    shows that too shortly to be seen for certain.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._finished = 0
        page.set_default_timeout(PATIENCE_MS)
        page.on("websocket", self._listen)

    def open(self, address: str) -> None:
        """One address, until all of it has arrived."""
        before = self._finished
        self.page.goto(address)
        self._wait(before)

    def follow(self, path: str) -> None:
        """As `follow`, until all of the other screen has arrived."""
        before = self._finished
        follow(self.page, path)
        self._wait(before)

    def open_each(self, *names: str) -> Iterator[str]:
        """The screens of these names by their links, else all; yields each path once it is there.

        Raises AssertionError with what a page says where a box tells of an error, foreseen or not.
        """
        places = self.page.locator("nav.places a")
        expect(places.first).to_be_visible(timeout=PATIENCE_MS)
        for place in places.all_inner_texts():
            yield from self._open(places.get_by_text(place, exact=True), place, names)
            screens = self.page.locator("nav.screens a")
            for name in screens.all_inner_texts()[1:]:  # the place leads to the first
                if not names or name in names:
                    yield from self._open(screens.get_by_text(name, exact=True), name, ())

    def _open(self, link: Locator, name: str, names: tuple[str, ...]) -> Iterator[str]:
        before = self._finished
        link.click()
        self._wait(before)
        problems = self._problems()
        assert problems == [], f"{name}: {problems}"
        current = self.page.locator("nav a[aria-current=page]").last.inner_text()
        if not names or current in names:
            yield urlsplit(self.page.url).path

    def _problems(self) -> list[str]:
        """Boxes of an exception, and sentences of one that was foreseen."""
        boxes = self.page.locator(
            "[data-testid=stException], [data-testid=stAlertContentWarning],"
            " [data-testid=stAlertContentError]"
        )
        return boxes.all_text_contents()

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._note)

    def _note(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            message = ForwardMsg.FromString(frame)
            ended = message.WhichOneof("type") == "script_finished"
            if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._finished += 1

    def _wait(self, before: int) -> None:
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while self._finished == before:
            assert time.monotonic() < deadline, f"{self.page.url} was never finished"
            self.page.wait_for_timeout(20)  # the socket's frames are told meanwhile
        idle = self.page.locator('[data-test-script-state="notRunning"]')
        expect(idle).to_be_visible(timeout=PATIENCE_MS)


def follow(page: Page, path: str) -> None:
    """Another screen, as by a link of the frame: nothing is loaded anew.

    What is shown until the answer comes is the screen before; wait for words of the new one.
    """
    page.evaluate("href => history.pushState({}, '', href)", path)
    page.evaluate("() => dispatchEvent(new PopStateEvent('popstate'))")
