"""Where browsers come by https, they are told to stay with it; cookies go that way alone."""

import re
from pathlib import Path
from typing import Any

import pytest
import streamlit

import dashboard
from bench.visitors import run_apart
from dashboard.server.answers import AnswerHeaders, content_policy


def headers_of(*, is_encrypted: bool) -> dict[bytes, bytes]:
    """Of a plain answer."""
    sent: list[dict[str, Any]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message: Any) -> None:
        sent.append(message)

    answering = AnswerHeaders(app, policy=content_policy(""), is_encrypted=is_encrypted)
    run_apart(answering({"type": "http", "path": "/"}, None, send))  # ty: ignore[invalid-argument-type]
    return dict(sent[0]["headers"])


def test_an_encrypted_address_stays_encrypted() -> None:
    """For a year, and below it; this machine's own address is not encrypted."""
    told = headers_of(is_encrypted=True)[b"strict-transport-security"]
    assert told == b"max-age=31536000; includeSubDomains"
    assert b"strict-transport-security" not in headers_of(is_encrypted=False)


def test_a_page_names_no_other_base_and_holds_no_objects() -> None:
    """Of the content policy what nothing here needs."""
    policy = headers_of(is_encrypted=True)[b"content-security-policy"]
    assert b"base-uri 'none'" in policy and b"object-src 'none'" in policy


_GIVEN_UP = re.compile(
    r"<(applet|embed|object|keygen|frameset)\b|classid=|x-shockwave-flash|x-silverlight"
    r"|text/vbscript|activexobject|application/x-java",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "folder", [Path(dashboard.__file__).parent, Path(streamlit.__file__).parent / "static"]
)
def test_a_page_asks_for_nothing_that_browsers_have_given_up(folder: Path) -> None:
    """Neither ours nor the frame that Streamlit sends: no plug-in of any kind."""
    pages = sorted(folder.rglob("*.html"))
    pages += [] if folder.name == "static" else sorted(folder.rglob("*.js"))
    assert pages
    assert [page.name for page in pages if _GIVEN_UP.search(page.read_text("utf-8"))] == []
