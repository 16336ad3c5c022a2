"""Streamlit's sessions: which one a socket has, what it holds, and its end."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st
from starlette.types import Message, Receive, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

_POLICY, _TOO_BIG = 1008, 1009  # codes of a closed WebSocket


@dataclass(slots=True, eq=False)
class Seen:
    """What a socket told about itself."""

    session_id: str | None = None


def watched(
    receive: Receive, send: Send, *, idle_s: float | None, most_bytes: int | None
) -> tuple[Seen, Receive, Send]:
    """The two ends of a socket: its session is noted; one that is idle or too loud is closed."""
    seen = Seen()

    async def hear() -> Message:
        try:
            message = await asyncio.wait_for(receive(), idle_s)
        except TimeoutError:
            return await _closed(send, _POLICY)
        if most_bytes is not None and len(message.get("bytes") or b"") > most_bytes:
            return await _closed(send, _TOO_BIG)
        return message

    async def say(message: Message) -> None:
        if seen.session_id is None and message["type"] == "websocket.send":
            seen.session_id = _session_id(message.get("bytes") or b"")
        await send(message)

    return seen, hear, say


async def _closed(send: Send, code: int) -> Message:
    await send({"type": "websocket.close", "code": code, "reason": ""})
    return {"type": "websocket.disconnect", "code": code}


def _session_id(data: bytes) -> str | None:
    """Of the first message of a page; None where this is another."""
    message = ForwardMsg.FromString(data)
    if message.WhichOneof("type") != "new_session":
        return None
    return message.new_session.initialize.session_id or None


class Sessions:
    """Those of the server that runs in this process.

    Streamlit lets a session wait for its browser to come back, and frees what it holds only when
    another session takes its place.
    """

    def held_bytes(self, session_ids: Iterable[str]) -> int:
        """Uploads that these sessions hold in memory."""
        manager = get_instance().uploaded_file_mgr
        if not isinstance(manager, MemoryUploadedFileManager):
            return 0
        files = [[*manager.file_storage.get(one, {}).values()] for one in session_ids]
        return sum(len(file.data) for each in files for file in each)

    def is_active(self, session_id: str) -> bool:
        """Whether a socket of it is open."""
        return get_instance().is_active_session(session_id)

    def left(self, session_id: str, *, at_once: bool, then: Callable[[str], None]) -> None:
        """Its socket has closed: end it now, or when Streamlit no longer waits for its browser."""
        # A second early: afterwards Streamlit does not know it any more, and lets it lie.
        wait_s = 0 if at_once else max(0, st.get_option("server.disconnectedSessionTTL") - 1)
        asyncio.get_running_loop().call_later(wait_s, _end, session_id, then)


def _end(session_id: str, then: Callable[[str], None]) -> None:
    runtime = get_instance()
    if runtime.is_active_session(session_id):  # its browser came back
        return
    runtime.close_session(session_id)
    runtime.uploaded_file_mgr.remove_session_files(session_id)
    then(session_id)
