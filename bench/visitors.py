"""People on a server without browsers: they speak Streamlit's own protocol over a WebSocket.

Fifty browsers would measure the browsers. A visitor keeps every byte that the server sent, so that
it can be searched for what was not theirs to see.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    generate_xsrf_token_string,
)
from streamlit.web.server.starlette.starlette_server_config import (
    USER_COOKIE_NAME,
    XSRF_COOKIE_NAME,
)
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from etl.home import Home
from etl.people.sign_ins import SignIns, key_of, login_of
from etl.settings import Settings

T = TypeVar("T")
PATIENCE_S = 120.0
ISSUER = "https://accounts.example.org"
_FINISHED = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
}


def run_apart(what: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: in this one a test's browser may have a loop already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(what)).result()


class Visitor:
    """One open page. `received` holds what came since it was last emptied.

    `messages` are those of the last visit, as they came. `session_id` is Streamlit's name for it,
    known from the first visit on.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.received = bytearray()
        self.messages: list[bytes] = []
        self.session_id = ""

    async def visit(
        self, page: str, query: str = "", *, widgets: Sequence[WidgetState] = ()
    ) -> float:
        """Go to a page as its link would; seconds until all of it has arrived.

        With `widgets` what was typed, tapped or dropped there goes along.
        """
        self.messages = []
        begun = time.perf_counter()
        await self.ask(page, query, widgets=widgets)
        async with asyncio.timeout(PATIENCE_S):
            while not await self._is_finished():
                pass
        return time.perf_counter() - begun

    async def ask(self, page: str, query: str = "", *, widgets: Sequence[WidgetState] = ()) -> None:
        """Ask for a page and wait for nothing."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        message.rerun_script.widget_states.widgets.extend(widgets)
        await self.socket.send(message.SerializeToString())

    def ids(self, kind: str) -> list[str]:
        """Widgets of one kind on the page of the last visit, such as file_uploader, in order."""
        deltas = (ForwardMsg.FromString(message).delta for message in self.messages)
        elements = (delta.new_element for delta in deltas if delta.HasField("new_element"))
        return [getattr(one, kind).id for one in elements if one.WhichOneof("type") == kind]

    async def _is_finished(self) -> bool:
        data = await self.socket.recv()
        assert isinstance(data, bytes)
        self.received += data
        self.messages.append(data)
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "new_session":
            self.session_id = message.new_session.initialize.session_id
        # One rerun may overtake another: the last one alone is finished for good.
        return message.WhichOneof("type") == "script_finished" and (
            message.script_finished in _FINISHED
        )


def claims(address: str, email: str) -> dict[str, Any]:
    """What the provider signed of somebody, and Streamlit's sign-in at that address added."""
    who = {"iss": ISSUER, "sub": email.lower(), "nonce": f"of {email}"}
    return {"email": email, "email_verified": True, "is_logged_in": True, "origin": address} | who


def cookie_of(user: Mapping[str, Any], *, cookie_secret: str) -> tuple[str, str]:
    """Name and value of the cookie that the server's own sign-in would set."""
    value = create_signed_value(cookie_secret, USER_COOKIE_NAME, json.dumps(user)).decode()
    return USER_COOKIE_NAME, value


def signed_in_cookie(
    address: str, email: str, *, cookie_secret: str, home: Path
) -> tuple[str, str]:
    """That cookie of somebody whose session has begun in the home that is served."""
    user = claims(address, email)
    sign_ins = SignIns(Home(home), Settings(home=home))
    login = login_of(user["iss"], user["sub"])
    sign_ins.begin(key=key_of(user), login=login, device="A browser")
    return cookie_of(user, cookie_secret=cookie_secret)


def visitor(
    address: str, email: str, *, cookie_secret: str, home: Path, back_to: str = ""
) -> AbstractAsyncContextManager[Visitor]:
    """Somebody who signed in before; with `back_to`, a session, whose connection had broken."""
    cookie = signed_in_cookie(address, email, cookie_secret=cookie_secret, home=home)
    return _connected(address, cookie, back_to=back_to)


def stranger(address: str) -> AbstractAsyncContextManager[Visitor]:
    """Somebody who has not signed in."""
    return _connected(address)


def whoever_has(address: str, *cookies: tuple[str, str]) -> AbstractAsyncContextManager[Visitor]:
    """Somebody with these cookies, such as the one that opens the only person's dashboard."""
    return _connected(address, *cookies)


@asynccontextmanager
async def _connected(
    address: str, *cookies: tuple[str, str], back_to: str = ""
) -> AsyncGenerator[Visitor]:
    token = generate_xsrf_token_string()
    sent = [*cookies, (XSRF_COOKIE_NAME, token)]
    async with connect(
        f"{address.replace('http', 'ws', 1)}/_stcore/stream",
        origin=Origin(address),
        subprotocols=[Subprotocol(one) for one in ("streamlit", token, back_to) if one],
        additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in sent)},
        max_size=None,
    ) as socket:
        yield Visitor(socket)
