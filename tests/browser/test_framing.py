"""What a page of another origin and a browser without the secret see: nothing of ours."""

import os
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.screens import SCREENS
from tests.builders import a_home, a_run
from tests.builders.homes import NOW

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000
PICTURES = os.environ.get("KNEEWISE_TEST_PICTURES")
"""A folder that gets a picture of the refusal at each width."""


class _Framing(BaseHTTPRequestHandler):
    """A page of another origin that shows ours in frames; the browser sends our cookie there."""

    address = ""

    def do_GET(self) -> None:
        """Every screen in a frame of its own, and a page of its own that may be framed."""
        shown = ["/mine", *(f"{self.address}/{screen.url_path}" for screen in SCREENS)]
        frames = "".join(f"<iframe src='{one}' width=300 height=200></iframe>" for one in shown)
        body = "Framed" if self.path == "/mine" else frames
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def test_no_screen_shows_in_a_page_of_another_origin(
    page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """The browser is let in, and both are of this machine, where cookies know no ports."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_home(tmp_path / "home", [a_run(km=10)])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    _Framing.address = address = served(home.root)
    page.goto(f"{address}/method")
    expect(page.get_by_role("link", name="Today")).to_be_visible()

    with HTTPServer(("127.0.0.1", 0), _Framing) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{other.server_port}/")
        page.wait_for_load_state("networkidle")
        mine, *ours = page.main_frame.child_frames
        assert mine.locator("body").inner_text() == "Framed"  # frames as such are shown
        assert len(ours) == len(SCREENS)
        for frame in ours:
            assert frame.url.startswith("chrome-error:") or not frame.locator("#root").count()
            assert "Kneewise" not in frame.content()
        other.shutdown()


def test_a_browser_that_was_not_let_in_reads_what_to_do(
    browser: Browser, page: Page, served: Callable[[Path], str], tmp_path: Path
) -> None:
    """In one calm page that fits a phone; with the address it opens, and stays open."""
    expect.set_options(timeout=PATIENCE_MS)
    home, _ = a_home(tmp_path / "home", [a_run(km=10)])
    home.clock.write_text(NOW.isoformat(), encoding="utf-8")
    address = served(home.root)
    stranger = browser.new_context(locale="en-IE")
    for width in (390, 1440):
        shut = stranger.new_page()
        shut.set_viewport_size({"width": width, "height": 800})
        shut.goto(f"{address}/today")
        expect(shut.get_by_role("heading")).to_have_text("This browser has not been let in yet")
        expect(shut.get_by_text("kneewise address")).to_be_visible()
        assert shut.evaluate("document.documentElement.scrollWidth") <= width
        assert "km" not in shut.content()
        if PICTURES:
            shut.screenshot(path=Path(PICTURES) / f"closed-{width}.png")
    opened = stranger.new_page()
    opened.goto(f"{address}/today?token={home.token.read_text('ascii')}")
    expect(opened.get_by_text("10.0 km").first).to_be_visible()
    assert opened.url == f"{address}/today"
    opened.goto(f"{address}/runs")
    expect(opened.get_by_role("heading", name="Your longest was 10.0 km")).to_be_visible()
    stranger.close()
