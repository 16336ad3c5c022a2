"""A link survives sign-in, leads to this server alone, and the cookies stay out of plain text."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dashboard.server.sign_in.return_to_page import COOKIE, SIGNED_IN, DeepLinks

HTML = {"accept": "text/html,application/xhtml+xml"}


async def answer(request: Request) -> Response:
    """What Streamlit answers: a page anywhere, its root after the provider."""
    if request.url.path != "/oauth2callback":
        return HTMLResponse("page")
    back = RedirectResponse("/", status_code=302)
    back.set_cookie(SIGNED_IN, "x", httponly=True)
    return back


def client(*, is_encrypted: bool = False) -> TestClient:
    """A browser that follows nothing by itself."""
    app = Starlette(
        routes=[Route("/{path:path}", answer)],
        middleware=[Middleware(DeepLinks, is_encrypted=is_encrypted)],
    )
    scheme = "https" if is_encrypted else "http"
    return TestClient(app, base_url=f"{scheme}://here", follow_redirects=False)


@pytest.mark.parametrize("wanted", ["/pain", "/sharing?invite=a-b_c", "/runs?run=s1&runner_id=r2"])
def test_the_page_that_was_asked_for_comes_after_sign_in(wanted: str) -> None:
    """Query and all; once."""
    browser = client()
    browser.get(wanted, headers=HTML)
    assert browser.get("/oauth2callback").headers["location"] == wanted
    assert COOKIE not in browser.cookies
    browser.get("/load", headers=HTML)  # signed in: nothing to remember
    assert COOKIE not in browser.cookies


@pytest.mark.parametrize(
    "forged", ["//evil.example", "https://evil.example", "/\\evil.example", "/a%0d%0ax: y", "", "/"]
)
def test_a_forged_cookie_leads_nowhere_else(forged: str) -> None:
    """Only a path of this server is believed."""
    browser = client()
    browser.cookies.set(COOKIE, forged.replace("/", "%2F").replace(":", "%3A"))
    assert browser.get("/oauth2callback").headers["location"] == "/"


def test_scripts_and_sockets_are_not_remembered() -> None:
    """Only what a person opened."""
    browser = client()
    browser.get("/static/app.js", headers={"accept": "*/*"})
    assert COOKIE not in browser.cookies


def test_over_tls_every_cookie_is_marked_secure() -> None:
    """Streamlit leaves that out."""
    browser = client(is_encrypted=True)
    page = browser.get("/pain", headers=HTML)
    back = browser.get("/oauth2callback")
    cookies = page.headers.get_list("set-cookie") + back.headers.get_list("set-cookie")
    assert len(cookies) == 3 and all("secure" in cookie.lower() for cookie in cookies)
