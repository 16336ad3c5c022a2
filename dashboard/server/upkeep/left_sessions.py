"""Sessions whose browser has gone, until it comes back or nobody waits for it any more.

Streamlit's own storage drops what has expired without ending it, and that only when another
session takes its place: its event loop, with three descriptors, stayed. A page that was opened and
left before anything was asked of it was ended by nobody.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

_MOST = 128
"""So many wait at once; the one that has waited longest makes room."""


@dataclass(slots=True)
class LeftSessions:
    """Sessions by their id, in the order in which they were left; each is ended when it goes.

    It has the methods of Streamlit's `SessionStorage`, which are called from the server's loop.
    """

    wait_s: float
    end: Callable[[SessionInfo], None]
    _waiting: dict[str, tuple[SessionInfo, asyncio.TimerHandle]] = field(default_factory=dict)

    def get(self, session_id: str) -> SessionInfo | None:
        """The session of that id, if it still waits."""
        found = self._waiting.get(session_id)
        return None if found is None else found[0]

    def save(self, session_info: SessionInfo) -> None:
        """Let a session wait for its browser."""
        session_id = session_info.session.id
        self.delete(session_id)
        loop = asyncio.get_running_loop()
        self._waiting[session_id] = (
            session_info,
            loop.call_later(self.wait_s, self._let_go, session_id),
        )
        if len(self._waiting) > _MOST:
            self._let_go(next(iter(self._waiting)))

    def delete(self, session_id: str) -> None:
        """Forget a session without ending it: its browser is back, or it has been ended."""
        found = self._waiting.pop(session_id, None)
        if found is not None:
            found[1].cancel()

    def list(self) -> list[SessionInfo]:
        """All that wait."""
        return [session_info for session_info, _ in self._waiting.values()]

    def _let_go(self, session_id: str) -> None:
        found = self.get(session_id)
        self.delete(session_id)
        if found is not None:
            self.end(found)


def end_what_expires() -> None:
    """Have the server of this process end sessions that nobody comes back to."""
    manager = get_instance()._session_mgr
    assert isinstance(manager, WebsocketSessionManager)
    manager._session_storage = LeftSessions(
        wait_s=st.get_option("server.disconnectedSessionTTL"),
        end=lambda session_info: session_info.session.shutdown(),
    )
